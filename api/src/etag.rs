//! Versions: a program that has read something is told if it is still the same, and never overwrites a newer one.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use web::Site;

use crate::problem::Problem;

/// What the program knows of the version: `If-Match` and `If-None-Match` (RFC 9110, 13.1).
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    matching: Option<String>,
    none_matching: Option<String>,
}

/// The version of a record: a digest of what the API says of it.
fn version(record: &Value) -> String {
    let digest = Sha256::digest(record.to_string());
    format!("\"{}\"", BASE64URL_NOPAD.encode(digest.get(..16).unwrap_or_default()))
}

impl Conditions {
    fn of(headers: &HeaderMap) -> Self {
        let all = |name: HeaderName| {
            let values: Vec<&str> =
                headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
            (!values.is_empty()).then(|| values.join(","))
        };
        Self { matching: all(header::IF_MATCH), none_matching: all(header::IF_NONE_MATCH) }
    }

    /// The record, or 304 if the program has this version already.
    pub fn answer(&self, record: &Value) -> Response {
        let version = version(record);
        let known = self.none_matching.as_deref().is_some_and(|list| names(list, &version, true));
        let mut response =
            if known { StatusCode::NOT_MODIFIED.into_response() } else { Json(record).into_response() };
        if let Ok(version) = HeaderValue::from_str(&version) {
            response.headers_mut().insert(header::ETAG, version);
        }
        response
    }

    /// Refuses a change of anything but the version that the program names.
    ///
    /// The record is read just before the change, not within its transaction: two programs that change the same
    /// record within the same few milliseconds may both pass. Each change is whole and in the history either way.
    pub fn must_hold(&self, record: &Value) -> Result<(), Problem> {
        match &self.matching {
            Some(list) if !names(list, &version(record), false) => Err(Problem::Changed),
            _ => Ok(()),
        }
    }
}

/// Whether a list of versions has this one; `*` is any. A weak one (`W/"…"`) is good enough for reading only.
fn names(list: &str, version: &str, weak: bool) -> bool {
    list.split(',').map(str::trim).any(|one| {
        let one = if weak { one.strip_prefix("W/").unwrap_or(one) } else { one };
        one == "*" || one == version
    })
}

impl FromRequestParts<Site> for Conditions {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_version_is_of_what_is_said_and_matches_itself_only() {
        let (a, b) = (version(&json!({ "name": "A" })), version(&json!({ "name": "B" })));
        assert_ne!(a, b);
        assert!(names(&format!("{b}, {a}"), &a, false));
        assert!(names("*", &a, false));
        assert!(!names(&format!("W/{a}"), &a, false));
        assert!(names(&format!("W/{a}"), &a, true));
        assert!(!names("", &a, true));
    }

    #[test]
    fn the_same_version_is_not_sent_again_and_another_is_not_changed() {
        let record = json!({ "name": "A" });
        let knows =
            |list: &str| Conditions { matching: Some(list.to_owned()), none_matching: Some(list.to_owned()) };
        assert_eq!(knows(&version(&record)).answer(&record).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(knows("\"x\"").answer(&record).status(), StatusCode::OK);
        assert!(knows(&version(&record)).must_hold(&record).is_ok());
        assert!(matches!(knows("\"x\"").must_hold(&record), Err(Problem::Changed)));
        assert!(Conditions::default().must_hold(&record).is_ok());
    }
}
