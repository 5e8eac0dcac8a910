//! Who a contact is and how he or she is reached, changed.

use domain::access::ContactsEdit;
use domain::accounts::Account;
use domain::people::contacts::{self, Contact};
use kernel::ContactId;
use web::{Answer, Fields, Id, Visitor};

use super::{find, form};
use crate::accounts::page_of;
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    let (contact, account) = find(&visitor, id).await?;
    let typed = Fields::of([
        ("name", contact.name.clone()),
        ("title", contact.title.clone()),
        ("email", contact.email.clone()),
        ("phone", contact.phone.clone()),
    ]);
    form_page(&visitor, &account, &contact, &typed).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<ContactId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<ContactsEdit>()?;
    let (contact, account) = find(&visitor, id).await?;
    let outcome = match form::read(&typed, &visitor.who.organization.region) {
        Ok(details) => contacts::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(account.id), "Saved")),
        Err(error) => form_page(&visitor, &account, &contact, &typed).refused(error),
    }
}

fn form_page(visitor: &Visitor, account: &Account, contact: &Contact, typed: &Fields) -> FormPage {
    let action = format!("/console/contacts/{}/edit", contact.id);
    form::page(visitor, account, typed, (&format!("Edit {}", contact.name), action, "Save changes"))
}
