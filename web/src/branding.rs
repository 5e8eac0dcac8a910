//! The organization's colour, as a style sheet of two lines.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use domain::organizations::Organization;

use crate::{Answer, Guest, Site};

/// The address changes with the colour, so that browsers may keep it.
pub(crate) fn href(organization: &Organization) -> String {
    format!("/branding.css?v={}", organization.accent.trim_start_matches('#'))
}

pub async fn css(State(site): State<Site>, guest: Guest) -> Answer {
    let accent = guest.organization(&site).await?.accent;
    let hex = accent.trim_start_matches('#');
    let usable = hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit());
    let css = if usable { format!(":root{{--brand:#{hex}}}\n") } else { String::new() };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    ];
    Ok((headers, css).into_response())
}
