//! Who holds a role.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::RolesManage;
use domain::access::roles::{self, Holder};
use kernel::RoleId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::counted::Counted;
use crate::id::Id;

/// How many are named at most.
const NAMED: usize = 1000;

/// The people who hold a role, by name: at most a thousand, and how many they are.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolePeople {
    data: Vec<RoleHolder>,
    total: Counted,
}

/// Somebody with the role.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleHolder {
    id: String,
    name: String,
    /// `operator` or `portal_user`.
    kind: &'static str,
    /// The name of the account in which a portal user holds it; empty for an operator.
    account: String,
}

impl From<Holder> for RoleHolder {
    fn from(holder: Holder) -> Self {
        Self {
            id: holder.id.to_string(),
            name: holder.name,
            kind: holder.kind.name(),
            account: holder.account,
        }
    }
}

pub async fn people(caller: Caller, Id(id): Id<RoleId>) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    let mut read = caller.read().await?;
    roles::find(&mut read, &granted, id).await?;
    let total = roles::how_many(&mut read, &granted, id).await?.into();
    let people = roles::people(&mut read, &granted, id, NAMED).await?;
    Ok(Json(RolePeople { data: people.into_iter().map(RoleHolder::from).collect(), total }).into_response())
}
