//! An operator says that he or she has read a resource as it is now.

use domain::access::ResourcesView;
use domain::resources;
use kernel::{Error, ResourceId};
use web::{Answer, Fields, Id, Visitor};

use super::PATH;

pub async fn say(visitor: Visitor, Id(id): Id<ResourceId>, fields: Fields) -> Answer {
    fields.only(&["version"])?;
    let granted = visitor.may::<ResourcesView>()?;
    let version = fields.get("version").parse();
    let version = version.map_err(|_| Error::invalid("version", "There is no such version."))?;
    resources::say_read(visitor.house(), &granted, id, version).await?;
    Ok(visitor.done(&format!("{PATH}/{id}"), "Noted that you have read it"))
}
