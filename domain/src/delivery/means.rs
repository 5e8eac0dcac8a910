//! By which means somebody is asked: a letter by email or SMS, or a post to a system of the client's.

use crate::notices::Channel;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    Email,
    Sms,
    /// The system of the account's plan, which passes it on.
    Webhook,
}

impl Means {
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Webhook];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Webhook => "webhook",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Email => "Email",
            Self::Sms => "SMS",
            Self::Webhook => "Webhook",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.name() == name)
    }

    /// How its letter goes through the outbox; none for what is no letter.
    pub const fn channel(self) -> Option<Channel> {
        match self {
            Self::Email => Some(Channel::Email),
            Self::Sms => Some(Channel::Sms),
            Self::Webhook => None,
        }
    }
}
