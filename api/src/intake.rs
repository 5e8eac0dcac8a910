//! Taking records in: one, or up to a thousand at a time, and never the same one twice.

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, request::Parts};
use axum::response::{IntoResponse, Response};
use domain::records::intake::{LARGEST_BATCH, Once, Outcome, Taken as Became};
use kernel::{Error, Invalid};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::Site;

use crate::body::Raw;
use crate::caller::Answer;
use crate::problem::Problem;
use crate::single::created;

/// What was sent: one object, or a list of them.
pub struct Intake {
    pub records: Vec<Value>,
    /// Whether it was a list: a list is answered by a list, even of one.
    pub many: bool,
    /// The program's name for this request, so that it can be sent again without harm.
    pub once: Option<Once>,
}

/// What became of each record of a list, in its order.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Results {
    results: Vec<Taken>,
}

/// What became of one record.
#[derive(Serialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case", deny_unknown_fields)]
pub enum Taken {
    /// It is new, and has this id.
    Created { id: String },
    /// A record with this `external_id` was taken in before; nothing changed.
    Exists,
    /// It cannot be used; the others of the list were.
    Refused { field: String, reason: String },
}

impl From<Became> for Taken {
    fn from(became: Became) -> Self {
        match became {
            Became::Created { id } => Self::Created { id },
            Became::Exists => Self::Exists,
            Became::Refused { field, reason } => Self::Refused { field, reason },
        }
    }
}

impl FromRequest<Site> for Intake {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let sent = Key::of(&parts)?;
        let raw = Raw::from_request(Request::from_parts(parts, body), site).await?;
        let once = sent.map(|key| key.once(&raw.bytes)).transpose()?;
        match raw.value {
            Value::Array(records) if records.len() > LARGEST_BATCH => Err(Problem::TooLarge(format!(
                "These are {} records. Send at most {LARGEST_BATCH} in one request.",
                records.len()
            ))),
            Value::Array(records) => Ok(Self { records, many: true, once }),
            single => Ok(Self { records: vec![single], many: false, once }),
        }
    }
}

/// The `Idempotency-Key` of a request, and its address: the same key at another address is another request.
pub struct Key {
    key: String,
    path: String,
}

impl Key {
    pub fn of(parts: &Parts) -> Result<Option<Self>, Error> {
        let Some(key) = only(&parts.headers)? else { return Ok(None) };
        Ok(Some(Self { key, path: parts.uri.path().to_owned() }))
    }

    pub fn once(&self, body: &[u8]) -> Result<Once, Error> {
        Once::new(&self.key, &[self.path.as_bytes(), b"\n", body].concat())
    }
}

fn only(headers: &HeaderMap) -> Result<Option<String>, Error> {
    let mut keys = headers.get_all("idempotency-key").iter();
    match (keys.next(), keys.next()) {
        (None, _) => Ok(None),
        (Some(key), None) => Ok(Some(key.to_str().unwrap_or_default().to_owned())),
        _ => Err(Error::invalid("Idempotency-Key", "Send this header once.")),
    }
}

/// The first thing that is wrong, as a list says it of one of its records.
pub fn first(invalid: &Invalid) -> (String, String) {
    let wrong = invalid.fields().first();
    wrong.map_or_else(Default::default, |error| (error.field.clone(), error.message.clone()))
}

/// Says of each record what became of it.
pub fn answer(path: &str, many: bool, outcome: Outcome) -> Answer {
    let mut results = outcome.results.into_iter().map(Taken::from);
    if many {
        return Ok(Json(Results { results: results.collect() }).into_response());
    }
    match results.next() {
        Some(Taken::Refused { field, reason }) => Err(Error::invalid(field, reason).into()),
        Some(taken) => Ok(one(path, &taken)),
        None => Err(Error::bug("a record went in and nothing came out").into()),
    }
}

fn one(path: &str, taken: &Taken) -> Response {
    match taken {
        Taken::Created { id } => created(&format!("{path}/{id}"), taken),
        _ => Json(taken).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;

    fn outcome(became: Became) -> Outcome {
        Outcome { results: vec![became] }
    }

    #[test]
    fn one_record_has_a_status_and_a_list_has_results() {
        let made = || outcome(Became::Created { id: "call_1".to_owned() });
        let single = answer("/api/v1/calls", false, made()).unwrap();
        assert_eq!(single.status(), StatusCode::CREATED);
        assert_eq!(single.headers()["location"], "/api/v1/calls/call_1");
        assert_eq!(answer("/api/v1/calls", false, outcome(Became::Exists)).unwrap().status(), StatusCode::OK);
        assert_eq!(answer("/api/v1/calls", true, made()).unwrap().status(), StatusCode::OK);
        let refused = || outcome(Became::Refused { field: "to".to_owned(), reason: "Why".to_owned() });
        assert!(matches!(answer("", false, refused()), Err(Problem::Of(Error::Invalid(_)))));
        assert_eq!(answer("", true, refused()).unwrap().status(), StatusCode::OK);
    }

    #[test]
    fn a_result_says_its_outcome_first() {
        let text = |taken| serde_json::to_string(&Taken::from(taken)).unwrap();
        assert_eq!(text(Became::Exists), r#"{"outcome":"exists"}"#);
        assert_eq!(
            text(Became::Created { id: "call_1".to_owned() }),
            r#"{"outcome":"created","id":"call_1"}"#
        );
    }

    #[test]
    fn two_keys_are_one_too_many() {
        let mut headers = HeaderMap::new();
        assert_eq!(only(&headers).unwrap(), None);
        headers.append("idempotency-key", "a".parse().unwrap());
        assert_eq!(only(&headers).unwrap().as_deref(), Some("a"));
        headers.append("idempotency-key", "b".parse().unwrap());
        assert!(only(&headers).is_err());
    }
}
