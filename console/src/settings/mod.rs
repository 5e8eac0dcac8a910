//! What the organization decides about its portal, a page for each part.

pub mod clients;
pub mod formats;
pub mod history;
pub mod hub;
pub mod invitations;
pub mod letters;
pub mod login_as;
pub mod mailbox;
pub mod outbox;
pub mod passwords;
pub mod portal;
pub mod recordings;
pub mod replies;
pub mod secure_link;
pub mod text_messages;
pub mod webhooks;

pub use hub::places;

use web::ui::{Choice, Shell};
use web::{Routes, Site, Visitor};

/// The page of all settings.
const PATH: &str = "/console/settings";

/// Those that are listed beside their pages.
pub fn routes(site: &Site) -> Routes {
    webhooks::routes::routes(site).and(replies::routes(site))
}

/// The frame of a page below the settings.
pub fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Settings", PATH, false)], ..visitor.shell(title) }
}
