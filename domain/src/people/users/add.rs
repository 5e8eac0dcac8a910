//! A new portal user, attached to the account or to one of its contacts.

use db::params;
use kernel::{AccountId, ContactId, Email, Error, Name, Result, RoleId, UserId};

use super::store::{self, NewUser};
use crate::access::{Actor, Granted, Kind, UsersManage, roles};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::contacts;
use crate::sign_in::{passwords, secure_link};

pub struct NewMember {
    pub name: Name,
    pub email: Email,
    pub title: String,
    /// Merged by union; without one the user may do nothing yet (S4-23).
    pub roles: Vec<RoleId>,
    pub contact: Option<ContactId>,
}

/// How a new user gets in.
pub enum Entry {
    /// With a password that whoever adds the user passes on: typed, or made by Portico.
    Password(Option<String>),
}

/// A new user.
pub struct Added {
    pub id: UserId,
    /// The password to be passed on, shown this once.
    pub password: String,
}

/// Adds a user with a password made by Portico.
pub async fn add(
    house: &House,
    granted: &Granted<UsersManage>,
    account: AccountId,
    new: NewMember,
) -> Result<Added> {
    add_by(house, granted, account, new, Entry::Password(None)).await
}

pub async fn add_by(
    house: &House,
    granted: &Granted<UsersManage>,
    account: AccountId,
    new: NewMember,
    entry: Entry,
) -> Result<Added> {
    let Entry::Password(typed) = entry;
    if let Some(password) = &typed {
        let context = [new.name.as_str(), new.email.as_str()];
        passwords::judge(password, &context).map_err(|message| Error::invalid("password", message))?;
    }
    let password = typed.unwrap_or_else(|| passwords::generate(&house.dice));
    let hash = house.passwords.hash(&password, &house.dice).await?;
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    let (id, event) = insert_member(&mut change, granted.actor(), account, &new).await?;
    passwords::store(&mut change, granted.org(), id, &hash).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(Added { id, password })
}

/// The rows of a new member, and the event that tells of it. The roles must be the actor's to give.
pub(crate) async fn insert_member(
    change: &mut Change,
    actor: &Actor,
    account: AccountId,
    new: &NewMember,
) -> Result<(UserId, Event)> {
    let org = actor.org();
    let given = roles::chosen(&mut change.tx, actor, Kind::PortalUser, &new.roles, &[]).await?;
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
            "INSERT INTO memberships (org_id, user_id, account_id, contact_id, email_folded, account_name_folded)
             SELECT org_id, ?2, id, ?4, ?5, name_folded FROM accounts WHERE org_id = ?1 AND id = ?3",
            params![org, id, account, new.contact, new.email.folded()],
        )
        .await?;
    roles::set_member(&mut change.tx, org, id, account, &given).await?;
    secure_link::first_user_came(change, org, account).await?;
    let event = Event::of(Action::UserAdded)
        .about(id.any(), new.name.as_str())
        .in_account(account)
        .changed("email", "", new.email.as_str())
        .changed("roles", "", roles::names(&given));
    Ok((id, event))
}
