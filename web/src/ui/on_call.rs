//! Who is on call now, in large: the person, how he or she is reached, and who comes next.

use askama::Template;

use super::prints_itself;

/// One schedule at this moment, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/on_call.html")]
pub struct OnCallCard {
    pub schedule: String,
    pub href: String,
    /// Nobody: a gap, or not the visitor's own turn.
    pub who: Option<Reached>,
    /// What is said where there is nobody, and whether it is as bad as that.
    pub nobody: String,
    pub gap: bool,
    /// “until tomorrow 08:00, then Bob Reed”
    pub until: String,
    /// Whom to try when there is no answer, in order.
    pub others: Vec<Reached>,
    /// “Times of New York (EST)”
    pub zone: String,
}

/// Somebody, and the number to ring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    pub name: String,
    /// As it is read, and as it is dialled.
    pub phone: Option<(String, String)>,
    pub email: Option<String>,
}

prints_itself!(OnCallCard);
