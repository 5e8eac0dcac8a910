//! Deleting a resource, with every version of it.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::{self, RESOURCES};
use kernel::ResourceId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::{done, record};

pub async fn delete(caller: Caller, Id(id): Id<ResourceId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    conditions.must_hold(&record::<ResourcesView>(&caller, &RESOURCES, id.any()).await?)?;
    resources::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
