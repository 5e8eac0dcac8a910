//! The door of the clients: their calls, messages and people, and nothing else.

mod calls;
mod history;
mod home;
mod messages;
mod people;

use domain::access::Key;
use web::ui::Door;
use web::{Policy, Routes, Site};

/// The whole door.
pub fn routes(site: &Site) -> Routes {
    Routes::new(Door::Portal, site)
        .get("/", Policy::SignedIn, home::show)
        .get("/calls", Policy::Needs(Key::CallsView), calls::list)
        .get("/calls/filter", Policy::Needs(Key::CallsView), calls::filter)
        .get("/calls/columns", Policy::Needs(Key::CallsView), calls::columns)
        .get("/calls/export.csv", Policy::Needs(Key::CallsView), calls::export)
        .get("/calls/{id}", Policy::Needs(Key::CallsView), calls::show)
        .get("/messages", Policy::Needs(Key::MessagesView), messages::list)
        .get("/messages/filter", Policy::Needs(Key::MessagesView), messages::filter)
        .get("/messages/columns", Policy::Needs(Key::MessagesView), messages::columns)
        .get("/messages/export.csv", Policy::Needs(Key::MessagesView), messages::export)
        .get("/messages/{id}", Policy::Needs(Key::MessagesView), messages::show)
        .post("/messages/{id}/mark", Policy::Needs(Key::MessagesMark), messages::mark)
        .get("/people", Policy::Needs(Key::ContactsView), people::show)
        .get("/history", Policy::Needs(Key::HistoryView), history::list)
        .get("/history/filter", Policy::Needs(Key::HistoryView), history::filter)
        .get("/history/columns", Policy::Needs(Key::HistoryView), history::columns)
        .get("/history/export.csv", Policy::Needs(Key::HistoryView), history::export)
}
