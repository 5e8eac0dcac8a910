//! The whole house in a test, without a listener: requests go in, answers come out.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use testkit::{Stage, TwoOfEverything, Visit, Who};
use tokio::sync::watch;
use tower::ServiceExt;
use web::{ClientAddress, Site};

pub struct House {
    pub stage: Stage,
    pub two: TwoOfEverything,
    pub site: Site,
    pub router: axum::Router,
    _running: watch::Sender<bool>,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Everything that a visitor could compare, but the request's own name.
    pub fn comparable(&self) -> (StatusCode, String, Vec<(String, String)>) {
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| name.as_str() != "x-request-id")
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        headers.sort();
        (self.status, self.body.clone(), headers)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Who sends a request.
#[derive(Clone, Copy)]
pub enum By<'a> {
    Nobody,
    Visit(&'a Visit),
    Key(&'a str),
}

impl House {
    pub async fn open(stage: Stage) -> Self {
        let two = TwoOfEverything::on(&stage).await;
        let (running, stopping) = watch::channel(false);
        let settings = web::Settings { base_url: "http://one.test".to_owned(), ..web::Settings::default() };
        let site = Site { house: stage.house.clone(), settings: Arc::new(settings), stopping };
        Self { router: portico::routes::router(&site), stage, two, site, _running: running }
    }

    pub async fn sign_in(&self, who: &Who) -> Visit {
        self.stage.sign_in(who).await
    }

    /// The host of the first organization, or of the second.
    pub fn request(method: &str, host: &str, path: &str, by: By<'_>) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, host);
        match by {
            By::Nobody => request,
            By::Key(secret) => request.header(header::AUTHORIZATION, format!("Bearer {secret}")),
            By::Visit(visit) => {
                let name = match visit.purpose {
                    kernel::Purpose::LoginAs => web::LOGIN_AS,
                    _ => web::SESSION,
                };
                request.header(header::COOKIE, format!("{name}={}", visit.token))
            }
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.start(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body ends").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Sends the request and leaves the answer's body to be read.
    pub async fn start(&self, mut request: Request<Body>) -> axum::response::Response {
        request.extensions_mut().insert(ClientAddress(IpAddr::from([203, 0, 113, 7])));
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    pub async fn get(&self, path: &str, by: By<'_>) -> Answer {
        self.get_at("one.test", path, by).await
    }

    pub async fn get_at(&self, host: &str, path: &str, by: By<'_>) -> Answer {
        self.send(Self::request("GET", host, path, by).body(Body::empty()).expect("a request")).await
    }

    /// A form, as a browser sends it from a page of ours.
    pub async fn post(&self, path: &str, by: By<'_>, form: &[(&str, &str)]) -> Answer {
        let body = web_form(form);
        let request = Self::request("POST", "one.test", path, by)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    /// A form with one file, which has this name.
    pub async fn upload(&self, path: &str, by: By<'_>, name: &str, file: &str) -> Answer {
        let head =
            format!("--b0\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.txt\"\r\n\r\n");
        let request = Self::request("POST", "one.test", path, by)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b0")
            .body(Body::from(format!("{head}{file}\r\n--b0--\r\n")))
            .expect("a request");
        self.send(request).await
    }

    pub async fn send_json(&self, method: &str, path: &str, by: By<'_>, body: &str) -> Answer {
        let request = Self::request(method, "one.test", path, by)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        self.send(request).await
    }

    /// How many lines the history of both organizations has.
    pub async fn lines_of_history(&self) -> i64 {
        self.stage.number("SELECT count(*) FROM events", &[]).await
    }
}

pub fn web_form(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                b' ' => "+".to_owned(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}
