//! Any gateway that takes a request by HTTP: its address, its headers and its body, with places for the message.

use domain::notices::{Outcome, Outgoing};
use kernel::{Error, Result};

use super::judge;
use crate::way_out::{Network, WayOut};

#[derive(Clone)]
pub struct Gateway {
    way: WayOut,
    headers: Vec<(String, String)>,
    body: String,
    writing: Writing,
}

/// How a value is written into the body, so that it stays a value.
#[derive(Clone, Copy)]
enum Writing {
    Json,
    Form,
}

/// What an administrator writes of a gateway.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// `{"to": "{to}", "text": "{text}"}` or `to={to}&text={text}`
    pub body: String,
    /// It is in the own network.
    pub private: bool,
}

impl Gateway {
    pub fn new(written: Written) -> Result<Self> {
        let wrong = |field: &str, why: &str| Error::invalid(format!("sms.{field}"), why.to_owned());
        let network = if written.private { Network::Private } else { Network::Public };
        let way = WayOut::to(&written.url, network)
            .map_err(|error| wrong("url", &error.to_string().replace("url: ", "")))?;
        let Written { mut headers, body, .. } = written;
        for (name, value) in &headers {
            let name_is_fine =
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !name_is_fine || !value.bytes().all(|b| (b' '..=b'~').contains(&b)) {
                return Err(wrong("headers", "a header has a name of letters and a value on one line"));
            }
        }
        for place in ["{to}", "{text}"] {
            if !body.contains(place) {
                return Err(wrong("body", &format!("it needs a place for {place}")));
            }
        }
        let writing = if body.trim_start().starts_with(['{', '[']) { Writing::Json } else { Writing::Form };
        if matches!(writing, Writing::Json) && serde_json::from_str::<serde_json::Value>(&body).is_err() {
            return Err(wrong("body", "this is no JSON; write places inside of quotes, as \"{text}\""));
        }
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            let kind = match writing {
                Writing::Json => "application/json",
                Writing::Form => "application/x-www-form-urlencoded",
            };
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        Ok(Self { way, headers, body, writing })
    }

    pub async fn send(&self, outgoing: &Outgoing) -> Outcome {
        let body = filled(&self.body, self.writing, &outgoing.to, &outgoing.text, &outgoing.id.to_string());
        // What a gateway says may repeat the message, and with it a code: only its status is kept.
        judge(self.way.post(&self.headers, body).await, |_| String::new())
    }

    pub fn described(&self) -> String {
        self.way.host()
    }
}

/// Fills the places in one pass: what is filled in is not looked at again.
fn filled(body: &str, writing: Writing, to: &str, text: &str, id: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some(start) = rest.find('{') {
        let (before, on) = rest.split_at(start);
        out.push_str(before);
        let place = [("{to}", to), ("{text}", text), ("{id}", id)];
        if let Some((name, value)) = place.iter().find(|(name, _)| on.starts_with(name)) {
            out.push_str(&written(writing, value));
            rest = on.get(name.len()..).unwrap_or_default();
        } else {
            out.push('{');
            rest = on.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

fn written(writing: Writing, value: &str) -> String {
    match writing {
        Writing::Form => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
        Writing::Json => {
            let quoted = serde_json::Value::from(value).to_string();
            quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway(url: &str, body: &str, private: bool) -> Result<Gateway> {
        crate::ready_tls();
        let headers = vec![("Authorization".to_owned(), "Bearer hunter2".to_owned())];
        Gateway::new(Written { url: url.to_owned(), headers, body: body.to_owned(), private })
    }

    #[test]
    fn a_value_stays_a_value_whatever_is_in_it() {
        let json = filled(
            r#"{"to":"{to}","m":{"text":"{text}"}}"#,
            Writing::Json,
            "+1512",
            "a\"b\\{to}\n,\"x\":1",
            "out_1",
        );
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["m"]["text"], "a\"b\\{to}\n,\"x\":1");
        assert_eq!(read["to"], "+1512");
        assert_eq!(read.as_object().unwrap().len(), 2);
        let form = filled("to={to}&text={text}&ref={id}", Writing::Form, "+1512", "a&to=x y{id}", "out_1");
        assert_eq!(form, "to=%2B1512&text=a%26to%3Dx+y%7Bid%7D&ref=out_1");
    }

    #[test]
    fn what_is_missing_is_said_by_its_name() {
        let body = r#"{"to":"{to}","text":"{text}"}"#;
        assert!(gateway("https://gateway.example/send", body, false).is_ok());
        assert!(gateway("http://10.0.0.5/send", body, true).is_ok());
        for (url, body, words) in [
            ("http://10.0.0.5/send", body, "sms.url"),
            ("https://gateway.example/send", "to={to}", "{text}"),
            ("https://gateway.example/send", r#"{"to":{to},"text":"{text}"}"#, "sms.body"),
        ] {
            let Err(error) = gateway(url, body, false) else { panic!("{url} {body}") };
            let error = error.to_string();
            assert!(error.contains(words) && !error.contains("hunter2"), "{error}");
        }
    }
}
