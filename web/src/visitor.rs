//! Somebody who is signed in, at a door.

use std::ops::Deref;
use std::sync::Arc;

use axum::http::header;
use axum::response::Response;
use domain::access::{Granted, Key, Mode, Permission};
use domain::sign_in::SignedIn;
use domain::{House, Read};
use jiff::tz::TimeZone;
use kernel::{Local, PhotoId, Result, TimeZoneName};

use crate::guest::{Guest, read_notice, write_notice};
use crate::ui::{Accounts, Choice, Door, LoginAsBar, MenuItem, Shell, Who, icon};
use crate::{LocalPath, Site, assets, branding, redirect};

/// The one parameter of a page function: the person, the frame of the page, and the house.
#[derive(Clone)]
pub struct Visitor(Arc<Inner>);

pub struct Inner {
    pub site: Site,
    pub door: Door,
    pub who: SignedIn,
    pub guest: Guest,
    /// The clock that the person reads: zone and formats.
    pub local: Local,
}

impl Deref for Visitor {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Visitor {
    pub(crate) fn new(site: Site, door: Door, guest: &Guest, who: SignedIn) -> Self {
        let zone = TimeZoneName::parse(&who.time_zone).map_or(TimeZone::UTC, |zone| zone.rules());
        let local = Local { zone, formats: who.formats };
        Self(Arc::new(Inner { site, door, who, guest: guest.clone(), local }))
    }

    pub fn house(&self) -> &House {
        &self.site.house
    }

    pub async fn read(&self) -> Result<Read> {
        self.site.house.read().await
    }

    pub fn may<P: Permission>(&self) -> Result<Granted<P>> {
        self.who.actor.may::<P>()
    }

    /// Whether a page offers `P`: who only looks in a client's place is offered nothing that would be refused.
    pub fn can<P: Permission>(&self) -> bool {
        self.who.actor.can::<P>() && (P::KEY.only_looks() || self.who.actor.mode() != Mode::View)
    }

    /// Sends the visitor on, to be told there that something was done.
    pub fn done(&self, to: &str, words: &str) -> Response {
        let mut response = redirect(&LocalPath::or(Some(to), "/"));
        response.headers_mut().append(header::SET_COOKIE, write_notice(&self.site, words));
        response
    }

    /// The frame of a page with this title.
    pub fn shell(&self, title: &str) -> Shell {
        let who = &self.who;
        Shell {
            title: title.to_owned(),
            organization: who.organization.name.clone(),
            accent_css_href: branding::href(&who.organization),
            theme: self.guest.theme,
            door: self.door,
            menu: self.menu(),
            who: Some(Who {
                name: who.name.clone(),
                email: who.email.clone(),
                detail: who.role.clone(),
                photo: who.photo.map(|id| self.photo(id)),
                by_link: who.is_by_link(),
            }),
            account: who.account.as_ref().map(|(_, name)| name.clone()),
            accounts: self.accounts(),
            account_key: who
                .account
                .as_ref()
                .filter(|_| !who.places.is_empty())
                .map(|(id, _)| id.to_string()),
            bar: self.bar(),
            flash: self.guest.notice.as_deref().and_then(read_notice),
            live: self.live(),
            asset_version: assets::version().to_owned(),
            path: self.guest.path.clone(),
            ..Shell::default()
        }
    }

    /// Nothing is heard of before an account was chosen.
    fn live(&self) -> Option<String> {
        let stream = if self.door == Door::Console { "/console/live" } else { "/live" };
        self.who.step.is_none().then(|| stream.to_owned())
    }

    /// The other accounts that are open to the person, of whom has several (C-07).
    fn accounts(&self) -> Accounts {
        let here = self.who.account.as_ref().map(|(account, _)| *account);
        let others = self.who.places.iter().filter(|place| place.is_open() && Some(place.account) != here);
        Accounts {
            others: others
                .take(SWITCHED)
                .map(|place| {
                    Choice::new(place.name.as_str(), format!("/accounts/{}/open", place.account), false)
                })
                .collect(),
            all_href: (!self.who.places.is_empty()).then(|| "/accounts".to_owned()),
        }
    }

    /// Where the photo of a person is, at this door.
    pub fn photo(&self, id: PhotoId) -> String {
        let prefix = if self.door == Door::Console { "/console" } else { "" };
        format!("{prefix}/photos/{id}")
    }

    fn bar(&self) -> Option<LoginAsBar> {
        let login_as = self.who.login_as.as_ref()?;
        let left = self.who.ends_at - self.who.now;
        Some(LoginAsBar {
            operator: login_as.operator.clone(),
            subject: self.who.name.clone(),
            account: self.who.account_name().to_owned(),
            viewing: login_as.mode == Mode::View,
            ends_at_iso: self.who.ends_at.to_string(),
            minutes_left: left.as_seconds() / 60,
            exit_action: "/login-as/exit".to_owned(),
        })
    }

