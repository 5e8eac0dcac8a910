//! Writing to one's contacts: to whom, by which way, when; looked at as the first of them will read it.

use askama::Template;
use domain::access::AnnouncementsSend;
use domain::announcements::{self, LONGEST_SUBJECT, LONGEST_TEXT, NewAnnouncement, preview};
use domain::notices::Channel;
use kernel::{ContactId, Invalid, Result};
use web::ui::{Choice, FieldKind, FieldView, FormView, Prose, SelectOption, Shell};
use web::{Answer, Fields, Visitor, format, page, refused};

use super::{PATH, account};
use crate::form_page::field;

const FIELDS: [&str; 7] = ["channel", "to", "subject", "text", "when", "at", "do"];
const WHEN: [(&str, &str); 2] = [("now", "Now"), ("later", "At a time that you choose")];

#[derive(Template)]
#[template(path = "announcements/new.html")]
struct WritePage {
    shell: Shell,
    form: FormView,
    /// As its first reader gets it: name, subject and text.
    preview: Option<(String, String, Prose)>,
}

pub async fn ask(visitor: Visitor) -> Answer {
    page(&write_page(&visitor, &Fields::of([("channel", "email".to_owned())])).await?)
}

pub async fn write(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&FIELDS)?;
    let granted = visitor.may::<AnnouncementsSend>()?;
    let mut again = write_page(&visitor, &typed).await?;
    let address = visitor.who.organization.address(&visitor.site.settings.base_url);
    let new = match read(&visitor, &typed) {
        Ok(new) => new,
        Err(error) => return refused_with(again, error),
    };
    if typed.get("do") == "preview" {
        let account = account(&visitor)?;
        let seen =
            preview(&mut visitor.read().await?, &granted, account, &new, &address, visitor.who.now).await;
        return match seen {
            Ok(seen) => {
                again.preview = Some((seen.name, seen.subject, Prose::of(&seen.text)));
                page(&again)
            }
            Err(error) => refused_with(again, error),
        };
    }
    let done = if new.at.is_some() { "Announcement scheduled" } else { "Announcement on its way" };
    match announcements::compose(visitor.house(), &granted, account(&visitor)?, new, &address).await {
        Ok(id) => Ok(visitor.done(&format!("{PATH}/{id}"), done)),
        Err(error) => refused_with(again, error),
    }
}

fn refused_with(mut again: WritePage, error: kernel::Error) -> Answer {
    let error = again.form.refuse(error)?;
    refused(&again, &error)
}

async fn write_page(visitor: &Visitor, typed: &Fields) -> Result<WritePage> {
    let granted = visitor.may::<AnnouncementsSend>()?;
    let contacts = announcements::reachable(&mut visitor.read().await?, &granted, account(visitor)?).await?;
    let chosen: Vec<&str> = typed.all("to").collect();
    let to = contacts.iter().map(|contact| {
        let id = contact.id.to_string();
        let picked = chosen.contains(&id.as_str());
        let reached = match (contact.email.is_empty(), contact.phone.is_empty()) {
            (false, false) => format!("{}, {}", contact.email, format::phone(&contact.phone)),
            (false, true) => contact.email.clone(),
            (true, false) => format::phone(&contact.phone),
            (true, true) => "Neither an address nor a number".to_owned(),
        };
        SelectOption { hint: reached, ..SelectOption::new(id, contact.name.clone(), picked) }
    });
    let to = FieldView {
        required: true,
        ..FieldView::new("to", "To", FieldKind::Checks { options: to.collect() })
    };
    let radio = |name: &str, label: &str, options: &[(&str, &str)], first: &str| {
        let chosen = typed.optional(name).unwrap_or(first).to_owned();
        let options = options
            .iter()
            .map(|(value, label)| SelectOption::new(*value, *label, *value == chosen))
            .collect();
        FieldView { required: true, ..FieldView::new(name, label, FieldKind::Radio { options }) }
    };
    let channels: Vec<(&str, &str)> = Channel::ALL.iter().map(|one| (one.name(), one.title())).collect();
    let mut shell = visitor.shell("New announcement");
    shell.trail = vec![Choice::new("Announcements", PATH, false)];
    Ok(WritePage {
        shell,
        form: FormView {
            action: format!("{PATH}/new"),
            fields: vec![
                radio("channel", "By", &channels, "email"),
                to,
                FieldView {
                    required: true,
                    maxlength: Some(LONGEST_SUBJECT),
                    ..field(typed, "subject", "Subject", FieldKind::Text, LONGEST_SUBJECT)
                },
                FieldView {
                    required: true,
                    hint: "{{ first_name }}, {{ name }} and {{ business }} stand for the reader and for you."
                        .to_owned(),
                    ..field(typed, "text", "Text", FieldKind::TextArea { rows: 8 }, LONGEST_TEXT)
                },
                radio("when", "When", &WHEN, "now"),
                FieldView {
                    required: true,
                    short: true,
                    ..field(typed, "at", "Time", FieldKind::DateTime, 40)
                },
            ],
            submit: "Send".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
        preview: None,
    })
}

fn read(visitor: &Visitor, typed: &Fields) -> Result<NewAnnouncement> {
    let mut invalid = Invalid::default();
    let channel = Channel::parse(typed.get("channel")).ok_or("Choose email or SMS.");
    let channel = invalid.check("channel", channel);
    let mut to: Vec<ContactId> = Vec::new();
    for id in typed.all("to") {
        to.extend(invalid.check("to", id.parse::<ContactId>()));
    }
    let at = match typed.get("when") {
        "later" => {
            invalid.check("at", visitor.local.read(typed.get("at")).ok_or("Write a date and a time of day."))
        }
        "now" | "" => None,
        _ => {
            invalid.push("when", "Choose when it goes out.");
            None
        }
    };
    invalid.into_result()?;
    let channel = channel.unwrap_or(Channel::Email);
    let (subject, text) = (typed.get("subject").to_owned(), typed.get("text").to_owned());
    Ok(NewAnnouncement { channel, subject, text, to, at })
}
