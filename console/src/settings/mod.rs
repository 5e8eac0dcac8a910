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
pub mod secure_link;
pub mod text_messages;
pub mod webhooks;

pub use hub::places;

use web::Visitor;
use web::ui::{Choice, Shell};

/// The page of all settings.
const PATH: &str = "/console/settings";

/// The frame of a page below the settings.
pub fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Settings", PATH, false)], ..visitor.shell(title) }
}
