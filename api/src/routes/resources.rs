//! The addresses of resources.

use domain::access::Key::{ResourcesEdit, ResourcesView};
use domain::resources::RESOURCES;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::openapi::Doc;
use crate::resources::{self, AddedResource, NewResource, Reading, ResourceChanges, Versions};

pub(super) fn of_resources() -> [Declared; 7] {
    let path = "/api/v1/resources/{id}";
    [
        get(
            "/api/v1/resources",
            Needs(ResourcesView),
            resources::list,
            Doc::page("List resources", &RESOURCES),
        ),
        post(
            "/api/v1/resources",
            Needs(ResourcesEdit),
            resources::add,
            Doc::makes::<AddedResource>("Add a resource", &RESOURCES).takes::<NewResource>().once(),
        ),
        get(path, Needs(ResourcesView), resources::show, Doc::record("Show a resource", &RESOURCES)),
        patch(
            path,
            Needs(ResourcesEdit),
            resources::edit,
            Doc::record("Write a new version of a resource", &RESOURCES).takes::<ResourceChanges>(),
        ),
        delete(path, Needs(ResourcesEdit), resources::delete, Doc::done("Delete a resource", &RESOURCES)),
        get(
            "/api/v1/resources/{id}/versions",
            Needs(ResourcesView),
            resources::versions,
            Doc::says::<Versions>("Show every version of a resource", "resources").of(&RESOURCES),
        ),
        put(
            "/api/v1/resources/{id}/reading",
            Needs(ResourcesView),
            resources::say_read,
            Doc::finished("Say which version you have read, as an operator", "resources")
                .of(&RESOURCES)
                .takes::<Reading>(),
        ),
    ]
}
