//! Somebody lost the app and the recovery codes: an operator takes the factor away, with a letter to the person.

use kernel::{AnyId, Error, MemberId, OrgId, Result, Timestamp, UserId};

use super::store;
use super::tell::tell;
use crate::access::{Granted, Kind, OperatorsManage, UsersManage, UsersView, roles};
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
    store::since(&mut read.0, granted.org(), member.user).await
}

/// Since when an operator has a second factor.
pub async fn of_operator(
    read: &mut Read,
    granted: &Granted<OperatorsManage>,
    id: UserId,
) -> Result<Option<Timestamp>> {
    operators::find_in(&mut read.0, granted.org(), id).await?;
    store::since(&mut read.0, granted.org(), id).await
}

/// Takes the second factor of a portal user away. Client admins cannot: it is the provider who knows the person.
pub async fn remove_of_member(
    house: &House,
    granted: &Granted<UsersManage>,
    _: Proved,
    id: impl Into<MemberId>,
) -> Result<()> {
    granted.actor().must_be_oneself()?;
    if granted.actor().kind() == Kind::PortalUser {
        return Err(Error::forbidden("Only an operator can remove somebody else's second factor."));
    }
    let mut change = house.change(granted).await?;
    let member = users::find_in(&mut change.tx, granted, id).await?;
    users::refuse_more_powerful(&mut change.tx, granted, &member).await?;
    users::refuse_more_powerful_elsewhere(&mut change.tx, granted, &member).await?;
    remove(&mut change, granted.org(), member.user, &member.name, &member.email).await?;
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
    remove(&mut change, granted.org(), id, &operator.name, &operator.email).await?;
    change.record(granted.actor(), removed(id.any(), &operator.name)).await?.commit().await
}

fn removed(id: AnyId, name: &str) -> Event {
    Event::of(Action::SecondFactorRemoved).about(id, name).secret("authenticator app")
}

async fn remove(change: &mut Change, org: OrgId, id: UserId, name: &str, email: &str) -> Result<()> {
    if !store::forget(&mut change.tx, org, id).await? {
        return Err(Error::conflict(format!("{name} has no second factor.")));
    }
    sessions::end_all_of_user(change, org, id).await?;
    tell(change, org, id, email, "The second factor was removed by an operator.").await
}
