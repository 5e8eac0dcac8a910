//! The pages on which is decided who comes into an account at all, and for how long it is kept what was done there.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

use super::{answer, show};
use crate::accounts;

pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console/accounts/{id}/account", needs(Key::AccountsView), accounts::account::show)
        .get("/console/accounts/{id}/history", needs(Key::HistoryView), accounts::history::show)
        .get("/console/accounts/{id}/hold", needs(Key::AccountsEdit), accounts::hold::ask)
        .post("/console/accounts/{id}/hold", needs(Key::AccountsEdit), accounts::hold::decide)
        .get("/console/accounts/{id}/secure", needs(Key::AccountsEdit), accounts::account::ask_secure)
        .post("/console/accounts/{id}/secure", needs(Key::AccountsEdit), accounts::account::mark)
        .post("/console/accounts/{id}/secure/remove", needs(Key::AccountsEdit), accounts::account::unmark)
        .post("/console/accounts/{id}/emergency", needs(Key::AccountsView), accounts::closed::ask)
        .get("/console/secure", needs(Key::AccountsView), show::show)
        .post("/console/secure/{id}/approve", needs(Key::AccountsView), answer::approve)
        .post("/console/secure/{id}/refuse", needs(Key::AccountsView), answer::refuse)
        .post("/console/secure/{id}/withdraw", needs(Key::AccountsView), answer::withdraw)
        .post("/console/secure/{id}/end", needs(Key::AccountsView), answer::end)
}
