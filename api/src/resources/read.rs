//! The resources within reach, and one of them.

use domain::access::ResourcesView;
use domain::resources::RESOURCES;
use kernel::ResourceId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<ResourcesView>(&caller, &RESOURCES, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<ResourceId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<ResourcesView>(&caller, &RESOURCES, id.any()).await?))
}
