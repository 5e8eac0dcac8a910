//! The calendar that a program follows by its link: no cookie, no page, and nothing but shifts.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::on_call;

use crate::ui::Door;
use crate::{Answer, Guest, Policy, Routes, Site};

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site).get("/calendar/{token}", Policy::Public, serve)
}

async fn serve(
    State(site): State<Site>,
    guest: Guest,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Answer {
    let organization = guest.organization(&site).await?;
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let address = guest.request.address.as_str();
    let (text, version) = on_call::follow(&site.house, organization.id, token, address).await?.written();
    let version = format!("\"{version}\"");
    let shared = [(header::ETAG, version.as_str()), (header::CACHE_CONTROL, "private, no-cache")];
    if is_known(&headers, &version) {
        return Ok((StatusCode::NOT_MODIFIED, shared).into_response());
    }
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"on-call.ics\""),
    ];
    Ok((shared, kind, text).into_response())
}

/// Whether the program has exactly this already.
fn is_known(headers: &HeaderMap, version: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == version)
}
