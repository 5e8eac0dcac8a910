//! The recipients' end: what the worker would send is delivered at once, and can be read.

use domain::notices::{self, Channel, LetterKind, Outcome, Outgoing};
use kernel::OrgId;

use crate::Stage;

/// Where links of letters lead, unless the organization has a host of its own.
const BASE_URL: &str = "http://portal.test";

/// A letter that has arrived.
#[derive(Clone, Debug)]
pub struct Delivered {
    pub org: OrgId,
    pub kind: LetterKind,
    pub channel: Channel,
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Delivered {
    /// The path of the first link, as `/invitation/…`; the journey fails if there is none.
    pub fn link(&self) -> String {
        let url = self.url();
        let host = url.find("://").map_or(0, |at| at + 3);
        url.get(host..).and_then(|rest| rest.find('/').map(|at| rest[at..].to_owned())).unwrap_or_default()
    }

    /// The first link as it stands in the text.
    pub fn url(&self) -> String {
        let word = self.text.split_whitespace().find(|word| word.starts_with("http"));
        word.unwrap_or_else(|| panic!("no link in: {}", self.text)).to_owned()
    }

    /// The first run of six digits or more, as in a code.
    pub fn code(&self) -> String {
        let mut runs = self.text.split(|c: char| !c.is_ascii_digit());
        runs.find(|run| run.len() >= 6).unwrap_or_else(|| panic!("no code in: {}", self.text)).to_owned()
    }
}

impl From<Outgoing> for Delivered {
    fn from(outgoing: Outgoing) -> Self {
        Self {
            org: outgoing.org,
            kind: outgoing.kind,
            channel: outgoing.channel,
            to: outgoing.to,
            subject: outgoing.subject,
            text: outgoing.text,
        }
    }
}

impl Stage {
    /// Delivers everything that is due, as the worker does with a mail server that takes all of it.
    pub async fn deliver(&self) -> Vec<Delivered> {
        notices::drop_ended(&self.house).await.expect("what is too late is dropped");
        let mut delivered = Vec::new();
        for channel in Channel::ALL {
            while let Some(outgoing) =
                notices::take(&self.house, channel, BASE_URL).await.expect("the outbox can be read")
            {
                let accepted = Outcome::Accepted("taken".to_owned());
                assert!(notices::settle(&self.house, &outgoing, accepted).await.expect("it is settled"));
                delivered.push(outgoing.into());
            }
        }
        delivered
    }

    /// Delivers everything, of which there must be one letter.
    pub async fn deliver_one(&self) -> Delivered {
        let mut delivered = self.deliver().await;
        assert_eq!(delivered.len(), 1, "{delivered:?}");
        delivered.remove(0)
    }
}
