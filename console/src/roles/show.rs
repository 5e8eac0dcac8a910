//! One role: what it may do, who holds it, and what was done to it.

use askama::Template;
use domain::access::roles::{self, Holder};
use domain::access::{Key, Kind, RolesManage, Verification};
use domain::records::Total;
use kernel::RoleId;
use web::ui::{Badge, RowAction, Shell, Timeline, Tone, icon};
use web::{Answer, Id, Visitor, page};

use super::reaches::{heading, words};
use super::{below, list, page_of};
use crate::history::timeline;

/// People who are named on the page.
const NAMED: usize = 50;

#[derive(Template)]
#[template(path = "roles/show.html")]
struct RolePage {
    shell: Shell,
    badges: Vec<Badge>,
    description: String,
    /// What it may do: about what, what, and how far.
    may: Vec<(&'static str, &'static str, &'static str)>,
    people: Vec<Holder>,
    how_many: Total,
    actions: Vec<RowAction>,
    history: Option<Timeline>,
}

pub async fn show(visitor: Visitor, Id(id): Id<RoleId>) -> Answer {
    let granted = visitor.may::<RolesManage>()?;
    let mut read = visitor.read().await?;
    let role = roles::find(&mut read, &granted, id).await?;
    let mut badges = vec![match role.kind {
        Kind::PortalUser => Badge::new(Tone::Neutral, "For portal users"),
        Kind::Operator | Kind::System => Badge::new(Tone::Neutral, "For operators"),
    }];
    if role.preset.is_some() {
        badges.push(Badge::new(Tone::Neutral, "Built in"));
    }
    if role.secure {
        badges.push(Badge::new(Tone::Accent, "Clearance: Secure"));
    }
    let mut actions = list::actions(&role);
    if role.kind == Kind::PortalUser {
        let href = format!("{}/verification", page_of(id));
        actions.push(RowAction::link("Verification…", icon("circle-check"), href));
        if role.asks.verification != Verification::None {
            badges.push(Badge::new(Tone::Good, format!("Shows {}", role.asks.verification.what())));
        }
    }
    let factor = if role.asks.second_factor {
        "Do not require a second factor…"
    } else {
        "Require a second factor…"
    };
    actions.push(RowAction::link(factor, icon("shield-lock"), format!("{}/second-factor", page_of(id))));
    if role.asks.second_factor {
        badges.push(Badge::new(Tone::Good, "Second factor required"));
    }
    page(&RolePage {
        shell: below(&visitor, &role.name, None),
        badges,
        may: Key::ALL
            .iter()
            .filter_map(|key| {
                role.grants.reach(*key).map(|reach| (heading(*key), key.meaning(), words(Some(reach))))
            })
            .collect(),
        people: roles::people(&mut read, &granted, id, NAMED).await?,
        how_many: roles::how_many(&mut read, &granted, id).await?,
        actions,
        history: timeline::of_thing(&visitor, &mut read, id.any()).await?,
        description: role.description,
    })
}

impl RolePage {
    fn href(person: &Holder) -> String {
        match person.kind {
            Kind::PortalUser => format!("/console/users/{}", person.id),
            Kind::Operator | Kind::System => format!("/console/operators/{}", person.id),
        }
    }

    const fn more(&self) -> bool {
        self.people.len() == NAMED
    }
}
