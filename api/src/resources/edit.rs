//! Writing a new version of a resource.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::{self, RESOURCES, ResourceDetails};
use kernel::ResourceId;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::openapi::resource_categories;
use crate::single::{record, text};

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceChanges {
    #[schema(schema_with = resource_categories)]
    #[serde(default)]
    category: Patch,
    #[schema(value_type = String, min_length = 1, max_length = 200)]
    #[serde(default)]
    title: Patch,
    /// Markdown.
    #[schema(value_type = String, min_length = 1, max_length = 50_000)]
    #[serde(default)]
    text: Patch,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<ResourceId>,
    conditions: Conditions,
    Body(changes): Body<ResourceChanges>,
) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    let before = record::<ResourcesView>(&caller, &RESOURCES, id.any()).await?;
    conditions.must_hold(&before)?;
    let details = ResourceDetails {
        category: changes.category.on(text(&before, "category")),
        title: changes.title.on(text(&before, "title")),
        text: changes.text.on(text(&before, "text")),
    };
    // What was read is what is changed: a version that came in between is not overwritten.
    let base = before.get("version").and_then(Value::as_i64);
    resources::edit(caller.house(), &granted, id, base, details).await?;
    let after = record::<ResourcesView>(&caller, &RESOURCES, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}