    /// The places of this door that the visitor may go to.
    fn menu(&self) -> Vec<MenuItem> {
        let places: &[Place] = match self.door {
            Door::Portal => PORTAL,
            Door::Console => CONSOLE,
            Door::Entrance | Door::Api => &[],
        };
        // Before an account was chosen there is nowhere to go.
        let places = if self.who.step.is_some() { &[] } else { places };
        let here = self.guest.path.split('?').next().unwrap_or_default();
        places
            .iter()
            .filter(|place| place.needs.is_none_or(|key| self.who.actor.grants().reach(key).is_some()))
            .map(|place| MenuItem {
                current: here == place.href
                    || (place.href != "/" && here.starts_with(&format!("{}/", place.href))),
                shortcut: Some(place.keys.to_owned()),
                ..MenuItem::new(place.label, place.href, icon(place.icon))
            })
            .collect()
    }
}

/// More accounts than this are found on the page of all.
const SWITCHED: usize = 12;

struct Place {
    label: &'static str,
    href: &'static str,
    icon: &'static str,
    keys: &'static str,
    needs: Option<Key>,
}

const PORTAL: &[Place] = &[
    Place { label: "Home", href: "/", icon: "home", keys: "g h", needs: None },
    Place { label: "Calls", href: "/calls", icon: "phone", keys: "g c", needs: Some(Key::CallsView) },
    Place {
        label: "Messages",
        href: "/messages",
        icon: "message",
        keys: "g m",
        needs: Some(Key::MessagesView),
    },
    Place {
        label: "Status",
        href: "/status",
        icon: "info-circle",
        keys: "g t",
        needs: Some(Key::StatusView),
    },
    Place {
        label: "On call",
        href: "/on_call",
        icon: "calendar-event",
        keys: "g o",
        needs: Some(Key::OnCallView),
    },
    Place { label: "Tasks", href: "/tasks", icon: "checkbox", keys: "g d", needs: Some(Key::TasksView) },
    Place {
        label: "Resources",
        href: "/resources",
        icon: "file-text",
        keys: "g r",
        needs: Some(Key::ResourcesView),
    },
    Place {
        label: "Announcements",
        href: "/announcements",
        icon: "send",
        keys: "g n",
        needs: Some(Key::AnnouncementsView),
    },
    Place {
        label: "Business page",
        href: "/business-page",
        icon: "world",
        keys: "g b",
        needs: Some(Key::BusinessPageWrite),
    },
    Place { label: "People", href: "/people", icon: "users", keys: "g p", needs: Some(Key::ContactsView) },
    Place { label: "History", href: "/history", icon: "history", keys: "g y", needs: Some(Key::HistoryView) },
    Place { label: "Help", href: "/help", icon: "help-circle", keys: "g e", needs: None },
];

const CONSOLE: &[Place] = &[
    Place {
        label: "Board",
        href: "/console/board",
        icon: "headset",
        keys: "g b",
        needs: Some(Key::AccountsView),
    },
    Place {
        label: "My work",
        href: "/console/work",
        icon: "briefcase",
        keys: "g w",
        needs: Some(Key::AccountsView),
    },
    Place {
        label: "Client Accounts",
        href: "/console/accounts",
        icon: "building",
        keys: "g a",
        needs: Some(Key::AccountsView),
    },
    Place {
        label: "Clients",
        href: "/console/clients",
        icon: "users",
        keys: "g u",
        needs: Some(Key::UsersView),
    },
    Place { label: "Calls", href: "/console/calls", icon: "phone", keys: "g c", needs: Some(Key::CallsView) },
    Place {
        label: "Messages",
        href: "/console/messages",
        icon: "message",
        keys: "g m",
        needs: Some(Key::MessagesView),
    },
    Place {
        label: "Statuses",
        href: "/console/statuses",
        icon: "info-circle",
        keys: "g t",
        needs: Some(Key::StatusView),
    },
    Place {
        label: "On call",
        href: "/console/on_call",
        icon: "calendar-event",
        keys: "g o",
        needs: Some(Key::OnCallView),
    },
    Place {
        label: "Tasks",
        href: "/console/tasks",
        icon: "checkbox",
        keys: "g d",
        needs: Some(Key::TasksView),
    },
    Place {
        label: "Resources",
        href: "/console/resources",
        icon: "file-text",
        keys: "g r",
        needs: Some(Key::ResourcesView),
    },
    Place {
        label: "History",
        href: "/console/history",
        icon: "history",
        keys: "g y",
        needs: Some(Key::HistoryView),
    },
    Place { label: "Settings", href: "/console/settings", icon: "settings", keys: "g s", needs: None },
    Place {
        label: "API keys",
        href: "/console/keys",
        icon: "key",
        keys: "g k",
        needs: Some(Key::KeysManage),
    },
];
