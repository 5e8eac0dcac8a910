//! An operator's name, address and roles; new roles count from the operator's very next request.

use domain::access::{Kind, OperatorsManage};
use domain::operators::{self, OperatorDetails};
use kernel::{Email, Error, Invalid, Name, UserId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::json;
use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::openapi::operator_roles;
use crate::roles::chosen;

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OperatorChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = String, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: Patch,
    /// All of them: those that are not here are taken away.
    #[schema(schema_with = operator_roles)]
    roles: Option<Vec<String>>,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<UserId>,
    conditions: Conditions,
    Body(changes): Body<OperatorChanges>,
) -> Answer {
    let granted = caller.may::<OperatorsManage>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    let mut read = caller.read().await?;
    let before = operators::find(&mut read, &granted, id).await?;
    let roles = match &changes.roles {
        Some(written) => chosen(&mut read, &granted, Kind::Operator, written).await?,
        None => before.roles.iter().map(|role| role.id).collect(),
    };
    drop(read);
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&changes.name.on(before.name)));
    let email = invalid.check("email", Email::parse(&changes.email.on(before.email)));
    let (Some(name), Some(email)) = (name, email) else { return Err(Error::Invalid(invalid).into()) };
    operators::edit(caller.house(), &granted, id, OperatorDetails { name, email, roles }).await?;
    Ok(Conditions::default().answer(&json(&caller, id).await?))
}
