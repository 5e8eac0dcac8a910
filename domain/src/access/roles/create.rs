//! A role of the organization's own, from nothing or from another one.

use db::params;
use kernel::{Result, RoleId};

use super::Asks;
use super::details::{RoleDetails, judge};
use super::refresh::granted as per_permission;
use crate::access::{Granted, Grants, RolesManage};
use crate::history::{Action, Event};
use crate::house::House;

pub async fn create(house: &House, granted: &Granted<RolesManage>, details: &RoleDetails) -> Result<RoleId> {
    let mut change = house.change(granted).await?;
    let (actor, org) = (granted.actor(), granted.org());
    let title = judge(&mut change.tx, actor, details, None).await?;
    let id = RoleId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO roles (org_id, id, name, kind, grants, created_at, description, secure,
                                verification, second_factor)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                org,
                id,
                title.as_str(),
                details.kind.name(),
                details.grants.to_json(),
                change.at,
                details.description.as_str(),
                i64::from(details.secure),
                details.asks.verification.name(),
                i64::from(details.asks.second_factor)
            ],
        )
        .await?;
    let event = Event::of(Action::RoleAdded).about(id.any(), title).changed(
        "description",
        "",
        details.description.as_str(),
    );
    let event =
        per_permission(details.asks.difference(Asks::default(), event), &Grants::NONE, &details.grants);
    change.record(actor, event).await?.commit().await?;
    Ok(id)
}
