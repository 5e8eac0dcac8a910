//! A new resource of an account.

use axum::response::Response;
use domain::access::ResourcesEdit;
use domain::resources::{self, CATEGORIES, ResourceDetails};
use kernel::{AccountId, Error, Invalid, ResourceId, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::choices::one_of;
use crate::making::{Making, made_before};
use crate::openapi::{account_id, resource_categories};
use crate::single::created;

/// A resource that is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResource {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    #[schema(required, schema_with = resource_categories)]
    #[serde(default)]
    category: String,
    #[schema(required, min_length = 1, max_length = 200)]
    #[serde(default)]
    title: String,
    /// Markdown.
    #[schema(required, min_length = 1, max_length = 50_000)]
    #[serde(default)]
    text: String,
}

/// The resource that was added.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedResource {
    #[schema(value_type = String)]
    id: ResourceId,
}

pub async fn add(caller: Caller, Making { new, once }: Making<NewResource>) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(added(ResourceId::from_uuid(made.uuid)));
    }
    let (account, details) = resource(new)?;
    let id = match resources::create(caller.house(), &granted, account, details).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        other => other?,
    };
    Ok(added(id))
}

fn added(id: ResourceId) -> Response {
    created(&format!("/api/v1/resources/{id}"), &AddedResource { id })
}

fn resource(new: NewResource) -> Result<(AccountId, ResourceDetails)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let category = one_of(&mut invalid, "category", CATEGORIES, &new.category);
    let (Some(account), Some(category)) = (account, category) else {
        return Err(Error::Invalid(invalid));
    };
    Ok((account, ResourceDetails { category: category.to_owned(), title: new.title, text: new.text }))
}
