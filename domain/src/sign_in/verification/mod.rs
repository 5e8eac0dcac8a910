//! Showing that an email address or a telephone number is one's own, before anything opens (S0-32, S0-33, C-17).

mod ask;
mod codes;
mod confirm;

pub(crate) use ask::allow_code;
pub use ask::{Pending, ask, pending};
pub(super) use codes::sweep;
pub(crate) use codes::{DIGITS, LASTS, TRIES, forget, mint};
pub use confirm::confirm;

use crate::access::Verification;
use crate::notices::Channel;

/// What a person has shown so far, and what is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub asked: Verification,
    pub email: bool,
    pub phone: bool,
    /// The person's number, shown or not; empty if there is none.
    pub number: String,
}

impl Shown {
    pub const fn is_enough(&self) -> bool {
        self.asked.is_met(self.email, self.phone)
    }

    /// Whether a code may be asked for by this way.
    pub const fn wants(&self, way: Channel) -> bool {
        match way {
            Channel::Email => self.asked.wants_email(self.email, self.phone),
            Channel::Sms => self.asked.wants_phone(self.email, self.phone),
        }
    }
}
