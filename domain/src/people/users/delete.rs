//! Deleting a user cannot be undone; the address becomes free, the history keeps the name (C-09, S1-31).

use db::params;
use kernel::{Result, UserId};

use super::{find_in, refuse_primary_admin};
use crate::access::{Granted, UsersManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::{first_password, passwords, sessions};

/// Deletes the user with all of its sessions (S1-40), also those of operators in its place (E-03).
pub async fn delete(house: &House, granted: &Granted<UsersManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let member = find_in(&mut change.tx, granted, id).await?;
    refuse_primary_admin(&mut change.tx, granted, &member, "deleted").await?;
    sessions::end_all_of_user(&mut change, org, id).await?;
    passwords::forget(&mut change.tx, org, id).await?;
    first_password::forget(&mut change.tx, org, id).await?;
    roles::drop_member_roles(&mut change.tx, org, id).await?;
    change.tx.execute("DELETE FROM memberships WHERE org_id = ?1 AND user_id = ?2", params![org, id]).await?;
    change.tx.execute("DELETE FROM users WHERE org_id = ?1 AND id = ?2", params![org, id]).await?;
    let event = Event::of(Action::UserDeleted)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed("email", member.email, "")
        .changed("role", member.role, "");
    change.record(granted.actor(), event).await?.commit().await
}
