//! The pages of webhooks.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

use super::{act, delivery, form, list, show};

pub fn routes(site: &Site) -> Routes {
    let may = Policy::Needs(Key::SettingsEdit);
    Routes::new(Door::Console, site)
        .get("/console/settings/webhooks", may, list::show)
        .get("/console/settings/webhooks/new", may, form::ask_new)
        .post("/console/settings/webhooks/new", may, form::make)
        .get("/console/settings/webhooks/{id}", may, show::show)
        .get("/console/settings/webhooks/{id}/edit", may, form::ask)
        .post("/console/settings/webhooks/{id}/edit", may, form::edit)
        .post("/console/settings/webhooks/{id}/disable", may, act::disable)
        .post("/console/settings/webhooks/{id}/enable", may, act::enable)
        .get("/console/settings/webhooks/{id}/rotate", may, act::ask_rotate)
        .post("/console/settings/webhooks/{id}/rotate", may, act::rotate)
        .get("/console/settings/webhooks/{id}/delete", may, act::ask_delete)
        .post("/console/settings/webhooks/{id}/delete", may, act::delete)
        .post("/console/settings/webhooks/{id}/replay", may, act::replay)
        .get("/console/settings/webhook-deliveries/{id}", may, delivery::show)
        .post("/console/settings/webhook-deliveries/{id}/replay", may, delivery::replay)
}
