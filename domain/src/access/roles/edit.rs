//! Another name or other permissions for a role: they count from the next request of everybody who holds it.

use db::params;
use kernel::{Result, RoleId};

use super::details::{RoleDetails, judge};
use super::list::{find_in, own};
use super::refresh::granted as per_permission;
use crate::access::{Granted, RolesManage};
use crate::history::{Action, Event};
use crate::house::House;

/// A role is for operators or for portal users as long as it lives. The same again is no change.
pub async fn edit(
    house: &House,
    granted: &Granted<RolesManage>,
    id: RoleId,
    details: &RoleDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (actor, org) = (granted.actor(), granted.org());
    let before = own(find_in(&mut change.tx, org, id).await?)?;
    let title = judge(&mut change.tx, actor, details, Some(&before)).await?;
    let secure = |secure: bool| if secure { "yes" } else { "no" };
    let event = Event::of(Action::RoleEdited)
        .about(id.any(), title.as_str())
        .changed("name", before.name.as_str(), title.as_str())
        .changed("description", before.description.as_str(), details.description.as_str())
        .changed("clearance for Secure accounts", secure(before.secure), secure(details.secure));
    let event = per_permission(details.asks.difference(before.asks, event), &before.grants, &details.grants);
    if event.changes.is_empty() {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE roles SET name = ?3, description = ?4, grants = ?5, secure = ?6, verification = ?7,
                              second_factor = ?8
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                id,
                title.as_str(),
                details.description.as_str(),
                details.grants.to_json(),
                i64::from(details.secure),
                details.asks.verification.name(),
                i64::from(details.asks.second_factor)
            ],
        )
        .await?;
    change.record(actor, event).await?.commit().await
}
