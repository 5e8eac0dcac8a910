//! Deleting a contact cannot be undone: the page asks first, and says what becomes of the rest.

use domain::access::ContactsEdit;
use domain::people::contacts;
use kernel::ContactId;
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page};

use super::find;
use crate::accounts::{list, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    let (contact, account) = find(&visitor, id).await?;
    let up = page_of(account.id);
    page(&ConfirmPage {
        shell: list::below(&visitor, &format!("Delete {}?", contact.name), &[(&account.name, up.clone())]),
        effect: format!(
            "The calls and messages for {} stay with the account. A Client User who is linked to this contact keeps \
             the login and sees nothing until another contact is chosen. This cannot be undone.",
            contact.name
        ),
        verb: "Delete contact".to_owned(),
        action: format!("/console/contacts/{id}/delete"),
        cancel_href: up,
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<ContactsEdit>()?;
    let (_, account) = find(&visitor, id).await?;
    contacts::delete(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(account.id), "Contact deleted"))
}
