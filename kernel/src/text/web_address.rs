//! The address of a website that a person may be led to.

use std::fmt;

use super::TextError;

/// `https://host/path` or `http://host/path`, without a user, a password or anything that could be mistaken for
/// another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    pub const MAX: usize = 200;

    /// `www.example.com` is taken for `https://www.example.com`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let wrong = || TextError("Enter a web address such as https://www.example.com.".to_owned());
        let text = text.trim();
        let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let rest = ["https://", "http://"].iter().find_map(|scheme| {
            text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme))?;
            text.get(scheme.len()..)
        });
        let rest = rest.ok_or_else(wrong)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let name = host.split_once(':').map_or(host, |(name, _)| name);
        let port_is_fine = host.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok());
        let host_is_fine = name.contains('.')
            && port_is_fine
            && name.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        let clean = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c);
        if !host_is_fine || !text.chars().all(clean) {
            return Err(wrong());
        }
        if text.len() > Self::MAX {
            return Err(TextError(format!("A web address has at most {} characters.", Self::MAX)));
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_address_leads_to_a_host_by_http_and_nowhere_else() {
        for (written, kept) in [
            ("https://www.example.com", Some("https://www.example.com")),
            (" www.example.com/a?b=c#d ", Some("https://www.example.com/a?b=c#d")),
            ("http://example.com:8080/", Some("http://example.com:8080/")),
            ("HTTPS://Example.com", Some("HTTPS://Example.com")),
            ("", None),
            ("example", None),
            ("javascript:alert(1)", None),
            ("javascript://example.com/%0aalert(1)", None),
            ("data:text/html,x", None),
            ("ftp://example.com", None),
            ("https://good.example@evil.example", None),
            ("https://exa mple.com", None),
            ("https://example.com/\"onclick=", None),
            ("https://example.com\\@evil.example", None),
            ("https://-example.com", None),
            ("https://example..com", None),
            ("https://example.com:port/", None),
            ("https://пример.рф", None),
        ] {
            assert_eq!(WebAddress::parse(written).ok().as_ref().map(WebAddress::as_str), kept, "{written}");
        }
        let long = format!("https://example.com/{}", "a".repeat(WebAddress::MAX - 20));
        assert!(WebAddress::parse(&long).is_ok());
        assert!(WebAddress::parse(&format!("{long}a")).is_err());
    }
}
