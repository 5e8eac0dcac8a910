//! The ways by which letters leave this instance, as its administrator has configured them.

use domain::notices::{Channel, Mailbox, Outcome, Outgoing, Way, Ways};

use crate::mail::{Conversation, MailServer, Sender};
use crate::sms::SmsGateway;

/// Everything that is needed to send letters.
#[derive(Clone)]
pub struct Post {
    /// What all links begin with, unless the organization has a host of its own.
    pub base_url: String,
    pub mail: Option<(MailServer, Sender)>,
    pub sms: Option<SmsGateway>,
    /// Where letters are kept that have no other way: in a demo, and while Portico is developed.
    pub mailbox: Option<Mailbox>,
    /// Webhooks may lead into the own network, because the server's administrator says so.
    pub private_webhooks: bool,
    /// Recordings may be fetched from the own network, for the same reason.
    pub private_recordings: bool,
}

impl Post {
    /// The same for the pages that tell of it.
    pub fn ways(&self) -> Ways {
        let or_mailbox = |open: Option<String>| match (open, &self.mailbox) {
            (Some(words), _) => Way::Open(words),
            (None, Some(_)) => Way::Mailbox,
            (None, None) => Way::Closed,
        };
        let mail = self.mail.as_ref().map(|(server, sender)| format!("{server}, as {}", sender.address));
        Ways {
            email: or_mailbox(mail),
            sms: or_mailbox(self.sms.as_ref().map(SmsGateway::described)),
            mailbox: self.mailbox.clone(),
        }
    }

    /// Somebody who carries letters of this channel, one after the other; nobody if there is no way.
    pub(crate) fn carrier(&self, channel: Channel) -> Option<Carrier<'_>> {
        match (channel, &self.mail, &self.sms, &self.mailbox) {
            (Channel::Email, Some((server, sender)), ..) => {
                Some(Carrier::Mail(Conversation::new(server, sender)))
            }
            (Channel::Sms, _, Some(gateway), _) => Some(Carrier::Sms(gateway)),
            (.., Some(mailbox)) => Some(Carrier::Mailbox(mailbox)),
            (.., None) => None,
        }
    }
}

#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each channel, for as long as the process lives"
)]
pub(crate) enum Carrier<'a> {
    Mail(Conversation<'a>),
    Sms(&'a SmsGateway),
    Mailbox(&'a Mailbox),
}

impl Carrier<'_> {
    pub async fn send(&mut self, outgoing: &Outgoing) -> Outcome {
        match self {
            Self::Mail(conversation) => conversation.send(outgoing).await,
            Self::Sms(gateway) => gateway.send(outgoing).await,
            Self::Mailbox(mailbox) => match mailbox.keep(outgoing) {
                Ok(()) => Outcome::Accepted("Kept in the mailbox of this instance.".to_owned()),
                Err(error) => Outcome::Unreachable(error.to_string()),
            },
        }
    }

    pub async fn end(self) {
        if let Self::Mail(conversation) = self {
            conversation.end().await;
        }
    }
}
