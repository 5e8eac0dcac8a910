//! To whom a message was sent, and who has it: the proof of its dispatch.

use askama::Template;

use super::{Badge, Cell, TableView, prints_itself};

/// The delivery of a message, ready to be shown.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/delivery.html")]
pub struct DeliveryCard {
    pub state: Badge,
    /// Who has it, or what happens next.
    pub words: String,
    pub attempts: TableView,
    /// What was said by text message: who, what, and when.
    pub replies: Vec<(String, String, Cell)>,
}

prints_itself!(DeliveryCard);
