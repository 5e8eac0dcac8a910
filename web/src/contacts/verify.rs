//! Verifying an address or a number of a contact: a code goes there, the person reads it out, and it is entered here.

use askama::Template;
use domain::access::{ContactsEdit, ContactsView};
use domain::notices::Channel;
use domain::people::contacts::Contact;
use domain::people::contacts::verify::{self, Verified};
use kernel::{ContactId, Error, Result};

use super::Place;
use super::place::find_here;
use crate::form_page::field;
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::{Answer, Fields, Pairs, Visitor, format, page, refused};

#[derive(Template)]
#[template(path = "contacts/verify.html")]
struct VerifyPage {
    shell: Shell,
    /// As it is written on the page of the contact.
    shown: String,
    to: String,
    here: String,
    up: String,
    /// Since when and by whom it was shown, if it was.
    verified: Option<String>,
    /// Where the code is entered, once one was sent.
    form: Option<FormView>,
    by_sms: bool,
    may_vouch: bool,
}

/// “Verified 12/11/2026 14:05”
pub(super) fn words(visitor: &Visitor, one: &Verified) -> String {
    let at = format::instant(one.at, &visitor.local);
    if one.vouched { format!("Vouched for {at}") } else { format!("Verified {at}") }
}

/// What can be verified: the addresses, and the numbers that get text messages.
pub(super) fn can_be(channel: Channel, to: &str) -> bool {
    match channel {
        Channel::Email => kernel::Email::parse(to).is_ok(),
        Channel::Sms => kernel::Phone::parse(to, "").is_ok(),
    }
}

fn ways(contact: &Contact) -> impl Iterator<Item = (Channel, &str)> {
    let emails = contact.emails.iter().map(|way| (Channel::Email, way.to.as_str()));
    let phones = contact.phones.iter().map(|way| (Channel::Sms, way.to.as_str()));
    phones.chain(emails).filter(|(channel, to)| can_be(*channel, to))
}

pub async fn ask_verify(visitor: &Visitor, place: &Place, id: ContactId, pairs: &Pairs) -> Answer {
    page(&verify_page(visitor, place, id, pairs.get("to")).await?)
}

/// Has a code sent.
pub async fn send_code(visitor: &Visitor, place: &Place, id: ContactId, typed: &Fields) -> Answer {
    typed.only(&["to"])?;
    find_here(visitor, place, id).await?;
    let to = typed.get("to");
    match verify::ask(visitor.house(), &visitor.may::<ContactsEdit>()?, id, to).await {
        Ok(()) => Ok(visitor.done(&at(place, id, to), "A code is on its way.")),
        Err(error @ Error::Invalid(_)) => refused_page(visitor, place, (id, to), error).await,
        Err(error) => Err(error.into()),
    }
}

pub async fn confirm_code(visitor: &Visitor, place: &Place, id: ContactId, typed: &Fields) -> Answer {
    typed.only(&["to", "code"])?;
    find_here(visitor, place, id).await?;
    let granted = visitor.may::<ContactsEdit>()?;
    let to = typed.get("to");
    match verify::confirm(visitor.house(), &granted, id, (to, typed.get("code"))).await {
        Ok(()) => Ok(visitor.done(&place.page(id), "Verified.")),
        Err(error) => refused_page(visitor, place, (id, to), error).await,
    }
}

async fn refused_page(visitor: &Visitor, place: &Place, (id, to): (ContactId, &str), error: Error) -> Answer {
    let mut shown = verify_page(visitor, place, id, Some(to)).await?;
    let mut form = shown.form.take().unwrap_or_else(|| code_form(place, id, to));
    let error = form.refuse(error)?;
    // Nobody can go to a field that is not to be seen.
    let hidden: Vec<String> = form
        .fields
        .iter_mut()
        .filter(|field| field.name == "to")
        .filter_map(|field| field.error.take())
        .collect();
    form.complaints.extend(hidden);
    shown.form = Some(form);
    refused(&shown, &error)
}

pub async fn vouch(visitor: &Visitor, place: &Place, id: ContactId, typed: &Fields) -> Answer {
    typed.only(&["to"])?;
    find_here(visitor, place, id).await?;
    verify::vouch(visitor.house(), &visitor.may::<ContactsEdit>()?, id, typed.get("to")).await?;
    Ok(visitor.done(&place.page(id), "Vouched for."))
}

/// The page of this one.
pub(super) fn at(place: &Place, id: ContactId, to: &str) -> String {
    let to: String = form_urlencoded::byte_serialize(to.as_bytes()).collect();
    format!("{}?to={to}", place.of(id, "verify"))
}

async fn verify_page(
    visitor: &Visitor,
    place: &Place,
    id: ContactId,
    asked: Option<&str>,
) -> Result<VerifyPage> {
    let contact = find_here(visitor, place, id).await?;
    // Without a question it is the first one.
    let (channel, to) =
        ways(&contact).find(|(_, to)| asked.is_none_or(|asked| asked == *to)).ok_or(Error::NotFound)?;
    let mut read = visitor.read().await?;
    let known = verify::of_contact(&mut read, &visitor.may::<ContactsView>()?, id).await?;
    let (granted, now) = (visitor.may::<ContactsEdit>()?, visitor.who.now);
    let waits = verify::waits_for(&mut read, &granted, (id, to), now).await?;
    let shown = match channel {
        Channel::Email => to.to_owned(),
        Channel::Sms => kernel::text::phone_in(to, &visitor.who.organization.region),
    };
    Ok(VerifyPage {
        shell: place.below(visitor, &contact, &format!("Verify {shown}")),
        shown,
        to: to.to_owned(),
        here: place.of(id, "verify"),
        up: place.page(id),
        verified: known
            .iter()
            .find(|one| one.is_of(channel, to))
            .map(|one| format!("{}, by {}", words(visitor, one), one.by)),
        form: waits.then(|| code_form(place, id, to)),
        by_sms: channel == Channel::Sms,
        may_vouch: visitor.who.actor.is_of_the_team(),
    })
}

fn code_form(place: &Place, id: ContactId, to: &str) -> FormView {
    let none = Fields::default();
    let code = FieldView {
        required: true,
        short: true,
        maxlength: Some(12),
        autocomplete: Some("off".to_owned()),
        hint: "Six digits, good for ten minutes.".to_owned(),
        ..field(&none, "code", "The code that the person reads out", FieldKind::Text)
    };
    let to = FieldView { value: to.to_owned(), ..FieldView::new("to", "", FieldKind::Hidden) };
    FormView {
        action: place.of(id, "verify"),
        fields: vec![to, code],
        submit: "Verify".to_owned(),
        cancel_href: Some(place.page(id)),
        ..FormView::default()
    }
}
