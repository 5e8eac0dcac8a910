//! A browser that keeps its cookies from one answer to the next request.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::header;

use crate::door::{Answer, By, House, web_form};

#[derive(Default)]
pub struct Browser(pub BTreeMap<String, String>);

impl Browser {
    /// With one cookie in it.
    pub fn with(name: &str, value: &str) -> Self {
        Self(BTreeMap::from([(name.to_owned(), value.to_owned())]))
    }

    pub async fn get(&mut self, house: &House, path: &str) -> Answer {
        self.send(house, "GET", path).await
    }

    pub async fn send(&mut self, house: &House, method: &str, path: &str) -> Answer {
        self.send_form(house, method, path, &[]).await
    }

    /// A form from a page of ours.
    pub async fn send_form(
        &mut self,
        house: &House,
        method: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Answer {
        let cookies: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = House::request(method, "one.test", path, By::Nobody)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookies.join("; "))
            .body(Body::from(web_form(form)))
            .unwrap();
        let answer = house.send(request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, rest) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.0.remove(name);
            } else {
                self.0.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub async fn sign_in(&mut self, house: &House, email: &str, password: &str) -> Answer {
        self.send_form(house, "POST", "/login", &[("email", email), ("password", password)]).await
    }

    /// The value of a cookie; empty if there is none.
    pub fn cookie(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }
}
