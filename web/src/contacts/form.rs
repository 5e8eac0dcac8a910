//! The form of a contact: several emails and phones, a row for each, which buttons add and move without any script.

use askama::Template;
use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::{
    self, Contact, ContactDetails, LONGEST_GROUP, LONGEST_HOURS, LONGEST_NOTE, Label, MOST_GROUPS, MOST_WAYS,
    Way, parse_groups,
};
use kernel::text::{TextError, line, paragraph};
use kernel::{ContactId, Email, Error, Invalid, Name, Phone, Result};

use super::Place;
use super::place::find_here;
use crate::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use crate::{Answer, Fields, Visitor, form_page, page, refused};

/// Groups that the form names.
const NAMED: usize = 12;
/// The fields that are no row.
const PLAIN: [&str; 5] = ["name", "title", "hours", "groups", "note"];
const KINDS: [&str; 2] = ["email", "phone"];

#[derive(Template)]
#[template(path = "contacts/form.html")]
struct ContactPage {
    shell: Shell,
    form: FormView,
    parts: [WayPart; 2],
}

/// All addresses, or all numbers.
struct WayPart {
    kind: &'static str,
    title: &'static str,
    one: &'static str,
    rows: Vec<WayRow>,
}

struct WayRow {
    /// The name of its field, and of the field of its label.
    name: String,
    label: String,
    labels: Vec<SelectOption>,
}

impl ContactPage {
    fn answer(&self) -> Answer {
        page(self)
    }

    fn refused(mut self, error: Error) -> Answer {
        let error = self.form.refuse(error)?;
        refused(&self, &error)
    }

    fn field(&self, row: &WayRow) -> Option<&FieldView> {
        self.form.fields.iter().find(|field| field.name == row.name)
    }
}

impl WayPart {
    const fn may_add(&self) -> bool {
        self.rows.len() < MOST_WAYS
    }
}

pub async fn ask_new(visitor: &Visitor, place: &Place) -> Answer {
    new_page(visitor, place, &Fields::default()).await?.answer()
}

pub async fn add(visitor: &Visitor, place: &Place, typed: &Fields) -> Answer {
    must_know(typed)?;
    let granted = visitor.may::<ContactsEdit>()?;
    if let Some(moved) = pressed(typed) {
        return new_page(visitor, place, &moved).await?.answer();
    }
    let outcome = match read(typed, &visitor.who.organization.region) {
        Ok(details) => contacts::add(visitor.house(), &granted, place.account, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(&place.up, "Contact added")),
        Err(error) => new_page(visitor, place, typed).await?.refused(error),
    }
}

pub async fn ask(visitor: &Visitor, place: &Place, id: ContactId) -> Answer {
    let contact = find_here(visitor, place, id).await?;
    edit_page(visitor, place, &contact, &opening(&contact, &visitor.who.organization.region)).await?.answer()
}

pub async fn edit(visitor: &Visitor, place: &Place, id: ContactId, typed: &Fields) -> Answer {
    must_know(typed)?;
    let granted = visitor.may::<ContactsEdit>()?;
    let contact = find_here(visitor, place, id).await?;
    if let Some(moved) = pressed(typed) {
        return edit_page(visitor, place, &contact, &moved).await?.answer();
    }
    let outcome = match read(typed, &visitor.who.organization.region) {
        Ok(details) => contacts::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&place.page(id), "Saved")),
        Err(error) => edit_page(visitor, place, &contact, typed).await?.refused(error),
    }
}

async fn new_page(visitor: &Visitor, place: &Place, typed: &Fields) -> Result<ContactPage> {
    let form = FormView {
        action: place.all("new"),
        submit: "Add contact".to_owned(),
        cancel_href: Some(place.up.clone()),
        ..FormView::default()
    };
    form_of(visitor, place, typed, place.shell(visitor, "Add contact"), form).await
}

async fn edit_page(
    visitor: &Visitor,
    place: &Place,
    contact: &Contact,
    typed: &Fields,
) -> Result<ContactPage> {
    let form = FormView {
        action: place.of(contact.id, "edit"),
        submit: "Save changes".to_owned(),
        cancel_href: Some(place.page(contact.id)),
        ..FormView::default()
    };
    let shell = place.below(visitor, contact, &format!("Edit {}", contact.name));
    form_of(visitor, place, typed, shell, form).await
}

