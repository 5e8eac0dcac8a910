//! The pages about contacts, with what they ask of the operator.

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

use super::{list, many, one};

pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .get("/console/contacts", needs(Key::ContactsView), list::show)
        .get("/console/contacts/filter", needs(Key::ContactsView), list::filter)
        .get("/console/contacts/columns", needs(Key::ContactsView), list::columns)
        .get("/console/contacts/export.csv", needs(Key::ContactsView), list::export)
        .get("/console/contacts/export.vcf", needs(Key::ContactsView), list::cards)
        .get("/console/accounts/{id}/contacts/import", needs(Key::ContactsEdit), many::ask_import)
        .post("/console/accounts/{id}/contacts/import", needs(Key::ContactsEdit), many::look_import)
        .post("/console/accounts/{id}/contacts/import/confirmed", needs(Key::ContactsEdit), many::import)
        .get("/console/accounts/{id}/contacts/doubles", needs(Key::ContactsEdit), many::doubles)
        .get("/console/accounts/{id}/contacts/new", needs(Key::ContactsEdit), one::ask_new)
        .post("/console/accounts/{id}/contacts/new", needs(Key::ContactsEdit), one::add)
        .get("/console/contacts/{id}", needs(Key::ContactsView), one::show)
        .get("/console/contacts/{id}/card.vcf", needs(Key::ContactsView), one::card)
        .get("/console/contacts/{id}/merge", needs(Key::ContactsEdit), one::ask_merge)
        .post("/console/contacts/{id}/merge", needs(Key::ContactsEdit), one::merge)
        .get("/console/contacts/{id}/edit", needs(Key::ContactsEdit), one::ask)
        .post("/console/contacts/{id}/edit", needs(Key::ContactsEdit), one::edit)
        .get("/console/contacts/{id}/verify", needs(Key::ContactsEdit), one::ask_verify)
        .post("/console/contacts/{id}/verify", needs(Key::ContactsEdit), one::confirm_code)
        .post("/console/contacts/{id}/verify/send", needs(Key::ContactsEdit), one::send_code)
        .post("/console/contacts/{id}/verify/vouch", needs(Key::ContactsEdit), one::vouch)
        .get("/console/contacts/{id}/delete", needs(Key::ContactsEdit), one::ask_delete)
        .post("/console/contacts/{id}/delete", needs(Key::ContactsEdit), one::delete)
}
