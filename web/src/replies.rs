//! What people reply to text messages, brought by the provider: a form or JSON, at an address that only the provider
//! knows. Whatever it brings, the answer is the same.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use domain::delivery::replies::{LONGEST, Received, receive};

use crate::ui::Door;
use crate::{Answer, Fields, Guest, Policy, Routes, Site};

/// Twilio's name for its signature.
const SIGNATURE: &str = "x-twilio-signature";
/// What providers call the number that a reply comes from, and what it says.
const FROM: [&str; 4] = ["from", "sender", "msisdn", "source"];
const TEXT: [&str; 4] = ["body", "text", "message", "content"];
/// Nothing is answered by text message; in a form that every provider takes.
const NOTHING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site).post("/in/sms/{token}", Policy::Public, take)
}

async fn take(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let organization = guest.organization(&site).await?;
    let fields = fields(&headers, &body);
    let genuine = site.settings.sms_signing.as_ref().is_none_or(|key| {
        let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let address = format!("{}/in/sms/{token}", organization.address(&site.settings.base_url));
        key.has_signed(&address, &fields, signature)
    });
    let place = guest.request.address.as_str();
    receive(&site.house, organization.id, (&token, place), (genuine, received(&fields))).await?;
    Ok(([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], NOTHING).into_response())
}

/// The fields of a form, or of an object in JSON. What is neither has none.
fn fields(headers: &HeaderMap, body: &[u8]) -> Vec<(String, String)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.contains("json") {
        let form = Fields::parse(body).unwrap_or_default();
        return form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    }
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(body).unwrap_or_default();
    let written = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    object.into_iter().filter_map(|(name, value)| Some((name, written(value)?))).collect()
}

fn received(fields: &[(String, String)]) -> Option<Received> {
    let value = |names: [&str; 4]| {
        let of = |name: &str| fields.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        names.into_iter().find_map(of).map(|(_, value)| value.chars().take(LONGEST).collect::<String>())
    };
    Some(Received { from: value(FROM)?, text: value(TEXT)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_read_as_providers_write_it() {
        for (kind, body, expected) in [
            (
                "application/x-www-form-urlencoded",
                "From=%2B15125550161&Body=OK+0471&To=%2B1",
                Some(("+15125550161", "OK 0471")),
            ),
            (
                "application/json; charset=utf-8",
                r#"{"msisdn":15125550161,"text":"ok","id":null}"#,
                Some(("15125550161", "ok")),
            ),
            ("", "sender=15125550161&message=", Some(("15125550161", ""))),
            ("application/json", r#"["OK"]"#, None),
            ("application/json", r#"{"from":{"number":"1"},"text":"ok"}"#, None),
            ("application/x-www-form-urlencoded", "From=%2B1", None),
            ("text/plain", "\u{0}", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
            let found = received(&fields(&headers, body.as_bytes()));
            let found = found.as_ref().map(|one| (one.from.as_str(), one.text.as_str()));
            assert_eq!(found, expected, "{kind} {body}");
        }
    }
}
