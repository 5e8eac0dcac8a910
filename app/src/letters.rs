//! How letters leave: the mail server, the sender, and the gateway for text messages, as far as they are configured.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use domain::notices::Mailbox;
use kernel::{Error, Result};
use serde::Deserialize;
use worker::{Gateway, MailServer, Post, Sender, SmsGateway, Twilio, Written};

use crate::cli;
use crate::logins;
use crate::settings::read_text;

/// The part of `portico.toml` that is about letters.
#[derive(Clone, Debug, Default)]
pub struct File {
    pub smtp_url: Option<String>,
    pub mail_from: Option<String>,
    pub sms_url: Option<String>,
    pub sms: Option<Sms>,
}

/// A gateway that takes text messages by HTTP: `[sms]` in `portico.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: String,
    /// It is in the own network.
    #[serde(default)]
    private: bool,
}

/// What is configured, checked.
#[derive(Clone)]
pub struct Letters {
    mail: Option<(MailServer, Sender)>,
    sms: Option<SmsGateway>,
}

/// Never prints what may contain a secret.
impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letters")
    }
}

impl Letters {
    /// A flag wins over the environment, that over the file; an address in a file of its own over nothing.
    pub fn read(written: &cli::Letters, file: &File, base_url: &str) -> Result<Self> {
        let smtp = secret(written.smtp_url.as_ref(), written.smtp_url_file.as_deref(), "--smtp-url-file")?;
        let sms = secret(written.sms_url.as_ref(), written.sms_url_file.as_deref(), "--sms-url-file")?;
        let from = written.mail_from.clone().or_else(|| file.mail_from.clone());
        let mail = smtp.or_else(|| file.smtp_url.clone()).map(|url| mail(&url, from.as_deref(), base_url));
        Ok(Self {
            mail: mail.transpose()?,
            sms: match (sms.or_else(|| file.sms_url.clone()), &file.sms) {
                (Some(url), _) => Some(SmsGateway::Twilio(Twilio::parse(&url)?)),
                (None, Some(sms)) => Some(SmsGateway::Http(gateway(sms)?)),
                (None, None) => None,
            },
        })
    }

    /// The ways of this instance. Without a mail server a demo or a development instance keeps letters in a mailbox;
    /// one is of development if its address is on this machine.
    pub fn post(&self, data: &Path, base_url: &str) -> Post {
        let keeps = is_here(base_url) || logins::read(data).is_some();
        Post {
            base_url: base_url.to_owned(),
            mail: self.mail.clone(),
            sms: self.sms.clone(),
            mailbox: keeps.then(|| Mailbox::new(data.join("mailbox"))),
            private_webhooks: false,
            private_recordings: false,
        }
    }
}

pub fn secret(text: Option<&String>, path: Option<&Path>, name: &str) -> Result<Option<String>> {
    match (text, path) {
        (Some(text), _) => Ok(Some(text.clone())),
        (None, Some(path)) => Ok(Some(read_text(path, name)?.trim().to_owned())),
        (None, None) => Ok(None),
    }
}

fn mail(url: &str, from: Option<&str>, base_url: &str) -> Result<(MailServer, Sender)> {
    let from = from.ok_or_else(|| {
        let host = host(base_url);
        Error::invalid("mail_from", format!("say whom letters come from, such as portal@{host}"))
    })?;
    let sender = Sender::parse(from)?;
    Ok((MailServer::parse(url, &sender)?, sender))
}

fn gateway(sms: &Sms) -> Result<Gateway> {
    Gateway::new(Written {
        url: sms.url.clone(),
        headers: sms.headers.clone().into_iter().collect(),
        body: sms.body.clone(),
        private: sms.private,
    })
}

fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(rest, |(host, _)| host)
}

/// Whether an address is on this machine.
fn is_here(base_url: &str) -> bool {
    let host = host(base_url);
    let loopback = host.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback());
    matches!(host, "localhost" | "[::1]") || host.ends_with(".localhost") || loopback
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &cli::Letters) -> Result<Letters> {
        worker::ready_tls();
        Letters::read(written, &File::default(), "https://portal.example.com")
    }

    #[test]
    fn a_bad_value_is_one_readable_line_without_its_secret() {
        let smtp = |url: &str, from: Option<&str>| cli::Letters {
            smtp_url: Some(url.to_owned()),
            mail_from: from.map(str::to_owned),
            ..cli::Letters::default()
        };
        let sms = |url: &str| cli::Letters { sms_url: Some(url.to_owned()), ..cli::Letters::default() };
        for (written, words) in [
            (smtp("smtp://u:hunter2@mail.example.com", None), "portal@portal.example.com"),
            (smtp("imap://u:hunter2@mail.example.com", Some("a@b.co")), "smtp_url"),
            (smtp("smtp://mail.example.com", Some("nobody")), "mail_from"),
            (sms("twilio://AC1:hunter2@api.twilio.com"), "sms_url"),
        ] {
            let Err(error) = read(&written) else { panic!("{words}") };
            let error = error.to_string();
            assert!(error.contains(words) && !error.contains("hunter2") && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn an_instance_on_this_machine_keeps_its_letters_and_a_real_one_does_not() {
        let letters = read(&cli::Letters::default()).unwrap();
        let nowhere = Path::new("/nonexistent");
        for (url, keeps) in [
            ("http://localhost:8080", true),
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080", true),
            ("https://one.localhost", true),
            ("https://portal.example.com", false),
            ("https://localhost.example.com", false),
            ("https://127.0.0.1.example.com", false),
        ] {
            assert_eq!(letters.post(nowhere, url).mailbox.is_some(), keeps, "{url}");
        }
    }
}
