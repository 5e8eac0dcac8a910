//! A new portal user, attached to the account or to one of its contacts.

use db::params;
use kernel::{AccountId, ContactId, Email, Name, OrgId, Result, UserId};

use super::store::{self, NewUser};
use crate::access::{Granted, Kind, UsersManage, roles};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::contacts;
use crate::sign_in::passwords;

pub struct NewMember {
    pub name: Name,
    pub email: Email,
    pub title: String,
    /// `Client Admin` or `Client User`.
    pub role: String,
    pub contact: Option<ContactId>,
}

/// A new user, with the password that is shown this once.
pub struct Added {
    pub id: UserId,
    pub password: String,
}

pub async fn add(
    house: &House,
    granted: &Granted<UsersManage>,
    account: AccountId,
    new: NewMember,
) -> Result<Added> {
    let password = passwords::generate(&house.dice);
    let hash = house.passwords.hash(&password, &house.dice).await?;
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    let (id, event) = insert_member(&mut change, granted.org(), account, &new).await?;
    passwords::store(&mut change, granted.org(), id, &hash).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(Added { id, password })
}

/// The rows of a new member, and the event that tells of it.
pub(crate) async fn insert_member(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
    new: &NewMember,
) -> Result<(UserId, Event)> {
    let role = roles::find(&mut change.tx, org, Kind::PortalUser, &new.role).await?;
    if let Some(contact) = new.contact {
        contacts::in_account(&mut change.tx, org, account, contact).await?;
    }
    let user = NewUser {
        kind: Kind::PortalUser,
        name: new.name.clone(),
        email: new.email.clone(),
        title: new.title.clone(),
    };
    let id = store::insert(change, org, &user).await?;
    change
        .tx
        .execute(
            "INSERT INTO memberships (org_id, user_id, account_id, contact_id) VALUES (?1, ?2, ?3, ?4)",
            params![org, id, account, new.contact],
        )
        .await?;
    roles::set_member_role(&mut change.tx, org, id, account, role).await?;
    let event = Event::of(Action::UserAdded)
        .about(id.any(), new.name.as_str())
        .in_account(account)
        .changed("email", "", new.email.as_str())
        .changed("role", "", new.role.as_str());
    Ok((id, event))
}
