//! The operators of the organization, and one of them.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::OperatorsManage;
use domain::operators;
use kernel::{Error, Result, UserId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// Somebody of the organization.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    #[schema(value_type = String)]
    id: UserId,
    name: String,
    email: String,
    /// The names of the roles, which are added up.
    roles: Vec<String>,
    /// `active` or `disabled`.
    state: &'static str,
    /// Without a password nobody signs in: pass a password link on.
    has_password: bool,
    /// Since when a second factor is asked for; `null` if it is not.
    #[schema(required, format = "date-time")]
    second_factor_since: Option<String>,
}

/// All operators, by name; at most a thousand.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Operators {
    data: Vec<Operator>,
}

impl From<operators::Operator> for Operator {
    fn from(operator: operators::Operator) -> Self {
        Self {
            id: operator.id,
            name: operator.name,
            email: operator.email,
            roles: operator.roles.into_iter().map(|role| role.name).collect(),
            state: if operator.disabled_at.is_some() { "disabled" } else { "active" },
            has_password: operator.has_password,
            second_factor_since: operator.second_factor_since.map(|at| at.to_string()),
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<OperatorsManage>()?;
    let found = operators::list(&mut caller.read().await?, &granted).await?;
    Ok(Json(Operators { data: found.into_iter().map(Operator::from).collect() }).into_response())
}

pub async fn show(caller: Caller, Id(id): Id<UserId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller, id).await?))
}

/// The operator as the API says it; a portal user, or another organization's operator, is not found.
pub(super) async fn json(caller: &Caller, id: UserId) -> Result<Value> {
    let granted = caller.may::<OperatorsManage>()?;
    let operator = operators::find(&mut caller.read().await?, &granted, id).await?;
    serde_json::to_value(Operator::from(operator)).map_err(Error::bug)
}
