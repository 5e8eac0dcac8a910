//! Disabling takes a user's access away and keeps everything else (C-09); it can be undone.

use db::params;
use kernel::{Result, Timestamp, UserId};

use super::{find_in, refuse_primary_admin};
use crate::access::{Granted, UsersManage};
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::sessions;

/// Ends every session of the user at once (S1-40); the primary admin cannot be disabled (E-03).
pub async fn disable(house: &House, granted: &Granted<UsersManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    refuse_primary_admin(&mut change.tx, granted, &member, "disabled").await?;
    if member.disabled_at.is_some() {
        return Ok(());
    }
    let now = change.at;
    set(&mut change, granted, id, Some(now)).await?;
    sessions::end_all_of_user(&mut change, granted.org(), id).await?;
    let event = Event::of(Action::UserDisabled)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed("state", "active", "disabled");
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn enable(house: &House, granted: &Granted<UsersManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    if member.disabled_at.is_none() {
        return Ok(());
    }
    set(&mut change, granted, id, None).await?;
    let event = Event::of(Action::UserEnabled)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed("state", "disabled", "active");
    change.record(granted.actor(), event).await?.commit().await
}

async fn set(
    change: &mut crate::Change,
    granted: &Granted<UsersManage>,
    id: UserId,
    at: Option<Timestamp>,
) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE users SET disabled_at = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, at],
        )
        .await?;
    let state = if at.is_some() { "disabled" } else { "active" };
    change
        .tx
        .execute(
            "UPDATE memberships SET state = ?3 WHERE org_id = ?1 AND user_id = ?2",
            params![granted.org(), id, state],
        )
        .await?;
    Ok(())
}
