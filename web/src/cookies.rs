//! Cookies: few, short, and only for this portal.

use axum::http::{HeaderMap, HeaderValue, header};

/// The person's own session.
pub const SESSION: &str = "portico";
/// An operator's session in a client's place. The console never reads it.
pub const LOGIN_AS: &str = "portico_as";
/// A browser that is in by the secure login link of an account.
pub const SECURE_LINK: &str = "portico_link";
/// By which a browser is known again; it opens nothing.
pub(crate) const DEVICE: &str = "portico_device";
pub(crate) const THEME: &str = "theme";
pub(crate) const NOTICE: &str = "notice";

/// Reads and writes cookies under their full names: `__Host-` on https, so that no other host can set them.
#[derive(Clone, Copy, Debug)]
pub struct Jar {
    pub https: bool,
}

impl Jar {
    fn name(self, name: &str) -> String {
        if self.https { format!("__Host-{name}") } else { name.to_owned() }
    }

    pub fn get(self, headers: &HeaderMap, name: &str) -> Option<String> {
        let name = self.name(name);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    }

    /// A cookie that scripts cannot read; `None` for as long as the browser is open.
    pub fn set(self, name: &str, value: &str, seconds: Option<i64>) -> HeaderValue {
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.https { "; Secure" } else { "" };
        let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", self.name(name));
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }

    pub fn clear(self, name: &str) -> HeaderValue {
        self.set(name, "", Some(0))
    }
}
