//! One resource, with every version of it and what was done to it.

use askama::Template;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::records::Cell;
use domain::resources;
use kernel::ResourceId;
use web::resources::{ResourceView, Seen, resource};
use web::ui::{Choice, Shell};
use web::{Answer, Id, Pairs, Visitor, page};

use super::PATH;
use crate::history::timeline;

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
    let history = timeline::of_thing(&visitor, &mut read, id.any()).await?;
    let seen = Seen { path: PATH, version: pairs.get("version"), history };
    let resource = resource(&visitor, &mut read, &record, seen).await?;
    let mut shell = visitor.shell(&resource.title);
    shell.trail = vec![Choice::new("Resources", PATH, false)];
    if let Cell::Reference { id, label } = record.cell("account") {
        shell.trail.push(Choice::new(label.clone(), format!("/console/accounts/{id}"), false));
    }
    let may_edit = visitor.can::<ResourcesEdit>();
    page(&ResourcePage { shell, here: format!("{PATH}/{id}"), may_edit, resource })
}
