//! Who a contact is and how he or she is reached (S2-31).

use db::params;
use kernel::{AccountId, ContactId, Email, Name, Phone, Result, text::fold};

use super::find_in;
use crate::access::{ContactsEdit, Granted};
use crate::accounts;
use crate::accounts::plans::{self, Limited};
use crate::history::{Action, Event};
use crate::house::House;

#[derive(Clone, Debug)]
pub struct ContactDetails {
    pub name: Name,
    pub title: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
}

impl ContactDetails {
    fn email_text(&self) -> &str {
        self.email.as_ref().map_or("", Email::as_str)
    }

    fn phone_text(&self) -> &str {
        self.phone.as_ref().map_or("", Phone::as_str)
    }

    fn search(&self) -> String {
        fold(&format!("{} {} {} {}", self.name, self.title, self.email_text(), self.phone_text()))
    }
}

pub async fn add(
    house: &House,
    granted: &Granted<ContactsEdit>,
    account: AccountId,
    details: ContactDetails,
) -> Result<ContactId> {
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    plans::must_have_room(&mut change.tx, granted.org(), account, Limited::Contacts).await?;
    let id = ContactId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO contacts (org_id, id, account_id, name, name_folded, title, email, phone, search, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                granted.org(),
                id,
                account,
                &details.name,
                details.name.folded(),
                &details.title,
                details.email_text(),
                details.phone_text(),
                details.search(),
                change.at,
            ],
        )
        .await?;
    let event = Event::of(Action::ContactAdded)
        .about(id.any(), details.name.as_str())
        .in_account(account)
        .owned(Some(id), None)
        .changed("title", "", details.title.as_str())
        .changed("email", "", details.email_text())
        .changed("phone", "", details.phone_text());
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

pub async fn edit(
    house: &House,
    granted: &Granted<ContactsEdit>,
    id: ContactId,
    details: ContactDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    change
        .tx
        .execute(
            "UPDATE contacts SET name = ?3, name_folded = ?4, title = ?5, email = ?6, phone = ?7, search = ?8
             WHERE org_id = ?1 AND id = ?2",
            params![
                granted.org(),
                id,
                &details.name,
                details.name.folded(),
                &details.title,
                details.email_text(),
                details.phone_text(),
                details.search(),
            ],
        )
        .await?;
    let event = Event::of(Action::ContactEdited)
        .about(id.any(), details.name.as_str())
        .in_account(before.account)
        .owned(Some(id), None)
        .changed("name", before.name, details.name.as_str())
        .changed("title", before.title, details.title.as_str())
        .changed("email", before.email, details.email_text())
        .changed("phone", before.phone, details.phone_text());
    change.record(granted.actor(), event).await?.commit().await
}
