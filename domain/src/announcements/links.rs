//! Links that lead elsewhere, as a reader or a mail program would see them: what new accounts may not send.

use linkify::{LinkFinder, LinkKind};

/// Signs that are read as a dot, and signs that nobody sees.
const DOTS: [char; 3] = ['\u{3002}', '\u{ff0e}', '\u{ff61}'];
const UNSEEN: [char; 7] =
    ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{00ad}', '\u{034f}'];

/// The first link of the text that leads to another host than this one: with a scheme or without one, in Markdown or in plain
/// words. An email address is no link.
pub fn external(text: &str, own: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|c| !UNSEEN.contains(c))
        .map(|c| if DOTS.contains(&c) { '.' } else { c })
        .collect();
    let text = with_schemes(&text);
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]).url_must_have_scheme(false);
    let mut found = finder.links(&text).filter(|link| *link.kind() == LinkKind::Url);
    found.find(|link| host(link.as_str()) != own).map(|link| link.as_str().to_owned())
}

/// `//evil.example` is a link of the page's own scheme.
fn with_schemes(text: &str) -> String {
    let mut parts = text.split("//");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str(if whole.ends_with(':') { "//" } else { " https://" });
        whole.push_str(part);
    }
    whole
}

/// The host of the organization, of the address that its links begin with.
pub(super) fn own(address: &str) -> String {
    host(address)
}

/// `portal.example` of `https://portal.example:8443/calls`; who stands before an `@` is not whom one reaches.
fn host(link: &str) -> String {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_48_s3_49_a_link_is_found_however_it_is_written() {
        let table = [
            ("See https://evil.example/now", Some("https://evil.example/now")),
            ("See evil.example/now today", Some("evil.example/now")),
            ("[our page](http://evil.example)", Some("http://evil.example")),
            ("[our page](//evil.example/x)", Some("https://evil.example/x")),
            ("hxxp://evil.example", Some("hxxp://evil.example")),
            ("www.evil.example", Some("www.evil.example")),
            ("evil\u{3002}example", Some("evil.example")),
            ("ev\u{200b}il.example", Some("evil.example")),
            ("https://portal.example@evil.example/", Some("https://portal.example@evil.example/")),
            ("https://portal.example.evil.example", Some("https://portal.example.evil.example")),
            ("ftp://files.evil.example", Some("ftp://files.evil.example")),
            ("Read https://portal.example/calls.", None),
            ("HTTPS://PORTAL.EXAMPLE:443/calls", None),
            ("Write to desk@brightsmile.example", None),
            ("We open at 8.30, e.g. on 24.12. for 3.5 hours.", None),
            ("Call 512.555.0143", None),
            ("", None),
        ];
        for (text, link) in table {
            assert_eq!(external(text, "portal.example").as_deref(), link, "{text}");
        }
    }
}
