//! A new client account, together with its first portal user.

use db::params;
use kernel::{AccountId, Email, Name, OrgId, PlanId, Result};

use super::AccountDetails;
use super::list::find_in;
use super::{numbers, plans};
use crate::access::{AccountsCreate, Granted, roles};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users::{self, Entry, NewMember, Welcomed};

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

/// Creates the account and its first portal user in one step.
pub async fn create(house: &House, granted: &Granted<AccountsCreate>, new: NewAccount) -> Result<Created> {
    let (prepared, first_user) = match new.first_user {
        Some(user) => {
            let FirstUser { name, email, preset, entry } = user;
            let prepared = users::prepare(house, granted.org(), (&name, &email), entry).await?;
            (Some(prepared), Some((name, email, preset)))
        }
        None => (None, None),
    };
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let id = insert(&mut change, org, &new.details).await?;
    let plan = plan_of(&mut change, granted, id, new.plan).await?;
    for number in &new.numbers {
        numbers::insert(&mut change, org, id, number).await?;
    }
    let event = Event::of(Action::AccountCreated)
        .about(id.any(), new.details.name.as_str())
        .in_account(id)
        .changed("email", "", new.details.email.as_str())
        .changed("phone", "", new.details.phone_text())
        .changed("time zone", "", new.details.time_zone.as_str());
    let mut recorded = change.record(granted.actor(), event).await?;
    if let Some(event) = plan {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    let mut welcomed = None;
    if let Some(((name, email, preset), prepared)) = first_user.zip(prepared) {
        let member = NewMember {
            name,
            email,
            title: String::new(),
            roles: vec![roles::preset_in(&mut recorded.change().tx, org, preset).await?],
            contact: None,
        };
        let (joined, event) = users::join(recorded.change(), granted.actor(), id, &member).await?;
        welcomed = Some(users::welcome(recorded.change(), org, id, joined, prepared).await?);
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(Created { id, first_user: welcomed })
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
    Ok(id)
}
