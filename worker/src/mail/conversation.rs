//! The conversation with the mail server. What it says decides what becomes of the letter: whatever goes wrong before
//! the letter is named is the server's affair, and other letters need not be tried either.

use std::time::Duration;

use domain::notices::{Outcome, Outgoing};
use lettre::message::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::message::message;
use super::server::{MailServer, Sender, Tls};

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// For all of one letter; shorter than the outbox allows for an attempt.
const ALL_WITHIN: Duration = Duration::from_secs(25);
const GOODBYE_WITHIN: Duration = Duration::from_secs(2);

/// Letters are handed over one after the other on one connection, until there are no more.
pub struct Conversation<'a> {
    server: &'a MailServer,
    sender: &'a Sender,
    line: Option<AsyncSmtpConnection>,
}

/// How far the letter had come when something went wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing of it was said yet.
    Before,
    /// It was named, and is not the server's yet.
    Named,
    /// It was handed over; only the answer is missing.
    Handed,
}

/// What went wrong.
enum Trouble {
    Server(Error),
    /// The address has letters that this server cannot write.
    Address,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Server(error)
    }
}

impl<'a> Conversation<'a> {
    pub const fn new(server: &'a MailServer, sender: &'a Sender) -> Self {
        Self { server, sender, line: None }
    }

    pub async fn send(&mut self, outgoing: &Outgoing) -> Outcome {
        let mail = match message(outgoing, self.sender) {
            Ok(mail) => mail,
            Err(why) => return Outcome::Refused(why),
        };
        let mut stage = Stage::Before;
        match timeout(ALL_WITHIN, self.hand_over(&mail, &mut stage)).await {
            Ok(Ok(response)) => Outcome::Accepted(words(&response)),
            Ok(Err(trouble)) => judge(stage, &trouble),
            Err(_) if stage == Stage::Handed => unheard(),
            Err(_) => Outcome::Unreachable("The mail server did not answer in time.".to_owned()),
        }
    }

    async fn hand_over(&mut self, mail: &Message, stage: &mut Stage) -> Result<Response, Trouble> {
        // A server may have closed the line after the letter before: it is asked once more on a new one.
        let mut line = match self.still_open().await {
            Some(line) => line,
            None => self.connect().await?,
        };
        let (envelope, bytes) = (mail.envelope(), mail.formatted());
        let mut parameters = Vec::new();
        let mut addresses = envelope.to().iter().chain(envelope.from());
        if addresses.any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
            if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
                self.line = Some(line);
                return Err(Trouble::Address);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if line.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        line.command(Mail::new(envelope.from().cloned(), parameters)).await?;
        *stage = Stage::Named;
        for to in envelope.to() {
            line.command(Rcpt::new(to.clone(), Vec::new())).await?;
        }
        line.command(Data).await?;
        *stage = Stage::Handed;
        let response = line.message(&bytes).await?;
        self.line = Some(line);
        Ok(response)
    }

    async fn still_open(&mut self) -> Option<AsyncSmtpConnection> {
        let mut line = self.line.take()?;
        line.test_connected().await.then_some(line)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let MailServer { host, port, tls, credentials, hello } = self.server;
        let secrets = match tls {
            Tls::None => None,
            Tls::Required | Tls::Implicit => Some(TlsParameters::new(host.clone())?),
        };
        let at_once = secrets.clone().filter(|_| *tls == Tls::Implicit);
        let address = (host.as_str(), *port);
        let mut line =
            AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT_WITHIN), hello, at_once, None).await?;
        if let (Tls::Required, Some(secrets)) = (tls, secrets) {
            line.starttls(secrets, hello).await?;
        }
        if let Some(credentials) = credentials {
            line.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(line)
    }

    /// Says goodbye, as one does.
    pub async fn end(mut self) {
        if let Some(mut line) = self.line.take() {
            drop(timeout(GOODBYE_WITHIN, line.quit()).await);
        }
    }
}

fn judge(stage: Stage, trouble: &Trouble) -> Outcome {
    let Trouble::Server(error) = trouble else {
        return Outcome::Refused(
            "The mail server cannot write to this address (it does not know SMTPUTF8).".to_owned(),
        );
    };
    let said = spoken(error);
    match (stage, error.status().map(u16::from)) {
        (Stage::Handed, None) => unheard(),
        (Stage::Before, _) | (_, None | Some(421)) => Outcome::Unreachable(said),
        (_, Some(500..)) => Outcome::Refused(said),
        (_, Some(_)) => Outcome::Later(said),
    }
}

fn unheard() -> Outcome {
    Outcome::Unheard("The mail server did not say whether it took it.".to_owned())
}

fn words(response: &Response) -> String {
    let text: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), text.join(" "))
}

/// The error with its reasons. None of them contains what was sent.
fn spoken(error: &Error) -> String {
    let mut text = error.to_string();
    let mut reason = std::error::Error::source(error);
    while let Some(next) = reason {
        let words = next.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        reason = next.source();
    }
    text
}
