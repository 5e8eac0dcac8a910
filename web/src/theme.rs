//! Light, dark, or as the device says.

use axum::extract::State;
use axum::http::header;

use crate::cookies::THEME;
use crate::ui::Theme;
use crate::{Answer, Fields, Jar, LocalPath, Site, redirect};

const YEAR: i64 = 365 * 24 * 3600;

pub async fn choose(State(site): State<Site>, fields: Fields) -> Answer {
    fields.only(&["theme", "return_to"])?;
    let theme = Theme::parse(fields.get("theme"));
    let mut response = redirect(&LocalPath::or(fields.optional("return_to"), "/"));
    let cookie = Jar { https: site.settings.https }.set(THEME, theme.as_str(), Some(YEAR));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
