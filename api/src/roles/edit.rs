//! Changing a role: it counts from the next request of everybody who holds it.

use std::collections::BTreeMap;

use domain::access::RolesManage;
use domain::access::roles::{self, Asks, RoleDetails};
use kernel::{Error, Invalid, Name, Result, RoleId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::create::{LONGEST, verification};
use super::grants;
use super::read::json;
use crate::body::{Body, Patch, line};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = Option<String>, max_length = 300)]
    #[serde(default)]
    description: Patch,
    /// All of them: those that are not here are taken away.
    permissions: Option<BTreeMap<String, String>>,
    secure: Option<bool>,
    /// What portal users show to be theirs before anything opens: `none`, `email`, `sms`, `either` or `both`.
    verification: Option<String>,
    second_factor: Option<bool>,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<RoleId>,
    conditions: Conditions,
    Body(changes): Body<RoleChanges>,
) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    let before = roles::find(&mut caller.read().await?, &granted, id).await?;
    roles::edit(caller.house(), &granted, id, &changed(changes, before)?).await?;
    Ok(Conditions::default().answer(&json(&caller, id).await?))
}

/// What the role would be after the change.
pub(super) fn changed(changes: RoleChanges, before: roles::Role) -> Result<RoleDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&changes.name.on(before.name)));
    let description = line(&mut invalid, "description", &changes.description.on(before.description), LONGEST);
    let grants = match changes.permissions {
        Some(written) => grants::read(&mut invalid, &written),
        None => before.grants,
    };
    let asked = match changes.verification {
        Some(written) => verification(&mut invalid, &written),
        None => Some(before.asks.verification),
    };
    match (name, asked) {
        (Some(name), Some(verification)) if invalid.is_empty() => Ok(RoleDetails {
            name,
            description,
            kind: before.kind,
            grants,
            secure: changes.secure.unwrap_or(before.secure),
            asks: Asks {
                verification,
                second_factor: changes.second_factor.unwrap_or(before.asks.second_factor),
            },
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}
