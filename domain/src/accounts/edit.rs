//! What an account is called and how it is reached.

use db::{Tx, params};
use kernel::{AccountId, Email, Error, Name, OrgId, Phone, Result, TimeZoneName, text::fold};

use super::list::{Account, find_in};
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;

/// The business contact data of an account.
#[derive(Clone, Debug)]
pub struct AccountDetails {
    pub name: Name,
    pub email: Email,
    pub phone: Option<Phone>,
    pub time_zone: TimeZoneName,
}

impl AccountDetails {
    pub(super) fn phone_text(&self) -> &str {
        self.phone.as_ref().map_or("", Phone::as_str)
    }

    pub(super) fn search(&self) -> String {
        fold(&format!("{} {} {}", self.name, self.email, self.phone_text()))
    }
}

pub async fn edit(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    details: AccountDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    if details.email.folded() != before.email.to_lowercase() {
        keeps_an_owner(&mut change.tx, granted.org(), &before, &details.email).await?;
    }
    update(&mut change.tx, granted.org(), id, &details).await?;
    users::account_renamed(&mut change.tx, granted.org(), id, &details.name).await?;
    let event = Event::of(Action::AccountEdited)
        .about(id.any(), details.name.as_str())
        .in_account(id)
        .changed("name", before.name, details.name.as_str())
        .changed("email", before.email, details.email.as_str())
        .changed("phone", before.phone, details.phone_text())
        .changed("time zone", before.time_zone, details.time_zone.as_str());
    change.record(granted.actor(), event).await?.commit().await
}

/// Whose address is the account's is its primary admin (S3-39): another address makes another one of its users that, and
/// an address of nobody would take the account from the one that it has.
async fn keeps_an_owner(tx: &mut Tx, org: OrgId, before: &Account, email: &Email) -> Result<()> {
    let owner = users::addressed(tx, org, before.id, &before.email).await?;
    if owner.is_none() || users::addressed(tx, org, before.id, email.as_str()).await?.is_some() {
        return Ok(());
    }
    let words = format!(
        "{} is the address of the primary admin, and nobody of {} has this one. Write the address of one of its \
         portal users, or add that person first.",
        before.email, before.name
    );
    Err(Error::invalid("email", words))
}

async fn update(tx: &mut Tx, org: OrgId, id: AccountId, details: &AccountDetails) -> Result<()> {
    tx.execute(
        "UPDATE accounts SET name = ?3, name_folded = ?4, email = ?5, email_folded = ?6, phone = ?7,
                             time_zone = ?8, search = ?9
         WHERE org_id = ?1 AND id = ?2",
        params![
            org,
            id,
            &details.name,
            details.name.folded(),
            &details.email,
            details.email.folded(),
            details.phone_text(),
            details.time_zone.as_str(),
            details.search(),
        ],
    )
    .await?;
    Ok(())
}
