//! Somebody lost the app, the passkeys and the recovery codes: an operator, or an admin of the account, takes the factors
//! away, with a letter to the person.

use std::collections::HashSet;

use kernel::{AnyId, Error, MemberId, OrgId, Result, Timestamp, UserId};

use super::store;
use super::tell::tell;
use crate::access::{Granted, Kind, OperatorsManage, Select, UsersManage, UsersView, roles};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::operators;
use crate::people::users;
use crate::sign_in::{Proved, sessions};

/// Since when a portal user has a second factor.
pub async fn of_member(
    read: &mut Read,
    granted: &Granted<UsersView>,
    id: impl Into<MemberId>,
) -> Result<Option<Timestamp>> {
    let member = users::find_in(&mut read.0, granted, id).await?;
    store::any_since(&mut read.0, granted.org(), member.user).await
}

/// Since when an operator has a second factor.
pub async fn of_operator(
    read: &mut Read,
    granted: &Granted<OperatorsManage>,
    id: UserId,
) -> Result<Option<Timestamp>> {
    operators::find_in(&mut read.0, granted.org(), id).await?;
    store::any_since(&mut read.0, granted.org(), id).await
}

/// Who of these users has a second factor, as far as they are within reach.
pub async fn of_users(
    read: &mut Read,
    granted: &Granted<UsersView>,
    ids: &[MemberId],
) -> Result<HashSet<UserId>> {
    let (among, values) = users::among(ids);
    let has = "(EXISTS (SELECT 1 FROM totp_factors t WHERE t.org_id = r.org_id AND t.user_id = r.user_id
                        AND t.confirmed_at IS NOT NULL)
               OR EXISTS (SELECT 1 FROM passkeys k WHERE k.org_id = r.org_id AND k.user_id = r.user_id))";
    let found = Select::of("r.user_id", "memberships r")
        .within(granted, &users::OWNER)
        .and(&among, values)
        .and(has, [])
        .rows(&mut read.0, |row| row.get(0))
        .await?;
    Ok(found.into_iter().collect())
}

/// Takes the second factors of a portal user away. Client admins do so for those of their own account whom they may
/// change; for somebody who is in another account, too, it is the provider who knows the person.
pub async fn remove_of_member(
    house: &House,
    granted: &Granted<UsersManage>,
    _: Proved,
    id: impl Into<MemberId>,
) -> Result<()> {
    granted.actor().must_be_oneself()?;
    let mut change = house.change(granted).await?;
    let member = users::find_in(&mut change.tx, granted, id).await?;
    users::refuse_more_powerful(&mut change.tx, granted, &member).await?;
    users::refuse_more_powerful_elsewhere(&mut change.tx, granted, &member).await?;
    let by = if granted.actor().kind() == Kind::PortalUser {
        users::refuse_shared(granted, &member, "the second factor")?;
        "an admin of your account"
    } else {
        "an operator"
    };
    remove(&mut change, granted.org(), member.user, &member.name, &member.email, by).await?;
    let event = removed(member.id.any(), &member.name).in_account(member.account);
    change.record(granted.actor(), event).await?.commit().await
}

/// The same of an operator; one's own is turned off in the profile.
pub async fn remove_of_operator(
    house: &House,
    granted: &Granted<OperatorsManage>,
    _: Proved,
    id: UserId,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let operator = operators::find_in(&mut change.tx, granted.org(), id).await?;
    if granted.actor().user_id() == Some(id) {
        return Err(Error::conflict("Turn off your own second factor in your profile."));
    }
    roles::may_manage(granted.actor(), &operator.name, &operator.roles)?;
    remove(&mut change, granted.org(), id, &operator.name, &operator.email, "an operator").await?;
    change.record(granted.actor(), removed(id.any(), &operator.name)).await?.commit().await
}

fn removed(id: AnyId, name: &str) -> Event {
    Event::of(Action::SecondFactorRemoved).about(id, name).secret("second factor")
}

async fn remove(
    change: &mut Change,
    org: OrgId,
    id: UserId,
    name: &str,
    email: &str,
    by: &str,
) -> Result<()> {
    if !store::forget(&mut change.tx, org, id).await? {
        return Err(Error::conflict(format!("{name} has no second factor.")));
    }
    sessions::end_all_of_user(change, org, id).await?;
    let what = format!("Your second factor, with every passkey, was removed by {by}.");
    tell(change, org, id, email, &what).await
}
