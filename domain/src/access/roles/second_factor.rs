//! Whether a role asks its people for a second factor: also one that ships, which stays as it is otherwise.

use db::params;
use kernel::{Result, RoleId};

use super::asks::factor;
use super::list::find_in;
use super::may_give;
use crate::access::{Granted, RolesManage};
use crate::history::{Action, Event};
use crate::house::House;

/// Counts from the next request of everybody who holds the role: who has no second factor sets one up first.
pub async fn ask_second_factor(
    house: &House,
    granted: &Granted<RolesManage>,
    id: RoleId,
    asked: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (actor, org) = (granted.actor(), granted.org());
    let role = find_in(&mut change.tx, org, id).await?;
    may_give(actor, &role)?;
    if role.asks.second_factor == asked {
        return Ok(());
    }
    let sql = "UPDATE roles SET second_factor = ?3 WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![org, id, i64::from(asked)]).await?;
    let event = Event::of(Action::RoleEdited).about(id.any(), role.name.as_str()).changed(
        "second factor",
        factor(role.asks.second_factor),
        factor(asked),
    );
    change.record(actor, event).await?.commit().await
}
