//! The pages of resources and of their files, with what each asks of the operator.

use domain::access::Key;
use web::resources::{attach, give};
use web::ui::Door;
use web::{Policy, Routes, Site};

use super::{list, proposals, read, show, write};

pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console/resources", needs(Key::ResourcesView), list::show)
        .get("/console/resources/filter", needs(Key::ResourcesView), list::filter)
        .get("/console/resources/columns", needs(Key::ResourcesView), list::columns)
        .get("/console/resources/export.csv", needs(Key::ResourcesView), list::export)
        .get("/console/resources/new", needs(Key::ResourcesEdit), write::ask_new)
        .post("/console/resources/new", needs(Key::ResourcesEdit), write::create)
        .get("/console/resources/proposals", needs(Key::ResourcesView), proposals::list::show)
        .get("/console/resources/proposals/filter", needs(Key::ResourcesView), proposals::list::filter)
        .get("/console/resources/proposals/columns", needs(Key::ResourcesView), proposals::list::columns)
        .get("/console/resources/proposals/export.csv", needs(Key::ResourcesView), proposals::list::export)
        .get("/console/resources/proposals/{id}", needs(Key::ResourcesView), proposals::show::show)
        .post(
            "/console/resources/proposals/{id}/approve",
            needs(Key::ResourcesEdit),
            proposals::decide::approve,
        )
        .get("/console/resources/proposals/{id}/edit", needs(Key::ResourcesEdit), proposals::edit::ask)
        .post("/console/resources/proposals/{id}/edit", needs(Key::ResourcesEdit), proposals::edit::approve)
        .get(
            "/console/resources/proposals/{id}/refuse",
            needs(Key::ResourcesEdit),
            proposals::decide::ask_refuse,
        )
        .post(
            "/console/resources/proposals/{id}/refuse",
            needs(Key::ResourcesEdit),
            proposals::decide::refuse,
        )
        .get("/console/resources/{id}", needs(Key::ResourcesView), show::show)
        .post("/console/resources/{id}/read", needs(Key::ResourcesView), read::say)
        .get("/console/resources/{id}/edit", needs(Key::ResourcesEdit), write::ask)
        .post("/console/resources/{id}/edit", needs(Key::ResourcesEdit), write::edit)
        .post("/console/resources/{id}/restore", needs(Key::ResourcesEdit), write::restore)
        .get("/console/resources/{id}/attach", needs(Key::ResourcesEdit), attach::ask)
        .post("/console/resources/{id}/attach", needs(Key::ResourcesEdit), attach::bring)
        .get("/console/attachments/{id}", needs(Key::ResourcesView), give::download)
        .get("/console/attachments/{id}/view", needs(Key::ResourcesView), give::view)
        .get("/console/attachments/{id}/remove", needs(Key::ResourcesEdit), attach::ask_remove)
        .post("/console/attachments/{id}/remove", needs(Key::ResourcesEdit), attach::remove)
        .get("/console/resources/{id}/delete", needs(Key::ResourcesEdit), write::ask_delete)
        .post("/console/resources/{id}/delete", needs(Key::ResourcesEdit), write::delete)
}
