//! One contact: how the person is reached, when, and what to know.

use askama::Template;
use domain::Read;
use domain::access::{ContactsEdit, ContactsView, HistoryView, MessagesCreate};
use domain::history;
use domain::notices::Channel;
use domain::people::contacts::{self, Contact, Label, Way, verify};
use kernel::ContactId;

use super::Place;
use super::place::find_here;
use crate::timeline::{SHOWN, timeline};
use crate::ui::{Badge, ConfirmPage, Door, RecordId, Shell, Timeline, Tone, prints_itself};
use crate::{Answer, Fields, Visitor, format, page};

#[derive(Template)]
#[template(path = "contacts/show.html")]
struct ContactPage {
    shell: Shell,
    here: String,
    /// Nobody takes anything out in somebody else's place (L3).
    card: bool,
    /// Where a message for the person is written, in the console.
    message: Option<String>,
    may_edit: bool,
    id: RecordId,
    person: Person,
    timeline: Option<Timeline>,
}

/// How a person is reached and what to know of him or her; the same on the board and on the page of the contact.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "contacts/person.html")]
pub struct Person {
    /// Not on the page of the contact, which has it as its title.
    name: String,
    href: String,
    title: String,
    phones: Vec<Reach>,
    emails: Vec<Reach>,
    hours: String,
    groups: Vec<Badge>,
    note: String,
}

/// An address or a number that one can click on.
#[derive(Clone, Debug)]
struct Reach {
    text: String,
    href: String,
    label: &'static str,
    /// Since when it is known to reach the person; on the page of the contact.
    verified: Option<Badge>,
    /// Where it is verified.
    verify: Option<String>,
}

prints_itself!(Person);

impl Person {
    const fn is_empty(&self) -> bool {
        self.title.is_empty()
            && self.phones.is_empty()
            && self.emails.is_empty()
            && self.hours.is_empty()
            && self.note.is_empty()
    }
}

/// A contact as a card of the board.
pub fn person(visitor: &Visitor, contact: &Contact) -> Person {
    let href = format!("/console/contacts/{}", contact.id);
    Person { name: contact.name.clone(), href, ..facts(visitor, contact) }
}

fn facts(visitor: &Visitor, contact: &Contact) -> Person {
    let region = &visitor.who.organization.region;
    let phone = |way: &Way<String>| Reach {
        text: kernel::text::phone_in(&way.to, region),
        href: format::dialable(&way.to).map(|digits| format!("tel:{digits}")).unwrap_or_default(),
        label: said(way.label),
        verified: None,
        verify: None,
    };
    let email = |way: &Way<String>| Reach {
        text: way.to.clone(),
        href: format!("mailto:{}", way.to),
        label: said(way.label),
        verified: None,
        verify: None,
    };
    Person {
        title: contact.title.clone(),
        phones: contact.phones.iter().map(phone).collect(),
        emails: contact.emails.iter().map(email).collect(),
        hours: contact.hours.clone(),
        groups: contact.groups.iter().map(|group| Badge::new(Tone::Neutral, group.as_str())).collect(),
        note: contact.note.clone(),
        ..Person::default()
    }
}

/// Adds to each address and number whether it was verified, or where that is done.
async fn with_verified(
    visitor: &Visitor,
    place: &Place,
    contact: &Contact,
    mut person: Person,
) -> kernel::Result<Person> {
    let granted = visitor.may::<ContactsView>()?;
    let known = verify::of_contact(&mut visitor.read().await?, &granted, contact.id).await?;
    let may_edit = visitor.can::<ContactsEdit>();
    let phones = person.phones.iter_mut().zip(&contact.phones).map(|(reach, way)| (reach, Channel::Sms, way));
    let emails =
        person.emails.iter_mut().zip(&contact.emails).map(|(reach, way)| (reach, Channel::Email, way));
    for (reach, channel, way) in phones.chain(emails) {
        let one = known.iter().find(|one| one.is_of(channel, &way.to));
        reach.verified = one.map(|one| Badge::new(Tone::Good, super::verify::words(visitor, one)));
        let can_be = one.is_none() && may_edit && super::verify::can_be(channel, &way.to);
        reach.verify = can_be.then(|| super::verify::at(place, contact.id, &way.to));
    }
    Ok(person)
}

/// “Other” says nothing.
const fn said(label: Label) -> &'static str {
    match label {
        Label::Other => "",
        known => known.title(),
    }
}

/// Operators write messages for a contact.
fn message(visitor: &Visitor, contact: &Contact) -> Option<String> {
    visitor
        .can::<MessagesCreate>()
        .then(|| format!("/console/messages/new?account={}&contact={}", contact.account, contact.id))
}

pub async fn show(visitor: &Visitor, place: &Place, id: ContactId) -> Answer {
    let contact = find_here(visitor, place, id).await?;
    let shell = place.shell(visitor, &contact.name);
    let timeline = told(visitor, &mut visitor.read().await?, id).await?;
    page(&ContactPage {
        here: place.page(id),
        card: visitor.who.login_as.is_none(),
        message: message(visitor, &contact).filter(|_| shell.door == Door::Console),
        shell,
        may_edit: visitor.can::<ContactsEdit>(),
        id: RecordId(id.to_string()),
        person: with_verified(visitor, place, &contact, facts(visitor, &contact)).await?,
        timeline,
    })
}

async fn told(visitor: &Visitor, read: &mut Read, id: ContactId) -> kernel::Result<Option<Timeline>> {
    let Ok(granted) = visitor.may::<HistoryView>() else { return Ok(None) };
    Ok(timeline(visitor, history::about(read, &granted, id.any(), SHOWN).await?))
}

/// Deleting a contact cannot be undone: the page asks first, and says what becomes of the rest.
pub async fn ask_delete(visitor: &Visitor, place: &Place, id: ContactId) -> Answer {
    let contact = find_here(visitor, place, id).await?;
    page(&ConfirmPage {
        shell: place.below(visitor, &contact, &format!("Delete {}?", contact.name)),
        effect: format!(
            "The calls and messages for {} stay with the account. A user who is linked to this contact keeps the \
             login and sees nothing until another contact is chosen. This cannot be undone.",
            contact.name
        ),
        verb: "Delete contact".to_owned(),
        action: place.of(id, "delete"),
        cancel_href: place.page(id),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: &Visitor, place: &Place, id: ContactId, fields: &Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<ContactsEdit>()?;
    find_here(visitor, place, id).await?;
    contacts::delete(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&place.up, "Contact deleted"))
}
