//! The pages of accounts that come from a file.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

use super::{bring, look, report, undo};

pub fn routes(site: &Site) -> Routes {
    let needs = || Policy::Needs(Key::AccountsCreate);
    Routes::new(Door::Console, site)
        .get("/console/accounts/import", needs(), bring::ask)
        .post("/console/accounts/import", needs(), bring::file)
        .post("/console/accounts/import/pasted", needs(), bring::pasted)
        .get("/console/imports/{id}", needs(), look::show)
        .post("/console/imports/{id}", needs(), look::confirmed)
        .get("/console/imports/{id}/lines.csv", needs(), report::lines)
        .get("/console/imports/{id}/undo", needs(), undo::ask)
        .post("/console/imports/{id}/undo", needs(), undo::confirmed)
}
