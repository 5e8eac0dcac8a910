//! A record's page: what it says, its facts at the side, and what happened to it.

use askama::Template;

use crate::recordings::Player;

use super::{Badge, Cell, DeliveryCard, Timeline, prints_itself};

/// A record, ready to be shown under the page's title.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/detail.html")]
pub struct DetailView {
    pub id: RecordId,
    pub badges: Vec<Badge>,
    /// What there is to listen to.
    pub player: Option<Player>,
    /// The words of the record: a message, a note. Line breaks are kept.
    pub body: Option<String>,
    /// To whom it was sent, if it was.
    pub delivery: Option<DeliveryCard>,
    pub properties: Vec<Property>,
    pub timeline: Option<Timeline>,
}

/// A fact with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(source = "<div class=\"property\"><dt>{{ label }}</dt><dd>{{ cell }}</dd></div>", ext = "html")]
pub struct Property {
    pub label: String,
    pub cell: Cell,
}

impl Property {
    pub fn new(label: impl Into<String>, cell: Cell) -> Self {
        Self { label: label.into(), cell }
    }
}

/// A record's id, with a button that copies it; nothing when it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/record_id.html")]
pub struct RecordId(pub String);

prints_itself!(DetailView, Property, RecordId);
