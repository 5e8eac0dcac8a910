//! One text: written, looked at with samples, sent to oneself, and put back to what ships.

use askama::Template;
use domain::access::SettingsEdit;
use domain::notices::texts::{self, CurrentText, TextName, Words};
use domain::notices::{self, Channel, Variable};
use kernel::Error;
use web::ui::{Choice, FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::super::below;
use super::HERE;

#[derive(Template)]
#[template(path = "settings/text.html")]
struct TextPage {
    shell: Shell,
    about: &'static str,
    form: FormView,
    here: String,
    own: bool,
    mails: bool,
    variables: Vec<&'static Variable>,
    preview: Option<Words>,
}

pub async fn ask(visitor: Visitor, Id(name): Id<TextName>) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let text = texts::text(&mut visitor.read().await?, &granted, name).await?;
    let words = text.words.clone();
    let preview = preview(&visitor, name, &words).ok();
    page(&text_page(&visitor, &text, &words, preview))
}

/// Saves, or only shows how it would read.
pub async fn edit(visitor: Visitor, Id(name): Id<TextName>, typed: Fields) -> Answer {
    typed.only(&["subject", "body", "then"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let words =
        Words { subject: typed.get("subject").to_owned(), body: typed.get("body").replace("\r\n", "\n") };
    let looks = preview(&visitor, name, &words);
    if typed.get("then") != "preview"
        && let Ok(_) = looks
    {
        texts::edit(visitor.house(), &granted, name, words).await?;
        return Ok(visitor.done(&format!("{HERE}/{name}"), "The text is saved"));
    }
    let text = texts::text(&mut visitor.read().await?, &granted, name).await?;
    match looks {
        Ok(preview) => page(&text_page(&visitor, &text, &words, Some(preview))),
        Err(error) => {
            let mut answer = text_page(&visitor, &text, &words, None);
            let error = answer.form.refuse(error)?;
            refused(&answer, &error)
        }
    }
}

pub async fn reset(visitor: Visitor, Id(name): Id<TextName>, fields: Fields) -> Answer {
    fields.only(&[])?;
    texts::reset(visitor.house(), &visitor.may::<SettingsEdit>()?, name).await?;
    Ok(visitor.done(&format!("{HERE}/{name}"), "The text is as it ships"))
}

pub async fn test(visitor: Visitor, Id(name): Id<TextName>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<SettingsEdit>()?;
    if name.channel != Channel::Email {
        return Err(Error::NotFound.into());
    }
    notices::send_test(visitor.house(), &granted, Some(name)).await?;
    let to = &visitor.who.email;
    Ok(visitor.done(&format!("{HERE}/{name}"), &format!("A test is on its way to {to}")))
}

fn preview(visitor: &Visitor, name: TextName, words: &Words) -> kernel::Result<Words> {
    name.preview(words, &visitor.who.organization, &visitor.site.settings.base_url)
}

fn text_page(visitor: &Visitor, text: &CurrentText, words: &Words, preview: Option<Words>) -> TextPage {
    let name = text.name;
    let mails = name.channel == Channel::Email;
    let subject = FieldView {
        value: words.subject.clone(),
        required: true,
        autocomplete: Some("off".to_owned()),
        ..FieldView::new("subject", "Subject", FieldKind::Text)
    };
    let rows = if mails { 14 } else { 4 };
    let body = FieldView {
        value: words.body.clone(),
        required: true,
        ..FieldView::new("body", "Text", FieldKind::TextArea { rows })
    };
    let here = format!("{HERE}/{name}");
    let shape = name.kind.shape();
    let frame = below(visitor, &format!("{} ({})", shape.title, name.channel.title()));
    let mut trail = frame.trail.clone();
    trail.push(Choice::new("Letters", HERE, false));
    TextPage {
        shell: Shell { trail, ..frame },
        about: shape.about,
        form: FormView {
            action: here.clone(),
            fields: if mails { vec![subject, body] } else { vec![body] },
            ..FormView::default()
        },
        here,
        own: text.own,
        mails,
        variables: name.variables().collect(),
        preview,
    }
}
