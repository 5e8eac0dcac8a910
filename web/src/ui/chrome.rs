//! The pieces of the frame: top bar, side bar, bottom bar, the login-as bar and the help on keys.
//!
//! They are parts of their own, not text of `layout.html`, because that file is compiled again for every page.

use askama::Template;

use super::{LoginAsBar, MenuItem, Shell, Theme, prints_itself};

/// How many places the bottom bar of a small screen has room for.
const DOCK: usize = 4;

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/head.html")]
pub struct Head<'a> {
    pub(super) shell: &'a Shell,
}

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/top.html")]
pub struct Top<'a> {
    pub(super) shell: &'a Shell,
}

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/side.html")]
pub struct Side<'a> {
    pub(super) shell: &'a Shell,
}

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/dock.html")]
pub struct Dock<'a> {
    pub(super) shell: &'a Shell,
}

impl<'a> Dock<'a> {
    /// The places shown at once; the last place is "More" when there are others.
    fn shown(self) -> &'a [MenuItem] {
        let menu = &self.shell.menu;
        if menu.len() <= DOCK { menu } else { menu.get(..DOCK - 1).unwrap_or_default() }
    }

    fn others(self) -> &'a [MenuItem] {
        self.shell.menu.get(self.shown().len()..).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/help.html")]
pub struct Help<'a> {
    pub(super) shell: &'a Shell,
}

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/viewing.html")]
pub struct Viewing<'a> {
    pub(super) bar: Option<&'a LoginAsBar>,
}

#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/theme.html")]
pub struct ThemeSwitch<'a> {
    pub(super) shell: &'a Shell,
}

prints_itself!(Head<'_>, Top<'_>, Side<'_>, Dock<'_>, Help<'_>, Viewing<'_>, ThemeSwitch<'_>);
