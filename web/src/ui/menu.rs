//! Who is signed in, where they can go, and on whose behalf they are looking.

use super::{Choice, Icon, icon};

/// A place in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    pub label: String,
    pub href: String,
    pub icon: Icon,
    pub current: bool,
    /// The keys that lead there: "g c".
    pub shortcut: Option<String>,
    /// How many things wait there.
    pub count: Option<String>,
    /// The heading that begins with this item.
    pub heading: Option<String>,
}

impl MenuItem {
    pub fn new(label: impl Into<String>, href: impl Into<String>, icon: Icon) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            icon,
            current: false,
            shortcut: None,
            count: None,
            heading: None,
        }
    }
}

impl Default for MenuItem {
    fn default() -> Self {
        Self::new("", "", icon("point"))
    }
}

/// The person signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    pub email: String,
    /// Their role: "Client Admin".
    pub detail: String,
    /// The address of their photo; their initials stand there without one.
    pub photo: Option<String>,
    /// In by a link, and nobody in person: there is no profile.
    pub by_link: bool,
}

impl Who {
    /// One or two letters for the round mark in the top bar.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// The accounts one person may switch between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Each with the address that a change to it is posted to.
    pub others: Vec<Choice>,
    /// Where all of them are listed.
    pub all_href: Option<String>,
}

/// The bar on every page of a login-as session, in a colour nothing else has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoginAsBar {
    pub operator: String,
    pub subject: String,
    pub account: String,
    /// Only looking; otherwise acting.
    pub viewing: bool,
    pub ends_at_iso: String,
    pub minutes_left: i64,
    pub exit_action: String,
}

impl LoginAsBar {
    /// "Viewing Bright Smile Dental as Dana Reyes", in two halves so that the names can stand out.
    pub(super) const fn words(&self) -> (&'static str, &'static str) {
        if self.viewing { ("Viewing", "as") } else { ("Acting in", "as") }
    }
}
