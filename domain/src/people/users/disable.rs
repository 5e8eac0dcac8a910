//! Disabling takes a user's access away and keeps everything else (C-09); it can be undone.

use db::{Tx, params};
use kernel::{OrgId, Result, Timestamp, UserId};

use super::{find_in, refuse_more_powerful, refuse_primary_admin};
use crate::access::{Granted, UsersManage};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::invitations;
use crate::sign_in::sessions;

/// Ends every session of the user at once (S1-40); the primary admin cannot be disabled (E-03).
pub async fn disable(house: &House, granted: &Granted<UsersManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    refuse_primary_admin(&mut change.tx, granted, &member, "disabled").await?;
    if member.disabled_at.is_some() {
        return Ok(());
    }
    let now = change.at;
    set_disabled(&mut change.tx, granted.org(), id, Some(now)).await?;
    sessions::end_all_of_user(&mut change, granted.org(), id).await?;
    invitations::revoke(&mut change, granted.org(), id).await?;
    let event = Event::of(Action::UserDisabled)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed("state", "active", "disabled");
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn enable(house: &House, granted: &Granted<UsersManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    if member.disabled_at.is_none() {
        return Ok(());
    }
    set_disabled(&mut change.tx, granted.org(), id, None).await?;
    let event = Event::of(Action::UserEnabled)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed("state", "disabled", "active");
    change.record(granted.actor(), event).await?.commit().await
}

pub(crate) async fn set_disabled(tx: &mut Tx, org: OrgId, id: UserId, at: Option<Timestamp>) -> Result<()> {
    tx.execute("UPDATE users SET disabled_at = ?3 WHERE org_id = ?1 AND id = ?2", params![org, id, at])
        .await?;
    let state = if at.is_some() { "disabled" } else { "active" };
    tx.execute(
        "UPDATE memberships SET state = ?3 WHERE org_id = ?1 AND user_id = ?2",
        params![org, id, state],
    )
    .await?;
    Ok(())
}
