//! A letter as a mail: its headers, its text, and the same text as HTML.

use std::time::{Duration, SystemTime};

use domain::notices::Outgoing;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};

use super::html::html;
use super::server::Sender;

/// Says to other machines that nobody needs to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// What a mail is called. Each attempt has the same name, so that one that comes twice is seen to be one. A letter with
/// a link or a code has another at each attempt: of two only the later one opens anything, and whoever keeps one mail of
/// each name keeps the earlier one (decision 0025).
fn called(outgoing: &Outgoing, sender: &Sender) -> String {
    let (id, domain) = (outgoing.id, sender.domain());
    match outgoing.attempt {
        attempt @ 2.. if outgoing.kind.shape().newest_only => format!("<{id}.{attempt}@{domain}>"),
        _ => format!("<{id}@{domain}>"),
    }
}

/// The mail of a letter.
pub fn message(outgoing: &Outgoing, sender: &Sender) -> Result<Message, String> {
    let to: lettre::Address =
        outgoing.to.parse().map_err(|_| "This address cannot be written to.".to_owned())?;
    let name = sender.name.clone().unwrap_or_else(|| outgoing.from.clone());
    let since = Duration::from_micros(u64::try_from(outgoing.at.micros()).unwrap_or(0));
    Message::builder()
        .from(Mailbox::new(Some(name), sender.address.clone()))
        .to(Mailbox::new(None, to))
        .subject(outgoing.subject.as_str())
        .message_id(Some(called(outgoing, sender)))
        .date(SystemTime::UNIX_EPOCH + since)
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(
            outgoing.text.clone(),
            html(&outgoing.text, &outgoing.address),
        ))
        .map_err(|error| error.to_string())
}
