//! The frame around every page: whose portal it is, who is signed in, where they can go.

use super::chrome::{Dock, Head, Help, Side, ThemeSwitch, Top, Viewing};
use super::{Accounts, Choice, Flash, LoginAsBar, MenuItem, Who};

/// Everything a layout shows that is not the page itself.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The page's one heading, and the browser tab's name.
    pub title: String,
    pub organization: String,
    /// The organization's colours: `/branding.css?v=…`. Empty for the built-in ones.
    pub accent_css_href: String,
    pub theme: Theme,
    pub door: Door,
    pub menu: Vec<MenuItem>,
    pub who: Option<Who>,
    /// The account being looked at, by name.
    pub account: Option<String>,
    pub accounts: Accounts,
    /// The id of the account, where another window of the browser may go on in another one.
    pub account_key: Option<String>,
    pub bar: Option<LoginAsBar>,
    pub flash: Option<Flash>,
    /// The stream of hints that something changed: `/live`.
    pub live: Option<String>,
    /// Changes when the style sheet or the script does.
    pub asset_version: String,
    /// This page's own path and query, to come back to after changing the theme.
    pub path: String,
    /// The way up: "Calls" above one call.
    pub trail: Vec<Choice>,
    /// Where help is; in the same place on every page.
    pub help_href: Option<String>,
}

/// Which way into the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Door {
    Portal,
    Console,
    /// Before signing in: no menu, one thing to do.
    #[default]
    Entrance,
    /// Other programs: it has no pages, and stands in the printed table of routes.
    Api,
}

/// Light, dark, or whatever the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    /// The value of the cookie, the form and the page's `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::System => "System",
        }
    }

    /// Reads a cookie; anything unknown is `System`.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or_default()
    }
}

impl Shell {
    /// The browser tab's name; it says first when one is looking as somebody else.
    pub fn page_title(&self) -> String {
        let page = match (self.title.is_empty(), self.organization.is_empty()) {
            (false, false) => format!("{} · {}", self.title, self.organization),
            (true, _) => self.organization.clone(),
            (false, true) => self.title.clone(),
        };
        match &self.bar {
            Some(bar) => format!("{} {} – {page}", bar.words().0, bar.account),
            None => page,
        }
    }

    /// The address of a built asset, such as `app.css`.
    pub fn asset(&self, name: &str) -> String {
        format!("/assets/{name}?v={}", self.asset_version)
    }

    /// What stands before the addresses that every door has for itself: one's profile, the way out.
    pub const fn prefix(&self) -> &'static str {
        match self.door {
            Door::Console => "/console",
            _ => "",
        }
    }

    pub const fn door_class(&self) -> &'static str {
        match self.door {
            Door::Portal => "door-portal",
            Door::Console => "door-console",
            Door::Entrance | Door::Api => "door-entrance",
        }
    }

    pub const fn head(&self) -> Head<'_> {
        Head { shell: self }
    }

    pub const fn top(&self) -> Top<'_> {
        Top { shell: self }
    }

    pub const fn side(&self) -> Side<'_> {
        Side { shell: self }
    }

    pub const fn dock(&self) -> Dock<'_> {
        Dock { shell: self }
    }

    pub const fn theme_switch(&self) -> ThemeSwitch<'_> {
        ThemeSwitch { shell: self }
    }

    pub const fn help(&self) -> Help<'_> {
        Help { shell: self }
    }

    pub fn viewing(&self) -> Viewing<'_> {
        Viewing { bar: self.bar.as_ref() }
    }

    /// The mark of an organization without a logo.
    pub fn mark(&self) -> String {
        self.organization.chars().next().into_iter().flat_map(char::to_uppercase).collect()
    }
}
