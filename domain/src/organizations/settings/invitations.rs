//! How portal users are told that they have access (C-04).

use serde::{Deserialize, Serialize};

/// By which way access is told as it ships: Portico sends an invitation with a link to set one's own password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invitations {
    pub mode: Mode,
    /// An invitation may go to a telephone number as well.
    pub by_sms: bool,
    /// An invitation by mail brings a temporary password, which opens the page on which another one is chosen, once
    /// (C-05).
    pub include_password: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Portico sends an invitation.
    #[default]
    Automatic,
    /// The operator is shown a text and passes it on.
    Manual,
    /// The operator is asked each time.
    Ask,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Automatic, Self::Manual, Self::Ask];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Manual => "manual",
            Self::Ask => "ask",
        }
    }
}
