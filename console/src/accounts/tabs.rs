//! What is above every page of an account: its state, its UID, and the pages that it has.

use domain::accounts::Account;
use web::ui::{Badge, RecordId, Tab, Tabs, Tone};

use super::page_of;

/// A page of an account of its own address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Overview,
    Activity,
    Onboarding,
    Sites,
    Subscription,
    /// What was done in it.
    History,
    /// Who comes in at all.
    Account,
    /// Of templates only: which accounts came from it.
    Made,
}

impl Place {
    const OF_ACCOUNTS: &[Self] = &[
        Self::Overview,
        Self::Activity,
        Self::Onboarding,
        Self::Sites,
        Self::Subscription,
        Self::History,
        Self::Account,
    ];
    const OF_TEMPLATES: &[Self] = &[Self::Overview, Self::Made, Self::Subscription];

    const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Activity => "Activity",
            Self::Onboarding => "Onboarding",
            Self::Sites => "Sites",
            Self::Subscription => "Subscription",
            Self::History => "History",
            Self::Account => "Account",
            Self::Made => "Made from it",
        }
    }

    fn href(self, account: &Account) -> String {
        let here = page_of(account.id);
        match self {
            Self::Overview => here,
            Self::Activity => format!("{here}/activity"),
            Self::Onboarding => format!("{here}/onboarding"),
            Self::Sites => format!("{here}/sites"),
            Self::Subscription => format!("{here}/subscription"),
            Self::History => format!("{here}/history"),
            Self::Account => format!("{here}/account"),
            Self::Made => format!("{here}/made"),
        }
    }
}

/// The head of an account's page, as its template prints it.
pub struct Head {
    pub badge: Badge,
    /// “Secure”, if it is.
    pub secure: Option<Badge>,
    pub uid: RecordId,
    pub tabs: Tabs,
}

pub fn head(account: &Account, here: Place) -> Head {
    let places = if account.template { Place::OF_TEMPLATES } else { Place::OF_ACCOUNTS };
    let tab = |place: Place| Tab {
        label: place.label().to_owned(),
        href: place.href(account),
        current: place == here,
        count: None,
    };
    Head {
        badge: badge(account),
        secure: account.secure.then(|| Badge::new(Tone::Accent, "Secure")),
        uid: RecordId(account.id.to_string()),
        tabs: Tabs { label: account.name.clone(), items: places.iter().copied().map(tab).collect() },
    }
}

pub fn badge(account: &Account) -> Badge {
    if account.template {
        return Badge::new(Tone::Accent, "Template");
    }
    match (account.is_locked(), account.in_setup) {
        (true, _) => Badge::new(Tone::Danger, "Locked"),
        (false, true) => Badge::new(Tone::Warning, "In setup"),
        (false, false) => Badge::new(Tone::Good, "Active"),
    }
}
