//! A new operator, who has no password yet; nobody gives one more than they may do.

use domain::access::{Kind, OperatorsManage};
use domain::operators;
use kernel::{Email, Error, Invalid, Name, UserId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::json;
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::openapi::operator_roles;
use crate::roles::chosen;
use crate::single::created;

/// An operator who is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOperator {
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    /// How the person signs in; unique in the organization.
    #[schema(required, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: String,
    /// Without any the person can sign in and may do nothing.
    #[schema(schema_with = operator_roles)]
    #[serde(default)]
    roles: Vec<String>,
}

pub async fn create(caller: Caller, Making { new, once }: Making<NewOperator>) -> Answer {
    let granted = caller.may::<OperatorsManage>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return answer(&caller, UserId::from_uuid(made.uuid)).await;
    }
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&new.name));
    let email = invalid.check("email", Email::parse(&new.email));
    let (Some(name), Some(email)) = (name, email) else { return Err(Error::Invalid(invalid).into()) };
    let roles = chosen(&mut caller.read().await?, &granted, Kind::Operator, &new.roles).await?;
    let id = operators::add(caller.house(), &granted, operators::NewOperator { name, email, roles }).await?;
    answer(&caller, id).await
}

async fn answer(caller: &Caller, id: UserId) -> Answer {
    Ok(created(&format!("/api/v1/operators/{id}"), &json(caller, id).await?))
}
