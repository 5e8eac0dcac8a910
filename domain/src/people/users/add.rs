//! A new portal user, attached to the account or to one of its contacts.

use db::params;
use kernel::{AccountId, ContactId, Email, Error, Name, OrgId, Phone, Result, RoleId, UserId};

use super::set_phone;
use super::store::{self, NewUser};
use crate::access::{Actor, Granted, Kind, UsersManage, roles};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::Channel;
use crate::organizations;
use crate::people::contacts;
use crate::people::invitations::{self, Destination, State};
use crate::sign_in::{PasswordPolicy, passwords, secure_link};

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
    /// By an invitation (S1-25); with a password as well, if one was typed.
    Invitation(Option<String>),
    /// By an invitation to this number, where the organization sends them so.
    Sms(Phone),
}

/// A new user, with the password that is shown this once.
pub struct Added {
    pub id: UserId,
    pub password: String,
}

/// A new user, and what is to be passed on.
pub struct Welcomed {
    pub id: UserId,
    /// The password that whoever added the user passes on, shown this once; none if the user was invited.
    pub password: Option<String>,
    pub invitation: State,
    /// The address or the number that the invitation goes to; empty without one.
    pub to: String,
    /// The invitation brings a temporary password (C-05).
    pub brings_password: bool,
}

/// Adds a user with a password made by Portico.
pub async fn add(
    house: &House,
    granted: &Granted<UsersManage>,
    account: AccountId,
    new: NewMember,
) -> Result<Added> {
    let welcomed = add_by(house, granted, account, new, Entry::Password(None)).await?;
    Ok(Added { id: welcomed.id, password: welcomed.password.unwrap_or_default() })
}

pub async fn add_by(
    house: &House,
    granted: &Granted<UsersManage>,
    account: AccountId,
    new: NewMember,
    entry: Entry,
) -> Result<Welcomed> {
    let prepared = prepare(house, granted.org(), (&new.name, &new.email), entry).await?;
    let mut change = house.change(granted).await?;
    if prepared.invites {
        invitations::allow(&mut change, granted, None).await?;
    }
    accounts::find_in(&mut change.tx, granted, account).await?;
    let (id, event) = insert_member(&mut change, granted.actor(), account, &new).await?;
    let welcomed = welcome(&mut change, granted.org(), account, (id, &new.email), prepared).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(welcomed)
}

/// How a user gets in, with the work done that takes long: hashing is done before the database is held.
pub(crate) struct Prepared {
    invites: bool,
    phone: Option<Phone>,
    password: Option<String>,
    hash: Option<String>,
    brings_password: bool,
}

pub(crate) async fn prepare(
    house: &House,
    org: OrgId,
    (name, email): (&Name, &Email),
    entry: Entry,
) -> Result<Prepared> {
    let (invites, password, phone) = match entry {
        Entry::Invitation(typed) => (true, typed, None),
        Entry::Sms(phone) => (true, None, Some(phone)),
        Entry::Password(typed) => (false, typed, None),
    };
    let organization = organizations::by_number(&mut house.read().await?, org).await?;
    let settings = &organization.settings.invitations;
    if phone.is_some() && !settings.by_sms {
        return Err(Error::invalid("mobile", "Invitations go by email only."));
    }
    let brings_password = invites && phone.is_none() && password.is_none() && settings.include_password;
    if let Some(password) = &password {
        PasswordPolicy::of(&organization, [name.as_str(), email.as_str()])
            .judge(password)
            .map_err(|message| Error::invalid("password", message))?;
    }
    let shortest = organization.settings.passwords.shortest();
    let password = password.or_else(|| (!invites).then(|| passwords::generate_for(&house.dice, shortest)));
    let hash = match &password {
        Some(password) => Some(house.passwords.hash(password, &house.dice).await?),
        None => None,
    };
    Ok(Prepared { invites, phone, password, hash, brings_password })
}

/// Keeps the password of a user who was just inserted, or invites the user.
pub(crate) async fn welcome(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
    (id, email): (UserId, &Email),
    prepared: Prepared,
) -> Result<Welcomed> {
    if let Some(hash) = &prepared.hash {
        passwords::store(change, org, id, hash).await?;
    }
    if !prepared.invites {
        return Ok(Welcomed {
            id,
            password: prepared.password,
            invitation: State::None,
            to: String::new(),
            brings_password: false,
        });
    }
    let to = prepared.phone.as_ref().map_or_else(|| email.to_string(), ToString::to_string);
    let destination = match &prepared.phone {
        Some(phone) => {
            set_phone(change, org, id, phone.as_str()).await?;
            Destination { by: Channel::Sms, to: &to }
        }
        None => Destination::email(&to),
    };
    let invitation = invitations::ask(change, org, id, account, destination).await?;
    Ok(Welcomed { id, password: None, invitation, to, brings_password: prepared.brings_password })
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
