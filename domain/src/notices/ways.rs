//! By which ways letters leave this instance, as far as its pages have to tell.

use super::{Channel, Mailbox};

/// What happens to the letters of a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// They are handed to whom these words name.
    Open(String),
    /// They are kept in the mailbox of a demo or a development instance.
    Mailbox,
    /// They wait until a way is configured.
    #[default]
    Closed,
}

#[derive(Clone, Debug, Default)]
pub struct Ways {
    pub email: Way,
    pub sms: Way,
    pub mailbox: Option<Mailbox>,
}

impl Ways {
    pub const fn of(&self, channel: Channel) -> &Way {
        match channel {
            Channel::Email => &self.email,
            Channel::Sms => &self.sms,
        }
    }
}
