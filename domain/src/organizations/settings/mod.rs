//! What an organization has decided about its portal; what it has not decided is as it ships.

mod clients;
mod configure;
mod formats;
mod history;
mod invitations;
mod login_as;
mod passwords;
mod portal;
mod recordings;
mod secure_link;
mod text_messages;

pub use clients::Clients;
pub use configure::{configure, settings};
pub use history::History;
pub use invitations::{Invitations, Mode as InvitationMode};
pub use login_as::{LoginAs, Reason};
pub use passwords::Passwords;
pub use portal::Portal;
pub use recordings::Recordings;
pub use secure_link::SecureLink;
use serde::{Deserialize, Serialize};
pub use text_messages::TextMessages;

/// A group of decisions for each part of the portal. A name that this version does not know is passed over, so
/// that an older version can still read what a newer one wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub clients: Clients,
    pub passwords: Passwords,
    pub portal: Portal,
    /// How dates and times are written for everybody who has not chosen (C-23).
    #[serde(with = "formats")]
    pub formats: kernel::Formats,
    pub login_as: LoginAs,
    pub secure_link: SecureLink,
    pub invitations: Invitations,
    pub text_messages: TextMessages,
    pub recordings: Recordings,
    pub history: History,
}

impl Settings {
    /// What the database kept. Damaged settings are as they ship, so that nobody is shut out by them; an
    /// administrator who opens them is told.
    pub(crate) fn stored(text: &str) -> Self {
        Self::from_json(text).unwrap_or_default()
    }

    pub(super) fn from_json(text: &str) -> kernel::Result<Self> {
        serde_json::from_str(text).map_err(kernel::Error::bug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_decided_is_as_it_ships_and_the_unknown_is_passed_over() {
        assert_eq!(Settings::from_json("{}").unwrap(), Settings::default());
        let newer = r#"{"portal":{"open":false,"moon":1},"stars":{"many":true}}"#;
        assert!(!Settings::from_json(newer).unwrap().portal.open);
        assert!(Settings::from_json("[").is_err());
    }
}
