//! The query string of a list, as it was written.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::Site;

/// Names and values in their order. The two ends of a range (`started_at.from`, `started_at.to`) and several
/// values of one name, as forms send them, are put together as the list reads them.
#[derive(Clone, Debug, Default)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    pub fn parse(query: &str) -> Self {
        let mut pairs = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if value.is_empty() {
                continue;
            }
            if let Some(field) = name.strip_suffix(".from") {
                let end = pairs.get(field).map(|range| range.trim_start_matches("..").to_owned());
                pairs.put(field, format!("{value}..{}", end.unwrap_or_default()));
            } else if let Some(field) = name.strip_suffix(".to") {
                let start = pairs
                    .get(field)
                    .and_then(|range| range.split_once(".."))
                    .map(|(start, _)| start.to_owned());
                pairs.put(field, format!("{}..{value}", start.unwrap_or_default()));
            } else {
                match pairs.get(&name) {
                    Some(before) => {
                        let both = format!("{before},{value}");
                        pairs.put(&name, both);
                    }
                    None => pairs.put(&name, value.into_owned()),
                }
            }
        }
        pairs
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn put(&mut self, name: &str, value: String) {
        match self.0.iter_mut().find(|(key, _)| key == name) {
            Some(pair) => pair.1 = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// The same pairs with `name` set to `value`, or without it.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut pairs = self.clone();
        match value {
            Some(value) => pairs.put(name, value.to_owned()),
            None => pairs.0.retain(|(key, _)| key != name),
        }
        pairs
    }

    /// The same pairs without these.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let mut pairs = self.clone();
        pairs.0.retain(|(key, _)| !names.contains(&key.as_str()));
        pairs
    }

    /// `path?name=value…`, or the bare path if there are none.
    pub fn href(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.iter());
        format!("{path}?{}", query.finish())
    }
}

impl FromRequestParts<Site> for Pairs {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Self::Rejection> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_links_say_the_same() {
        let form =
            Pairs::parse("q=&started_at.from=2026-11-01&started_at.to=2026-11-21&columns=a&columns=b&state=");
        assert_eq!(form.href("/calls"), "/calls?started_at=2026-11-01..2026-11-21&columns=a%2Cb");
        let open = Pairs::parse("started_at.to=2026-11-21");
        assert_eq!(open.get("started_at"), Some("..2026-11-21"));
        assert_eq!(open.with("started_at", None).href("/calls"), "/calls");
    }
}
