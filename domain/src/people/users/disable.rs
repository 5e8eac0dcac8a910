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
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    refuse_primary_admin(&mut change.tx, granted, &member, "disabled").await?;
    if member.disabled_at.is_some() {
        return Ok(());
    }
    let (org, now) = (granted.org(), change.at);
    set_member_disabled(&mut change, org, &member, Some(now)).await?;
    if restate_person(&mut change, org, member.user).await? {
        sessions::end_all_of_user(&mut change, org, member.user).await?;
        invitations::cancel(&mut change, org, member.user).await?;
    } else {
        sessions::shut_place(&mut change, org, member.account, member.user).await?;
    }
    let event = Event::of(Action::UserDisabled)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .changed("state", "active", "disabled");
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn enable(house: &House, granted: &Granted<UsersManage>, id: impl Into<MemberId>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    if member.disabled_at.is_none() {
        return Ok(());
    }
    set_member_disabled(&mut change, granted.org(), &member, None).await?;
    restate_person(&mut change, granted.org(), member.user).await?;
    let event = Event::of(Action::UserEnabled)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .changed("state", "disabled", "active");
    change.record(granted.actor(), event).await?.commit().await
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
