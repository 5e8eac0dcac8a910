//! One resource, with every version of it.

use askama::Template;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources;
use kernel::ResourceId;
use web::resources::{ResourceView, Seen, resource};
use web::ui::{Choice, Shell};
use web::{Answer, Id, Pairs, Visitor, page};

use super::PATH;

#[derive(Template)]
#[template(path = "resources/show.html")]
struct ResourcePage {
    shell: Shell,
    here: String,
    may_edit: bool,
    resource: ResourceView,
}

pub async fn show(visitor: Visitor, Id(id): Id<ResourceId>, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let mut read = visitor.read().await?;
    let record = resources::find(&mut read, &granted, id).await?;
    let seen = Seen { path: PATH, version: pairs.get("version"), history: None };
    let resource = resource(&visitor, &mut read, &record, seen).await?;
    let mut shell = visitor.shell(&resource.title);
    shell.trail = vec![Choice::new("Resources", PATH, false)];
    let may_edit = visitor.can::<ResourcesEdit>();
    page(&ResourcePage { shell, here: format!("{PATH}/{id}"), may_edit, resource })
}