async fn form_of(
    visitor: &Visitor,
    place: &Place,
    typed: &Fields,
    shell: Shell,
    mut form: FormView,
) -> Result<ContactPage> {
    let known = match visitor.may::<ContactsView>() {
        Ok(granted) => {
            contacts::groups(&mut visitor.read().await?, &granted, Some(place.account), NAMED).await?
        }
        Err(_) => Vec::new(),
    };
    let parts = [part(typed, "email", ("Emails", "email")), part(typed, "phone", ("Phones", "phone"))];
    form.fields = fields(typed, &known, &parts);
    Ok(ContactPage { shell, form, parts })
}

fn part(typed: &Fields, kind: &'static str, (title, one): (&'static str, &'static str)) -> WayPart {
    let rows = (0..shown(typed, kind)).map(|number| {
        let name = row_name(kind, number);
        let label = format!("{name}_label");
        let chosen = Label::parse(typed.get(&label)).unwrap_or_default();
        let option = |one: Label| SelectOption::new(one.name(), one.title(), one == chosen);
        WayRow { name, label, labels: Label::ALL.map(option).to_vec() }
    });
    WayPart { kind, title, one, rows: rows.collect() }
}

fn fields(typed: &Fields, groups: &[String], parts: &[WayPart; 2]) -> Vec<FieldView> {
    let one = |name: &str, label: &str, kind, most| FieldView {
        maxlength: Some(most),
        autocomplete: Some("off".to_owned()),
        ..form_page::field(typed, name, label, kind)
    };
    let in_use = if groups.is_empty() { String::new() } else { format!(" In use: {}.", groups.join(", ")) };
    let mut fields = vec![
        FieldView { required: true, ..one("name", "Name", FieldKind::Text, Name::MAX) },
        FieldView {
            hint: "Such as “Front desk”.".to_owned(),
            ..one("title", "Title", FieldKind::Text, Name::MAX)
        },
    ];
    for part in parts {
        let (kind, most) =
            if part.kind == "email" { (FieldKind::Email, Email::MAX) } else { (FieldKind::Tel, 40) };
        let rows = part.rows.iter().enumerate();
        fields.extend(rows.map(|(at, row)| one(&row.name, &numbered(part.one, at), kind.clone(), most)));
    }
    fields.extend([
        FieldView {
            hint: "When the person is there, such as “Mon–Fri 09:00–17:00”.".to_owned(),
            ..one("hours", "Hours", FieldKind::Text, LONGEST_HOURS)
        },
        FieldView {
            hint: format!("With commas between them.{in_use}"),
            ..one("groups", "Groups", FieldKind::Text, (LONGEST_GROUP + 2) * MOST_GROUPS)
        },
        FieldView {
            hint: "What whoever answers needs to know about the person.".to_owned(),
            ..one("note", "Note", FieldKind::TextArea { rows: 4 }, LONGEST_NOTE)
        },
    ]);
    fields
}

/// `Email 2`
fn numbered(one: &str, at: usize) -> String {
    let title = crate::format::capitalized(one);
    if at == 0 { title } else { format!("{title} {}", at + 1) }
}

/// `email`, `email_2`
fn row_name(kind: &str, number: usize) -> String {
    if number == 0 { kind.to_owned() } else { format!("{kind}_{}", number + 1) }
}

/// How many rows the form has: at least one.
fn shown(typed: &Fields, kind: &str) -> usize {
    let written = (0..MOST_WAYS).rev().find(|number| typed.optional(&row_name(kind, *number)).is_some());
    written.map_or(1, |last| last + 1)
}

fn must_know(typed: &Fields) -> Result<()> {
    let rows = KINDS.iter().flat_map(|kind| (0..MOST_WAYS).map(|number| row_name(kind, number)));
    let names: Vec<String> = rows.flat_map(|name| [format!("{name}_label"), name]).collect();
    let known: Vec<&str> =
        PLAIN.into_iter().chain(["step"]).chain(names.iter().map(String::as_str)).collect();
    typed.only(&known)
}

/// What a contact that is there opens the form with.
fn opening(contact: &Contact, region: &str) -> Fields {
    let mut written = vec![
        ("name".to_owned(), contact.name.clone()),
        ("title".to_owned(), contact.title.clone()),
        ("hours".to_owned(), contact.hours.clone()),
        ("groups".to_owned(), contact.groups.join(", ")),
        ("note".to_owned(), contact.note.clone()),
    ];
    for (kind, ways) in [("email", &contact.emails), ("phone", &contact.phones)] {
        for (number, way) in ways.iter().enumerate() {
            let name = row_name(kind, number);
            written.push((format!("{name}_label"), way.label.name().to_owned()));
            let text = if kind == "phone" { kernel::text::phone_in(&way.to, region) } else { way.to.clone() };
            written.push((name, text));
        }
    }
    Fields::of(written.iter().map(|(name, value)| (name.as_str(), value.clone())))
}

