//! Every version of a resource.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::ResourcesView;
use domain::resources;
use kernel::ResourceId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::openapi::resource_categories;

/// The latest versions, the latest first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    data: Vec<ResourceVersion>,
}

/// A resource as it was.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceVersion {
    /// Counted from 1.
    version: i64,
    #[schema(schema_with = resource_categories)]
    category: String,
    title: String,
    /// Markdown.
    text: String,
    #[schema(format = DateTime)]
    at: String,
    by: String,
}

pub async fn versions(caller: Caller, Id(id): Id<ResourceId>) -> Answer {
    let granted = caller.may::<ResourcesView>()?;
    let found = resources::versions(&mut caller.read().await?, &granted, id).await?;
    let versions = found.into_iter().map(|one| ResourceVersion {
        version: one.number,
        category: one.details.category,
        title: one.details.title,
        text: one.details.text,
        at: one.at.to_string(),
        by: one.by,
    });
    Ok(Json(Versions { data: versions.collect() }).into_response())
}
