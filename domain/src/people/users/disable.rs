//! Disabling takes a user's access to the account away and keeps everything else (C-09); it can be undone.

use db::{Tx, params};
use kernel::{MemberId, OrgId, Result, Timestamp, UserId};

use super::{Member, find_in, refuse_more_powerful, refuse_primary_admin};
use crate::access::{Granted, UsersManage};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::invitations;
use crate::sign_in::sessions;

/// Shuts every session of the user in the account at once (S1-40); the primary admin cannot be disabled (E-03).
/// A person with other accounts goes on in those.
pub async fn disable(house: &House, granted: &Granted<UsersManage>, id: impl Into<MemberId>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    match disable_in(&mut change, granted, member).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing if the user is disabled already.
pub(super) async fn disable_in(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    member: Member,
) -> Result<Option<Event>> {
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    refuse_primary_admin(&mut change.tx, granted, &member, "disabled").await?;
    if member.disabled_at.is_some() {
        return Ok(None);
    }
    let (org, now) = (granted.org(), change.at);
    set_member_disabled(change, org, &member, Some(now)).await?;
    if restate_person(change, org, member.user).await? {
        sessions::end_all_of_user(change, org, member.user).await?;
        invitations::revoke(change, org, member.user).await?;
    } else {
        sessions::shut_place(change, org, member.account, member.user).await?;
    }
    let event = Event::of(Action::UserDisabled)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .changed("state", "active", "disabled");
    Ok(Some(event))
}

pub async fn enable(house: &House, granted: &Granted<UsersManage>, id: impl Into<MemberId>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    match enable_in(&mut change, granted, member).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing if the user is not disabled.
pub(super) async fn enable_in(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    member: Member,
) -> Result<Option<Event>> {
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    if member.disabled_at.is_none() {
        return Ok(None);
    }
    set_member_disabled(change, granted.org(), &member, None).await?;
    restate_person(change, granted.org(), member.user).await?;
    let event = Event::of(Action::UserEnabled)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .changed("state", "disabled", "active");
    Ok(Some(event))
}

async fn set_member_disabled(
    change: &mut Change,
    org: OrgId,
    member: &Member,
    at: Option<Timestamp>,
) -> Result<()> {
    let state = if at.is_some() { "disabled" } else { "active" };
    change
        .tx
        .execute(
            "UPDATE memberships SET disabled_at = ?3, state = ?4 WHERE org_id = ?1 AND id = ?2",
            params![org, member.id, at, state],
        )
        .await?;
    Ok(())
}

/// A portal user as a whole is disabled when every place is. Whether that is so.
pub(super) async fn restate_person(change: &mut Change, org: OrgId, user: UserId) -> Result<bool> {
    let open: i64 = change
        .tx
        .row(
            "SELECT count(*) FROM memberships WHERE org_id = ?1 AND user_id = ?2 AND disabled_at IS NULL",
            params![org, user],
            |row| row.get(0),
        )
        .await?
        .unwrap_or(0);
    let at = (open == 0).then_some(change.at);
    set_disabled(&mut change.tx, org, user, at).await?;
    Ok(open == 0)
}

/// Shuts a person out as a whole, or lets the person in again.
pub(crate) async fn set_disabled(tx: &mut Tx, org: OrgId, id: UserId, at: Option<Timestamp>) -> Result<()> {
    tx.execute("UPDATE users SET disabled_at = ?3 WHERE org_id = ?1 AND id = ?2", params![org, id, at])
        .await?;
    Ok(())
}
