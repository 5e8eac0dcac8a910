//! Where a visitor may be sent on to: always a page of this portal.

/// A path of this origin, with its query: `/calls?state=missed`. Anything else parses to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let local = bytes.first() == Some(&b'/')
            && !matches!(bytes.get(1), Some(b'/' | b'\\'))
            && bytes.len() <= 2000
            && bytes.iter().all(|b| b.is_ascii_graphic() && *b != b'\\');
        let lower = text.to_ascii_lowercase();
        let encoded = ["%2f%2f", "%5c", "%00", "%0a", "%0d", "%25", "/%2f", "%09"];
        let path = lower.split('?').next().unwrap_or_default();
        (local && !encoded.iter().any(|trick| path.contains(trick))).then(|| Self(text.to_owned()))
    }

    pub fn or(text: Option<&str>, other: &str) -> Self {
        text.and_then(Self::parse).unwrap_or_else(|| Self(other.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_portal_pass() {
        for good in
            ["/", "/calls?state=missed&q=a%20b", "/console/accounts/acct_01", "/a?next=https%3A%2F%2Fx"]
        {
            assert!(LocalPath::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "calls",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil",
            "https://evil.example",
            "javascript:alert(1)",
            "/\tevil",
            "/ evil",
            "/%2f%2fevil.example",
            "/%252e%252e%252f",
            "/%5cevil",
            "/a\r\nSet-Cookie: x",
            "/%0d%0a",
            "/é",
            " /calls",
            "///evil",
            "/%2fevil",
        ] {
            assert_eq!(LocalPath::parse(bad), None, "{bad}");
        }
        assert!(LocalPath::parse(&format!("/{}", "a".repeat(2000))).is_none());
    }
}
