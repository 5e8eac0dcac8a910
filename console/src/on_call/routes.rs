//! The pages of who is on call, of all accounts and of one.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

use super::{account, list};

pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console/on_call", needs(Key::OnCallView), list::list)
        .get("/console/on_call/filter", needs(Key::OnCallView), list::filter)
        .get("/console/on_call/columns", needs(Key::OnCallView), list::columns)
        .get("/console/accounts/{id}/on_call", needs(Key::OnCallView), account::show)
        .get("/console/accounts/{id}/on_call/new", needs(Key::OnCallEdit), account::ask_new)
        .post("/console/accounts/{id}/on_call/new", needs(Key::OnCallEdit), account::add)
        .get("/console/on_call/{id}", needs(Key::OnCallView), account::show_one)
        .get("/console/on_call/{id}/edit", needs(Key::OnCallEdit), account::ask_edit)
        .post("/console/on_call/{id}/edit", needs(Key::OnCallEdit), account::edit)
        .get("/console/on_call/{id}/delete", needs(Key::OnCallEdit), account::ask_delete)
        .post("/console/on_call/{id}/delete", needs(Key::OnCallEdit), account::delete)
        .get("/console/on_call/{id}/override", needs(Key::OnCallEdit), account::ask_override)
        .post("/console/on_call/{id}/override", needs(Key::OnCallEdit), account::put_in)
        .post("/console/on_call/{id}/take-back", needs(Key::OnCallEdit), account::take_back)
        .get("/console/on_call/{id}/turn", needs(Key::OnCallSwap), account::ask_turn)
        .post("/console/on_call/{id}/turn", needs(Key::OnCallSwap), account::hand_over)
        .post("/console/on_call/{id}/answer", needs(Key::OnCallSwap), account::answer_turn)
        .get("/console/on_call/{id}/import", needs(Key::OnCallEdit), account::ask_import)
        .post("/console/on_call/{id}/import", needs(Key::OnCallEdit), account::look_import)
        .post("/console/on_call/{id}/import/confirmed", needs(Key::OnCallEdit), account::import)
        .get("/console/accounts/{id}/on_call/links", needs(Key::OnCallView), account::show_links)
        .post("/console/accounts/{id}/on_call/links", needs(Key::OnCallView), account::make_link)
        .post("/console/accounts/{id}/on_call/links/revoke", needs(Key::OnCallView), account::revoke_link)
}
