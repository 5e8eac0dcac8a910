//! The addresses of resources.

use domain::access::Key::{ResourcesEdit, ResourcesView};
use domain::resources::RESOURCES;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::openapi::Doc;
use crate::resources::attachments::{self, AttachedFile, Attachments};
use crate::resources::{self, AddedResource, NewResource, Reading, ResourceChanges, Versions};

pub(super) fn of_resources() -> [Declared; 11] {
    let (files, file) = ("/api/v1/resources/{id}/attachments", "/api/v1/attachments/{id}");
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
        get(
            files,
            Needs(ResourcesView),
            attachments::list,
            Doc::says::<Attachments>("List the files of a resource", "resources").of(&RESOURCES),
        ),
        post(
            files,
            Needs(ResourcesEdit),
            attachments::bring,
            Doc::made::<AttachedFile>("Attach a file to a resource", "resources")
                .of(&RESOURCES)
                .asks(&[("name", "What the file is called; it must agree with what is in it.")])
                .takes_file(),
        ),
        get(
            file,
            Needs(ResourcesView),
            attachments::take_out,
            Doc::gives_file("Take a file of a resource out", "resources"),
        ),
        delete(
            file,
            Needs(ResourcesEdit),
            attachments::remove,
            Doc::finished("Remove a file of a resource", "resources"),
        ),
    ]
}