/// The form after a button that adds or moves a row; none if it is to be saved.
fn pressed(typed: &Fields) -> Option<Fields> {
    let mut words = typed.optional("step")?.split('.');
    let verb = words.next()?;
    let kind = words.next().and_then(|kind| KINDS.into_iter().find(|one| *one == kind))?;
    let number = shown(typed, kind);
    match verb {
        "add" if number < MOST_WAYS => Some(typed.with(&row_name(kind, number), "")),
        "up" => {
            let at: usize = words.next()?.parse().ok().filter(|at| (1..number).contains(at))?;
            let (above, below) = (row_name(kind, at - 1), row_name(kind, at));
            let mut moved = typed.clone();
            for end in ["", "_label"] {
                let (above, below) = (format!("{above}{end}"), format!("{below}{end}"));
                moved = moved.with(&above, typed.get(&below)).with(&below, typed.get(&above));
            }
            Some(moved)
        }
        _ => None,
    }
}

fn read(typed: &Fields, region: &str) -> Result<ContactDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let title = invalid.check("title", line(typed.get("title"), Name::MAX)).unwrap_or_default();
    let emails = ways(typed, "email", &mut invalid, Email::parse);
    let phones = ways(typed, "phone", &mut invalid, |text| Phone::parse(text, region));
    let hours = invalid.check("hours", line(typed.get("hours"), LONGEST_HOURS)).unwrap_or_default();
    let groups = invalid.check("groups", parse_groups(typed.get("groups"))).unwrap_or_default();
    let note = invalid.check("note", paragraph(typed.get("note"), LONGEST_NOTE)).unwrap_or_default();
    match name {
        Some(name) if invalid.is_empty() => {
            Ok(ContactDetails { name, title, emails, phones, hours, groups, note })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

/// The rows in which something is written.
fn ways<T>(
    typed: &Fields,
    kind: &str,
    invalid: &mut Invalid,
    read: impl Fn(&str) -> Result<T, TextError>,
) -> Vec<Way<T>> {
    let mut ways = Vec::new();
    for name in (0..MOST_WAYS).map(|number| row_name(kind, number)) {
        let text = typed.get(&name).trim();
        if !text.is_empty() {
            let label = Label::parse(typed.get(&format!("{name}_label"))).unwrap_or_default();
            ways.extend(invalid.check(&name, read(text)).map(|to| Way::new(label, to)));
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_31_only_the_name_is_needed() {
        let details = read(&Fields::parse(b"name=Hannah&title=&email=&phone=").unwrap(), "US").unwrap();
        assert!(details.emails.is_empty() && details.phones.is_empty());
        let Err(Error::Invalid(invalid)) = read(&Fields::parse(b"name=&email=x&phone_3=1").unwrap(), "US")
        else {
            panic!()
        };
        let wrong: Vec<&str> = invalid.fields().iter().map(|one| one.field.as_str()).collect();
        assert_eq!(wrong, ["name", "email", "phone_3"]);
    }

    #[test]
    fn s0_09_rows_are_added_and_moved_by_buttons_and_an_empty_one_is_ignored() {
        let typed = Fields::parse(
            b"name=Ann&email=a@b.example&email_label=work&email_2=&email_3=c@d.example&email_3_label=home&step=up.email.2",
        )
        .unwrap();
        must_know(&typed).unwrap();
        let moved = pressed(&typed).unwrap();
        assert_eq!((moved.get("email_2"), moved.get("email_2_label")), ("c@d.example", "home"));
        let details = read(&moved, "US").unwrap();
        assert_eq!(contacts::listed(&details.emails), "a@b.example (work), c@d.example (home)");
        assert_eq!(shown(&moved, "email"), 3);
        let more = pressed(&moved.with("step", "add.email")).unwrap();
        assert_eq!((shown(&more, "email"), shown(&more, "phone")), (4, 1));
        for nothing in ["save", "up.email.0", "up.email.3", "up.email.x", "up.fax.1", "add", ""] {
            assert!(pressed(&moved.with("step", nothing)).is_none(), "{nothing}");
        }
        assert!(must_know(&moved.with("email_9", "")).is_err());
    }
}
