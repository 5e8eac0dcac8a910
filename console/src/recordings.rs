//! Recordings of calls: listening to them, and the switch at each account.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site, recordings};

use crate::{accounts, settings};

pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console/calls/{id}/recording", needs(Key::CallsView), recordings::listen)
        .get("/console/calls/{id}/recording/download", needs(Key::CallsView), recordings::download)
        .get("/console/accounts/{id}/recordings", needs(Key::AccountsEdit), accounts::recordings::ask)
        .post("/console/accounts/{id}/recordings", needs(Key::AccountsEdit), accounts::recordings::decide)
        .get("/console/settings/recordings", needs(Key::SettingsEdit), settings::recordings::ask)
        .post("/console/settings/recordings", needs(Key::SettingsEdit), settings::recordings::decide)
}
