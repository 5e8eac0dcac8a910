//! A new client account, together with its first portal user.

use db::params;
use kernel::{AccountId, Email, Error, Name, OrgId, PlanId, Result};

use super::AccountDetails;
use super::list::find_in;
use super::repeated::repeat;
use super::{numbers, plans};
use crate::access::{AccountsCreate, Granted, roles};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users::{self, Entry, NewMember, Prepared, Welcomed};

pub struct NewAccount {
    pub details: AccountDetails,
    /// Numbers at which calls for this account arrive.
    pub numbers: Vec<kernel::Phone>,
    /// What it has from the start.
    pub plan: Option<PlanId>,
    /// Who signs in first (S0-13); none if the organization withholds the portal from this account (S0-12).
    pub first_user: Option<FirstUser>,
}

pub struct FirstUser {
    pub name: Name,
    /// The login identifier (S0-17).
    pub email: Email,
    /// The preset of the role: `client_admin` or `client_user`.
    pub preset: &'static str,
    pub entry: Entry,
}

/// What a new account came to be.
pub struct Created {
    pub id: AccountId,
    /// The first user; with the password, shown this once and never again (S0-14, S0-21), unless the user was invited.
    pub first_user: Option<Welcomed>,
}

/// An account that is about to be made, with the work done that takes long.
pub(super) struct Making {
    pub id: AccountId,
    pub details: AccountDetails,
    pub numbers: Vec<kernel::Phone>,
    pub plan: Option<PlanId>,
    pub first_user: Option<First>,
}

pub(super) struct First {
    pub name: Name,
    pub email: Email,
    pub preset: &'static str,
    pub prepared: Prepared,
}

/// Creates the account and its first portal user in one step.
pub async fn create(house: &House, granted: &Granted<AccountsCreate>, new: NewAccount) -> Result<Created> {
    let first_user = match new.first_user {
        Some(user) => {
            let FirstUser { name, email, preset, entry } = user;
            let prepared = users::prepare(house, granted.org(), (&name, &email), entry).await?;
            Some(First { name, email, preset, prepared })
        }
        None => None,
    };
    let mut change = house.change(granted).await?;
    let id = AccountId::new(change.at, &change.dice);
    let NewAccount { details, numbers, plan, .. } = new;
    let making = Making { id, details, numbers, plan, first_user };
    let (created, events) = create_in(&mut change, granted, making).await?;
    let mut events = events.into_iter();
    let first = events.next().ok_or_else(|| Error::bug("no account was made"))?;
    let mut recorded = change.record(granted.actor(), first).await?;
    for event in events {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(created)
}

/// The same within a change that others share; the first event is that of the account.
pub(super) async fn create_in(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    new: Making,
) -> Result<(Created, Vec<Event>)> {
    let (org, id) = (granted.org(), new.id);
    insert_as(change, org, id, &new.details).await?;
    let plan = plan_of(change, granted, id, new.plan).await?;
    for number in &new.numbers {
        numbers::insert(change, org, id, number).await?;
    }
    let event = Event::of(Action::AccountCreated)
        .about(id.any(), new.details.name.as_str())
        .in_account(id)
        .changed("email", "", new.details.email.as_str())
        .changed("phone", "", new.details.phone_text())
        .changed("time zone", "", new.details.time_zone.as_str());
    let mut events = vec![event];
    events.extend(plan);
    let mut welcomed = None;
    if let Some(First { name, email, preset, prepared }) = new.first_user {
        let member = NewMember {
            name,
            email,
            title: String::new(),
            roles: vec![roles::preset_in(&mut change.tx, org, preset).await?],
            contact: None,
        };
        let (joined, event) = users::join(change, granted.actor(), id, &member).await?;
        welcomed = Some(users::welcome(change, org, id, joined, prepared).await?);
        events.push(event);
    }
    Ok((Created { id, first_user: welcomed }, events))
}

async fn plan_of(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    id: AccountId,
    plan: Option<PlanId>,
) -> Result<Option<Event>> {
    if plan.is_none() {
        return Ok(None);
    }
    let account = find_in(&mut change.tx, granted, id).await?;
    plans::change_in(change, granted.org(), &account, plan).await
}

pub(super) async fn insert(change: &mut Change, org: OrgId, details: &AccountDetails) -> Result<AccountId> {
    let id = AccountId::new(change.at, &change.dice);
    insert_as(change, org, id, details).await?;
    Ok(id)
}

async fn insert_as(change: &mut Change, org: OrgId, id: AccountId, details: &AccountDetails) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO accounts (org_id, id, name, name_folded, email, email_folded, phone, time_zone,
                                   search, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
                change.at,
            ],
        )
        .await?;
    repeat(&mut change.tx, org, id).await
}
