//! The keys of the organization: whose they are, what they may do, and until when.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::KeysManage;
use domain::sign_in::keys::{self, KeyRow};
use kernel::KeyId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};

/// The latest two hundred keys, also those that are dead.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiKeys {
    data: Vec<ApiKey>,
}

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiKey {
    #[schema(value_type = String)]
    id: KeyId,
    name: String,
    /// The operator whose key it is, by name.
    owner: String,
    /// What it was given; it does no more of it than its owner may.
    permissions: Vec<&'static str>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    ends_at: String,
    #[schema(required, format = "date-time")]
    revoked_at: Option<String>,
}

impl From<KeyRow> for ApiKey {
    fn from(key: KeyRow) -> Self {
        Self {
            id: key.id,
            name: key.name,
            owner: key.owner,
            permissions: key.permissions,
            created_at: key.created_at.to_string(),
            ends_at: key.ends_at.to_string(),
            revoked_at: key.revoked_at.map(|at| at.to_string()),
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<KeysManage>()?;
    let found = keys::list(&mut caller.read().await?, &granted).await?;
    Ok(Json(ApiKeys { data: found.into_iter().map(ApiKey::from).collect() }).into_response())
}
