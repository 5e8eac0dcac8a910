//! Text messages: Twilio's API, or any gateway that takes a request by HTTP, described by its administrator.

mod http;
mod twilio;

use domain::delivery::replies::SigningKey;
use domain::notices::{Outcome, Outgoing};
pub use http::{Gateway, Written};
use kernel::Span;
pub use twilio::Twilio;

use crate::way_out::{Answer, Failed};

/// Who carries text messages.
#[derive(Clone)]
pub enum SmsGateway {
    Twilio(Twilio),
    Http(Gateway),
}

impl SmsGateway {
    pub async fn send(&self, outgoing: &Outgoing) -> Outcome {
        match self {
            Self::Twilio(twilio) => twilio.send(outgoing).await,
            Self::Http(gateway) => gateway.send(outgoing).await,
        }
    }

    /// What it signs with what it brings itself, if it does.
    pub fn signing(&self) -> Option<SigningKey> {
        match self {
            Self::Twilio(twilio) => Some(twilio.signing()),
            Self::Http(_) => None,
        }
    }

    /// For people: whom text messages are handed to.
    pub fn described(&self) -> String {
        match self {
            Self::Twilio(twilio) => twilio.described(),
            Self::Http(gateway) => gateway.described(),
        }
    }
}

/// What an answer means for the message. An error inside of the gateway leaves open whether it was taken.
fn judge(answer: Result<Answer, Failed>, said: impl Fn(&str) -> String) -> Outcome {
    match answer {
        Err(Failed::NotSent(why)) => Outcome::Unreachable(why),
        Err(Failed::Unheard(why)) => Outcome::Unheard(why),
        Ok(answer) => {
            let words = format!("{} {}", answer.status, said(&answer.body));
            match answer.status {
                200..=299 => Outcome::Accepted(words),
                // Whoever is not let in, or asks too often, is not let in with the next message either.
                300..=399 | 401 | 402 | 403 | 404 | 405 | 429 | 503 => match answer.retry_after {
                    Some(seconds) => Outcome::Busy(words, Span::seconds(seconds.into())),
                    None => Outcome::Unreachable(words),
                },
                400..=499 => Outcome::Refused(words),
                _ => Outcome::Unheard(words),
            }
        }
    }
}
