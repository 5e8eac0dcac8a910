//! Small parts of pages: tabs, a number with its name, a titled box.

use askama::Template;

use super::{Tone, prints_itself};

/// Places that belong to one record, as links: each tab is a page of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/tabs.html")]
pub struct Tabs {
    /// What the tabs are about, for screen readers: "Bright Smile Dental".
    pub label: String,
    pub items: Vec<Tab>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub count: Option<String>,
}

/// A row of numbers at the top of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/stats.html")]
pub struct Stats(pub Vec<Stat>);

/// A number with its name, and a line that says how to read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    pub label: String,
    pub value: String,
    pub detail: String,
    pub tone: Tone,
    pub href: Option<String>,
}

/// A titled box of facts, for overview pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/card.html")]
pub struct Card {
    pub title: String,
    pub properties: Vec<super::Property>,
    pub text: Option<String>,
    /// Label and address of the card's link, at its top right.
    pub link: Option<(String, String)>,
}

prints_itself!(Tabs, Stats, Card);
