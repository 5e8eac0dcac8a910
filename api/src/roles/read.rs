//! The roles of the organization, and one of them.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::IntoResponse;
use domain::access::roles;
use domain::access::{Kind, RolesManage};
use kernel::{Error, Result, RoleId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::grants::written;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// A named set of permissions.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    #[schema(value_type = String)]
    id: RoleId,
    name: String,
    description: String,
    /// For whom it is: `operator` or `portal_user`.
    kind: &'static str,
    /// It comes with Portico and cannot be changed or deleted.
    built_in: bool,
    /// The clearance for accounts that are marked Secure.
    secure: bool,
    /// Whoever holds it sets up a second factor before anything opens.
    second_factor: bool,
    /// What whoever holds it shows to be theirs before anything opens: `none`, `email`, `sms`, `either` or `both`.
    verification: &'static str,
    /// How far each permission goes: `own`, `account` or `organization`.
    permissions: BTreeMap<String, String>,
}

/// All roles: those that come with Portico first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    data: Vec<Role>,
}

impl Role {
    fn of(role: roles::Role) -> Self {
        Self {
            id: role.id,
            permissions: written(&role.grants),
            name: role.name,
            description: role.description,
            kind: role.kind.name(),
            built_in: role.preset.is_some(),
            secure: role.secure,
            second_factor: role.asks.second_factor,
            verification: role.asks.verification.name(),
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    let mut read = caller.read().await?;
    let mut data = Vec::new();
    for kind in [Kind::Operator, Kind::PortalUser] {
        data.extend(roles::of_kind(&mut read, &granted, kind).await?.into_iter().map(Role::of));
    }
    Ok(Json(Roles { data }).into_response())
}

pub async fn show(caller: Caller, Id(id): Id<RoleId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller, id).await?))
}

/// The role as the API says it; another organization's is not found.
pub(super) async fn json(caller: &Caller, id: RoleId) -> Result<Value> {
    let granted = caller.may::<RolesManage>()?;
    let role = roles::find(&mut caller.read().await?, &granted, id).await?;
    serde_json::to_value(Role::of(role)).map_err(Error::bug)
}
