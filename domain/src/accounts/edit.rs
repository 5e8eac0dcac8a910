//! What an account is called and how it is reached.

use data_encoding::HEXLOWER;
use db::{Tx, params};
use kernel::{AccountId, Email, Error, Name, OrgId, Phone, Result, TimeZoneName, text::fold};
use sha2::{Digest, Sha256};

use super::list::{Account, find_in};
use super::repeated::repeat;
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

    /// The same as [`Account::version`], of what is to be.
    fn version(&self) -> String {
        version([self.name.as_str(), self.email.as_str(), self.phone_text(), self.time_zone.as_str()])
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
    edit_as_of(house, granted, id, details, None).await
}

/// The same for somebody who has read the account as it was in `version`: refused if it is another one by now, unless
/// there is nothing left to change.
pub async fn edit_as_of(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    details: AccountDetails,
    version: Option<&str>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    // Of two who save at the same moment the second one finds what the first has written.
    hold(&mut change.tx, granted.org(), id).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    if version.is_some_and(|version| version != before.version()) {
        if details.version() == before.version() {
            return Ok(());
        }
        return Err(Error::conflict("Somebody else has changed this account in the meantime."));
    }
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

impl Account {
    /// Names what [`AccountDetails`] were at a moment, for forms.
    pub fn version(&self) -> String {
        version([&self.name, &self.email, &self.phone, &self.time_zone])
    }
}

/// Another text for other details.
pub(super) fn version<const N: usize>(details: [&str; N]) -> String {
    let mut sha = Sha256::new();
    for text in details {
        sha.update((text.len() as u64).to_le_bytes());
        sha.update(text);
    }
    let digest = sha.finalize();
    HEXLOWER.encode(digest.get(..16).unwrap_or(&digest))
}

pub(super) async fn hold(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<()> {
    tx.execute("UPDATE accounts SET name = name WHERE org_id = ?1 AND id = ?2", params![org, id]).await?;
    Ok(())
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
    repeat(tx, org, id).await
}
