//! A new portal user, attached to the account or to one of its contacts.

use kernel::{AccountId, ContactId, Email, Error, MemberId, Name, OrgId, Phone, Result, RoleId, UserId};

use super::join::{Joined, join};
use super::set_phone;
use crate::access::{Granted, UsersManage};
use crate::accounts;
use crate::change::Change;
use crate::house::House;
use crate::notices::Channel;
use crate::organizations;
use crate::people::invitations::{self, Destination, State};
use crate::sign_in::{PasswordPolicy, passwords};

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
    pub id: MemberId,
    pub user: UserId,
    /// Empty if the person has one already.
    pub password: String,
}

/// A new user, and what is to be passed on.
pub struct Welcomed {
    pub id: MemberId,
    pub user: UserId,
    /// The password that whoever added the user passes on, shown this once; none if the user was invited, or known.
    pub password: Option<String>,
    pub invitation: State,
    /// The address or the number that the invitation goes to; empty without one.
    pub to: String,
    /// The invitation brings a temporary password (C-05).
    pub brings_password: bool,
    /// The person was there already (C-07).
    pub known: Option<Known>,
}

/// Somebody who was a portal user before, of another account.
pub struct Known {
    /// As the person is called, whatever was typed now.
    pub name: String,
    /// The account that the person reaches from now on.
    pub account: String,
    /// The other accounts, as far as whoever added the user sees them.
    pub accounts: Vec<String>,
}

/// Adds a user with a password made by Portico.
pub async fn add(
    house: &House,
    granted: &Granted<UsersManage>,
    account: AccountId,
    new: NewMember,
) -> Result<Added> {
    let welcomed = add_by(house, granted, account, new, Entry::Password(None)).await?;
    let Welcomed { id, user, password, .. } = welcomed;
    Ok(Added { id, user, password: password.unwrap_or_default() })
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
    let (joined, event) = join(&mut change, granted.actor(), account, &new).await?;
    let welcomed = welcome(&mut change, granted.org(), account, joined, prepared).await?;
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

/// The same for one of many, who gets an invitation or, for the time being, no way in.
pub(crate) const fn prepared(invites: bool, brings_password: bool) -> Prepared {
    let brings_password = invites && brings_password;
    Prepared { invites, phone: None, password: None, hash: None, brings_password }
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

/// Keeps the password of a user who was just inserted, or invites the user. Somebody who was there before keeps what
/// he or she has: whoever adds a person to one account gets no way into the others.
pub(crate) async fn welcome(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
    joined: Joined,
    prepared: Prepared,
) -> Result<Welcomed> {
    let Joined { id, user, email, known } = joined;
    let nobody = Welcomed {
        id,
        user,
        password: None,
        invitation: State::None,
        to: String::new(),
        brings_password: false,
        known: None,
    };
    if known.is_some() {
        let invitation = invitations::ask_known(change, org, user, account, &email, prepared.invites).await?;
        return Ok(Welcomed { invitation, known, ..nobody });
    }
    if let Some(hash) = &prepared.hash {
        passwords::store(change, org, user, hash).await?;
    }
    if !prepared.invites {
        return Ok(Welcomed { password: prepared.password, ..nobody });
    }
    let to = prepared.phone.as_ref().map_or_else(|| email.clone(), ToString::to_string);
    let destination = match &prepared.phone {
        Some(phone) => {
            set_phone(change, org, user, phone.as_str()).await?;
            Destination { by: Channel::Sms, to: &to }
        }
        None => Destination::email(&to),
    };
    let invitation = invitations::ask(change, org, user, account, destination).await?;
    Ok(Welcomed { invitation, to, brings_password: prepared.brings_password, ..nobody })
}
