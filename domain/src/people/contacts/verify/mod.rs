//! Showing that an address or a number of a contact reaches the person: a code is sent there, the person reads it out, and
//! whoever edits the contact enters it; or an operator vouches for it (S0-09).

mod ask;
mod code;
mod confirm;
mod kept;

pub use ask::{ask, waits_for};
pub(crate) use code::{business, mint, sweep};
pub use confirm::{confirm, vouch};
pub use kept::{Verified, of_contact};
pub(super) use kept::{forget, keep_only, move_to};

use kernel::{Email, Error, Phone, Result};

use super::ContactDetails;
use super::list::Contact;
use crate::notices::Channel;

/// An address or a number of a contact, as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub channel: Channel,
    pub value: String,
}

impl Known {
    /// The one that is written here, if the contact has it.
    fn of(contact: &Contact, written: &str) -> Result<Self> {
        let written = written.trim();
        let mut known = of_contact_itself(contact).into_iter();
        let same = |one: &Self| match one.channel {
            Channel::Email => Email::parse(written).is_ok_and(|email| email.folded() == one.value),
            Channel::Sms => one.value == written,
        };
        known.find(same).ok_or_else(|| {
            Error::invalid("to", "Choose an address or a number of this contact, as it is written there.")
        })
    }
}

/// What a code can be sent to: an extension gets no text message.
fn of_contact_itself(contact: &Contact) -> Vec<Known> {
    let emails = contact.emails.iter().filter_map(|way| Email::parse(&way.to).ok());
    let phones = contact.phones.iter().filter(|way| Phone::parse(&way.to, "").is_ok());
    known(emails.map(|email| email.folded()), phones.map(|way| way.to.clone()))
}

fn of_details(details: &ContactDetails) -> Vec<Known> {
    let emails = details.emails.iter().map(|way| way.to.folded());
    known(emails, details.phones.iter().map(|way| way.to.to_string()))
}

fn known(emails: impl Iterator<Item = String>, phones: impl Iterator<Item = String>) -> Vec<Known> {
    let emails = emails.map(|value| Known { channel: Channel::Email, value });
    emails.chain(phones.map(|value| Known { channel: Channel::Sms, value })).collect()
}
