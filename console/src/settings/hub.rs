//! The page of all settings: each part of the portal with what can be decided about it.

use askama::Template;
use domain::access::Key;
use web::find::Hit;
use web::ui::{Icon, Shell, icon};
use web::{Answer, Visitor, page};

/// A page of settings: what it is called, where it is, what one does there, and who may.
struct Place {
    label: &'static str,
    href: &'static str,
    icon: &'static str,
    about: &'static str,
    needs: Key,
}

impl Place {
    const fn drawing(&self) -> Icon {
        icon(self.icon)
    }
}

/// In the order of the page.
const GROUPS: &[(&str, &[Place])] = &[
    (
        "Client",
        &[
            Place {
                label: "Portal Access",
                href: "/console/settings/client/portal-access",
                icon: "users",
                about: "Who of the clients may sign in: add, invite, change and delete portal users.",
                needs: Key::UsersView,
            },
            Place {
                label: "Invitations",
                href: "/console/settings/client/invitations",
                icon: "send",
                about: "How portal users are told that they have access.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Plans",
                href: "/console/settings/plans",
                icon: "receipt",
                about: "What you offer your clients, and how many portal users an account may have.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Onboarding",
                href: "/console/settings/onboarding",
                icon: "checkbox",
                about: "The checklist that new clients go through, and what completes its steps.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Portal",
                href: "/console/settings/portal",
                icon: "world",
                about: "Open or close the clients' portal.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Recordings",
                href: "/console/settings/recordings",
                icon: "microphone",
                about: "Whether recordings of calls are kept, how large they may be, and for how long.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Secure login link",
                href: "/console/settings/secure-link",
                icon: "link",
                about: "By which a client without a login opens the portal.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Client users",
                href: "/console/settings/clients",
                icon: "user-check",
                about: "Whether client admins run them, and whether one person can have several accounts.",
                needs: Key::SettingsEdit,
            },
        ],
    ),
    (
        "People",
        &[
            Place {
                label: "Operators",
                href: "/console/operators",
                icon: "headset",
                about: "Who works in this console: add, disable and delete operators, and give them roles.",
                needs: Key::OperatorsManage,
            },
            Place {
                label: "Roles",
                href: "/console/roles",
                icon: "shield",
                about: "What operators and portal users may do, and how far.",
                needs: Key::RolesManage,
            },
            Place {
                label: "Webhooks",
                href: "/console/settings/webhooks",
                icon: "webhook",
                about: "Other systems that are told what happens here, as it happens.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "History",
                href: "/console/settings/history",
                icon: "history",
                about: "How long it is kept what was done in accounts and about people.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Login as",
                href: "/console/settings/login-as",
                icon: "login",
                about: "How long operators may be in a client's place, and whether they say why.",
                needs: Key::SettingsEdit,
            },
        ],
    ),
    (
        "Mail and text messages",
        &[
            Place {
                label: "Letters",
                href: "/console/settings/letters",
                icon: "edit",
                about: "What invitations, links and notices say.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Text messages",
                href: "/console/settings/text-messages",
                icon: "phone",
                about: "Where codes by text message go, and how many in a day.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Replies",
                href: "/console/settings/replies",
                icon: "message",
                about: "Whether people acknowledge by replying to a text message.",
                needs: Key::SettingsEdit,
            },
            Place {
                label: "Outbox",
                href: "/console/settings/outbox",
                icon: "send",
                about: "What was sent, what was not, and why.",
                needs: Key::OutboxView,
            },
            Place {
                label: "Mailbox",
                href: MAILBOX,
                icon: "mail",
                about: "What this instance would have sent.",
                needs: Key::SettingsEdit,
            },
        ],
    ),
    (
        "Organization",
        &[Place {
            label: "Dates and times",
            href: "/console/settings/formats",
            icon: "calendar",
            about: "How they are written for everybody who has not chosen otherwise.",
            needs: Key::SettingsEdit,
        }],
    ),
    (
        "Signing in",
        &[Place {
            label: "Passwords",
            href: "/console/settings/passwords",
            icon: "key",
            about: "How long passwords are that people choose.",
            needs: Key::SettingsEdit,
        }],
    ),
];

/// Only an instance that sends nothing has one.
const MAILBOX: &str = "/console/settings/mailbox";

struct Group {
    title: &'static str,
    places: Vec<&'static Place>,
}

#[derive(Template)]
#[template(path = "settings/hub.html")]
struct HubPage {
    shell: Shell,
    groups: Vec<Group>,
}

/// Shows what the operator may decide or look at; everything else is not mentioned.
pub async fn show(visitor: Visitor) -> Answer {
    let groups = GROUPS
        .iter()
        .map(|(title, places)| Group {
            title,
            places: places.iter().filter(|place| may(&visitor, place)).collect(),
        })
        .filter(|group| !group.places.is_empty())
        .collect();
    page(&HubPage { shell: visitor.shell("Settings"), groups })
}

fn may(visitor: &Visitor, place: &Place) -> bool {
    let mailbox = visitor.site.settings.ways.mailbox.is_some();
    visitor.who.actor.grants().reach(place.needs).is_some() && (mailbox || place.href != MAILBOX)
}

/// The same pages for the box that finds everything.
pub fn places(visitor: &Visitor) -> Vec<Hit> {
    let places = GROUPS.iter().flat_map(|(_, places)| *places).filter(|place| may(visitor, place));
    places.map(|place| Hit::new(place.icon, place.label, place.href)).collect()
}
