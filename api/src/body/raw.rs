//! The body as it came: announced as JSON, not too large, and JSON indeed.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::Value;
use web::Site;

use super::strict;
use crate::problem::Problem;

/// The most that one request may send: 4 MiB.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// The bytes, and what they say.
#[derive(Debug)]
pub struct Raw {
    pub bytes: Bytes,
    pub value: Value,
}

impl FromRequest<Site> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Problem> {
        let accepted = accepted(request.method());
        if !is_json(request.headers(), request.method()) {
            return Err(Problem::Media(accepted));
        }
        let bytes = read(request).await?;
        let value = strict::parse(&bytes)
            .map_err(|why| Problem::Malformed(format!("This is not usable JSON: {why}.")))?;
        Ok(Self { bytes, value })
    }
}

fn accepted(method: &Method) -> &'static str {
    // A PATCH is a JSON Merge Patch (RFC 7396): what is left out stays, `null` empties.
    if method == Method::PATCH {
        "application/json, application/merge-patch+json"
    } else {
        "application/json"
    }
}

fn is_json(headers: &HeaderMap, method: &Method) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else {
        return false;
    };
    let mut parts = kind.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let known = accepted(method).split(", ").any(|known| known.eq_ignore_ascii_case(essence));
    known
        && parts.all(|part| {
            part.eq_ignore_ascii_case("charset=utf-8") || part.eq_ignore_ascii_case("charset=\"utf-8\"")
        })
}

async fn read(request: Request) -> Result<Bytes, Problem> {
    let too_large = || Problem::TooLarge(format!("Send at most {LARGEST} bytes (4 MiB) in one request."));
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if announced.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > LARGEST as u64) {
        return Err(too_large());
    }
    match Limited::new(request.into_body(), LARGEST).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Problem::Malformed("The body broke off.".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_announced_as_json_is_read() {
        let says = |kind: &str, method| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
            is_json(&headers, &method)
        };
        assert!(says("application/json", Method::POST));
        assert!(says("Application/JSON; charset=UTF-8", Method::POST));
        assert!(says("application/merge-patch+json", Method::PATCH));
        for wrong in [
            "text/plain",
            "application/json; charset=latin1",
            "application/jsonp",
            "",
            "application/merge-patch+json",
        ] {
            assert!(!says(wrong, Method::POST), "{wrong}");
        }
        assert!(!is_json(&HeaderMap::new(), &Method::POST));
    }
}
