//! An operator says which version he or she has read.

use domain::access::ResourcesView;
use domain::resources;
use kernel::ResourceId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// What was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Counted from 1.
    #[schema(required, minimum = 1)]
    #[serde(default)]
    version: i64,
}

pub async fn say_read(caller: Caller, Id(id): Id<ResourceId>, Body(reading): Body<Reading>) -> Answer {
    let granted = caller.may::<ResourcesView>()?;
    resources::say_read(caller.house(), &granted, id, reading.version).await?;
    Ok(done())
}
