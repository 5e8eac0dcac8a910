//! How far an invitation has come: worked out in one place, from what is known of it.

use kernel::Timestamp;

use crate::records::{Choice, Tone};

/// Everything that is known of an invitation.
#[allow(clippy::struct_field_names, reason = "each says when something was")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "each is the moment at which something happened")]
pub struct Facts {
    /// When its letter was put into the outbox; never, while the portal is closed.
    pub queued_at: Option<Timestamp>,
    /// When its link was made, in the moment in which the letter left.
    pub sent_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub accepted_at: Option<Timestamp>,
    /// When the last attempt to deliver it failed.
    pub bounced_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody was invited: the person was given a password, or nothing yet.
    None,
    /// E-12: asked for while the portal is closed, and sent with all others that wait.
    Waiting,
    /// In the outbox.
    Queued,
    /// On its way or with the person, and not used yet.
    Pending,
    Expired,
    Accepted,
    /// It could not be delivered.
    Bounced,
}

/// The states as lists show and filter them.
pub const STATES: &[Choice] = &[
    Choice { value: "none", label: "Not invited", tone: Tone::Neutral },
    Choice { value: "waiting", label: "Pending: portal disabled", tone: Tone::Warning },
    Choice { value: "queued", label: "Being sent", tone: Tone::Info },
    Choice { value: "pending", label: "Pending", tone: Tone::Info },
    Choice { value: "expired", label: "Expired", tone: Tone::Warning },
    Choice { value: "accepted", label: "Accepted", tone: Tone::Good },
    Choice { value: "bounced", label: "Bounced", tone: Tone::Bad },
];

impl State {
    /// The state of an invitation at a time; `None` for the facts if there is none.
    pub fn of(facts: Option<&Facts>, now: Timestamp) -> Self {
        let Some(facts) = facts else { return Self::None };
        match facts {
            Facts { accepted_at: Some(_), .. } => Self::Accepted,
            Facts { bounced_at: Some(_), .. } => Self::Bounced,
            Facts { sent_at: Some(_), ends_at: Some(end), .. } if now >= *end => Self::Expired,
            Facts { sent_at: Some(_), .. } => Self::Pending,
            Facts { queued_at: Some(_), .. } => Self::Queued,
            _ => Self::Waiting,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Queued => "queued",
            Self::Pending => "pending",
            Self::Expired => "expired",
            Self::Accepted => "accepted",
            Self::Bounced => "bounced",
        }
    }

    /// How it is shown.
    pub fn choice(self) -> Choice {
        let known = STATES.iter().find(|choice| choice.value == self.name());
        known.copied().unwrap_or(Choice { value: "none", label: "Not invited", tone: Tone::Neutral })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_follows_from_what_is_known() {
        let at = Timestamp::from_micros;
        let now = at(100);
        let (past, end) = (Some(at(50)), Some(at(101)));
        let waiting = Facts::default();
        let queued = Facts { queued_at: past, ..waiting };
        let sent = Facts { sent_at: past, ends_at: end, ..queued };
        for (facts, state) in [
            (None, State::None),
            (Some(waiting), State::Waiting),
            (Some(queued), State::Queued),
            (Some(sent), State::Pending),
            (Some(Facts { ends_at: Some(at(100)), ..sent }), State::Expired),
            (Some(Facts { bounced_at: past, ..sent }), State::Bounced),
            (Some(Facts { bounced_at: past, ..queued }), State::Bounced),
            // A letter that bounced may have been read all the same.
            (Some(Facts { accepted_at: past, bounced_at: past, ..sent }), State::Accepted),
            (Some(Facts { accepted_at: past, ends_at: Some(at(99)), ..sent }), State::Accepted),
        ] {
            assert_eq!(State::of(facts.as_ref(), now), state, "{facts:?}");
            assert_eq!(state.choice().value, state.name());
        }
    }
}
