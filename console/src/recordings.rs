//! Recordings of calls: listening to them, what is said in them, and the switch at each account.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site, recordings};

use crate::calls::transcript;
use crate::{accounts, settings};

pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console/calls/{id}/recording", needs(Key::CallsView), recordings::listen)
        .get("/console/calls/{id}/recording/download", needs(Key::CallsView), recordings::download)
        .get("/console/calls/{id}/recording/transcript", needs(Key::CallsView), recordings::transcript)
        .get("/console/calls/{id}/recording/transcript/edit", needs(Key::RecordingsManage), transcript::ask)
        .post(
            "/console/calls/{id}/recording/transcript/edit",
            needs(Key::RecordingsManage),
            transcript::write,
        )
        .get(
            "/console/calls/{id}/recording/transcript/delete",
            needs(Key::RecordingsManage),
            transcript::ask_delete,
        )
        .post(
            "/console/calls/{id}/recording/transcript/delete",
            needs(Key::RecordingsManage),
            transcript::delete,
        )
        .get("/console/accounts/{id}/recordings", needs(Key::AccountsEdit), accounts::recordings::ask)
        .post("/console/accounts/{id}/recordings", needs(Key::AccountsEdit), accounts::recordings::decide)
        .get("/console/settings/recordings", needs(Key::SettingsEdit), settings::recordings::ask)
        .post("/console/settings/recordings", needs(Key::SettingsEdit), settings::recordings::decide)
}
