//! The mail server that letters are handed to, as the administrator has written it.

use std::fmt;

use kernel::{Email, Error, Result};
use lettre::Address;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use url::Url;

/// Whether the conversation is hidden from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: for a server on this machine.
    None,
    /// After STARTTLS, without which nothing is said.
    Required,
    /// From the first byte.
    Implicit,
}

/// `smtp://user:password@host:587?tls=required`, checked.
#[derive(Clone)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub credentials: Option<Credentials>,
    pub hello: ClientId,
}

/// Never prints the password.
impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl MailServer {
    /// Reads the address. It may contain a password: no error repeats it.
    pub fn parse(text: &str, from: &Sender) -> Result<Self> {
        let wrong = |why: &str| Error::invalid("smtp_url", why.to_owned());
        let url = Url::parse(text.trim())
            .map_err(|_| wrong("write it as smtp://user:password@host:587?tls=required"))?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| wrong("it names no host"))?.trim_matches(['[', ']']).to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(wrong("nothing follows the host but ?tls=…"));
        }
        let mut asked = None;
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("tls", "none") => asked = Some(Tls::None),
                ("tls", "required") => asked = Some(Tls::Required),
                ("tls", "implicit") => asked = Some(Tls::Implicit),
                _ => {
                    return Err(wrong(
                        "after the question mark stands tls=required, tls=implicit or tls=none",
                    ));
                }
            }
        }
        let here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        let tls = match (url.scheme(), asked) {
            ("smtps", None | Some(Tls::Implicit)) => Tls::Implicit,
            ("smtp", Some(tls)) => tls,
            ("smtp", None) if here => Tls::None,
            ("smtp", None) => Tls::Required,
            _ => return Err(wrong("write it as smtp://… or smtps://…")),
        };
        let port = url.port().unwrap_or(match tls {
            Tls::None => 25,
            Tls::Required => 587,
            Tls::Implicit => 465,
        });
        let plain = |text: &str| {
            percent_decode(text)
                .ok_or_else(|| wrong("the user or the password is not well written (use %40 for @)"))
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => {
                Some(Credentials::new(plain(user)?, plain(password)?))
            }
            _ => return Err(wrong("a user needs a password, and a password a user")),
        };
        if credentials.is_some() && tls == Tls::None && !here {
            return Err(wrong("a password would be read by others on its way without TLS: use tls=required"));
        }
        Ok(Self { host, port, tls, credentials, hello: ClientId::Domain(from.domain().to_owned()) })
    }
}

/// `%40` as `@`; none if it is no text.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Who letters come from: `portal@example.com`, or `Harborline <portal@example.com>`.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Shown instead of the organization's name, if it is written.
    pub name: Option<String>,
    pub address: Address,
}

impl Sender {
    pub fn parse(text: &str) -> Result<Self> {
        let wrong =
            || Error::invalid("mail_from", "write it as portal@example.com or Name <portal@example.com>");
        let text = kernel::text::line(text, 400).map_err(|_| wrong())?;
        let (name, address) = match text.strip_suffix('>').and_then(|text| text.split_once('<')) {
            Some((name, address)) => (Some(name.trim().trim_matches('"').to_owned()), address),
            None => (None, text.as_str()),
        };
        let email = Email::parse(address).map_err(|_| wrong())?;
        let address = email.as_str().parse().map_err(|_| wrong())?;
        Ok(Self { name: name.filter(|name| !name.is_empty()), address })
    }

    pub fn domain(&self) -> &str {
        self.address.domain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<MailServer> {
        MailServer::parse(text, &Sender::parse("portal@example.com").unwrap())
    }

    #[test]
    fn a_server_is_read_with_its_port_its_tls_and_its_password() {
        for (text, port, tls, login) in [
            ("smtp://localhost", 25, Tls::None, false),
            ("smtp://127.0.0.1:2525", 2525, Tls::None, false),
            ("smtp://mail.example.com", 587, Tls::Required, false),
            ("smtp://u:p%40w@mail.example.com:2587?tls=required", 2587, Tls::Required, true),
            ("smtps://u:pw@mail.example.com", 465, Tls::Implicit, true),
            ("smtp://relay.example.com:25?tls=none", 25, Tls::None, false),
        ] {
            let server = read(text).unwrap();
            assert_eq!((server.port, server.tls, server.credentials.is_some()), (port, tls, login), "{text}");
        }
    }

    #[test]
    fn a_bad_server_is_one_line_without_the_password() {
        for text in [
            "",
            "mail.example.com",
            "http://u:hunter2@mail.example.com",
            "smtp://u:hunter2@mail.example.com?tls=none",
            "smtp://u:hunter2@mail.example.com?tls=maybe",
            "smtp://u:hunter2@mail.example.com/inbox",
            "smtp://:hunter2@mail.example.com",
            "smtp://u:hunter2%zz@mail.example.com",
            "smtp://",
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with("smtp_url: ") && !error.contains('\n'), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        assert_eq!(Sender::parse("portal@example.com").unwrap().name, None);
        let named = Sender::parse("\"Harborline, Inc.\" <portal@example.com>").unwrap();
        assert_eq!(named.name.as_deref(), Some("Harborline, Inc."));
        assert_eq!(named.domain(), "example.com");
        for bad in ["", "portal", "a@b.co, c@d.ef", "x <a@b.co>\r\nBcc: c@d.ef", "<>"] {
            assert!(Sender::parse(bad).is_err(), "{bad}");
        }
    }
}
