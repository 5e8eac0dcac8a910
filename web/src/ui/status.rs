//! The status of an account in large: what a client wants known, and who has seen it.

use askama::Template;

use super::{Badge, prints_itself};

/// A status, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/status.html")]
pub struct StatusCard {
    pub level: Badge,
    pub text: String,
    /// Since when and until when, and who says so.
    pub when: String,
    /// Who has acknowledged it.
    pub seen: String,
    /// What can be done about it: label and the address that the form posts to.
    pub action: Option<(String, String)>,
}

/// The place on a page where the status of an account is shown; empty while there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusPlace {
    pub card: Option<StatusCard>,
}

prints_itself!(StatusCard);
