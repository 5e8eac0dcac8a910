//! Something to tell one person, and how far it has come.

use kernel::{AccountId, Timestamp, UserId};

use super::LetterKind;

/// What is to be told to whom. It is written only when it is sent, so that nothing in it is out of date then, and
/// so that the token or the code in it never lies in the outbox.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub kind: LetterKind,
    pub channel: Channel,
    /// An email address, or a telephone number in E.164.
    pub to: String,
    /// Whom it is for; the letter is dropped if this person is gone or disabled by then.
    pub user: Option<UserId>,
    pub account: Option<AccountId>,
    /// What the kind needs to know when it writes. Never a secret.
    pub data: serde_json::Value,
    /// After this it would only confuse: it is dropped, never sent late.
    pub ends_at: Option<Timestamp>,
}

/// By which way a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Email,
    Sms,
}

impl Channel {
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Email => "Email",
            Self::Sms => "SMS",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// What has become of a letter so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for its first attempt.
    Queued,
    /// An attempt is being made.
    Sending,
    /// An attempt failed; there will be another.
    Waiting,
    /// The mail server or the gateway has it.
    Sent,
    /// Nobody heard the end of the attempt: it may have arrived. Not tried again by itself.
    Unclear,
    /// Refused for good, or tried for too long.
    Failed,
    /// Not sent: it was too late, replaced, or pointless.
    Dropped,
    /// Waits until somebody releases the outbox.
    Held,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Sending,
        Self::Waiting,
        Self::Sent,
        Self::Unclear,
        Self::Failed,
        Self::Dropped,
        Self::Held,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Unclear => "unclear",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
            Self::Held => "held",
        }
    }

    /// An unknown state is one that nobody acts on.
    pub fn stored(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Unclear)
    }

    /// Whether it may still leave by itself or by a release.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Waiting | Self::Held)
    }
}
