//! One value in a list or a record, shown the way its kind is shown everywhere: calls as numbers one can ring,
//! instants in the viewer's own zone, amounts in line.

use askama::Template;

use super::{Badge, Icon, Tone, prints_itself};

/// A value, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/cell.html")]
pub enum Cell {
    /// Nothing is known; shown as a dash that screen readers skip.
    #[default]
    None,
    Text(String),
    Strong(String),
    Muted(String),
    Link {
        text: String,
        href: String,
    },
    /// `tel` is the dialable form, `text` the readable one.
    Phone {
        text: String,
        tel: String,
    },
    /// `text` is already in the viewer's zone and format; `iso` is for machines.
    Instant {
        iso: String,
        text: String,
    },
    Duration(String),
    Badge {
        tone: Tone,
        text: String,
    },
    /// A drawing that says something, with the words for whoever does not see it.
    Mark {
        icon: Icon,
        text: String,
    },
    /// Several badges, such as tags.
    Badges(Vec<Badge>),
    Number(String),
    /// Two lines: the thing, and a quieter line under it.
    Stack {
        first: String,
        second: String,
    },
    Actions(Vec<RowAction>),
    /// What is done most often, and the rest behind three dots; `about` names the row.
    Menu {
        about: String,
        shown: Vec<RowAction>,
        others: Vec<RowAction>,
    },
}

prints_itself!(Cell, RowAction, MenuAction<'_>);

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn badge(tone: Tone, text: impl Into<String>) -> Self {
        Self::Badge { tone, text: text.into() }
    }

    /// Whether the cell takes no room of its own, so that a card on a small screen may leave its line out.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::None => true,
            Self::Text(text)
            | Self::Strong(text)
            | Self::Muted(text)
            | Self::Duration(text)
            | Self::Number(text) => text.is_empty(),
            Self::Badges(badges) => badges.is_empty(),
            _ => false,
        }
    }
}

/// Something that can be done to a row without opening it, such as "Login as User".
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/row_action.html")]
pub struct RowAction {
    pub label: String,
    /// Names the row for screen readers: "Login as User: Dana Reyes".
    pub about: String,
    pub icon: Icon,
    /// Where it goes, or where it posts to.
    pub href: String,
    /// A change is a form of its own; a link only opens something.
    pub posts: bool,
    /// Fields posted along.
    pub hidden: Vec<(String, String)>,
    /// Opens in a new tab, as a login-as session does.
    pub new_tab: bool,
    /// Leads to a question that has to be answered first.
    pub asks: bool,
}

impl RowAction {
    /// An action that opens a page.
    pub fn link(label: impl Into<String>, icon: Icon, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            about: String::new(),
            icon,
            href: href.into(),
            posts: false,
            hidden: Vec::new(),
            new_tab: false,
            asks: false,
        }
    }

    /// An action that changes something.
    pub fn post(label: impl Into<String>, icon: Icon, action: impl Into<String>) -> Self {
        Self { posts: true, ..Self::link(label, icon, action) }
    }

    /// An action that cannot be taken back: its page asks first, in place where there is JavaScript.
    pub fn ask(label: impl Into<String>, icon: Icon, href: impl Into<String>) -> Self {
        Self { asks: true, ..Self::link(label, icon, href) }
    }

    /// Posts this field along.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// The action as an item of a menu.
    pub const fn item(&self) -> MenuAction<'_> {
        MenuAction { action: self }
    }

    /// Names the row the action is about.
    #[must_use]
    pub fn about(mut self, name: impl Into<String>) -> Self {
        self.about = name.into();
        self
    }
}

/// An action as an item of a menu.
#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/menu_action.html")]
pub struct MenuAction<'a> {
    action: &'a RowAction,
}
