//! Whether the widget may stand on the page that asks, and what it shows there.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use domain::accounts::business_page::visit;
use domain::accounts::sites::{self, SiteHost, SiteState};
use kernel::Error;
use serde::Serialize;

use crate::{Answer, Guest, Site};

#[derive(Serialize)]
struct Welcome {
    allowed: bool,
    /// The business, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    login: Option<String>,
    /// The page of the form, for a frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<String>,
}

pub(super) async fn welcome(
    State(site): State<Site>,
    guest: Guest,
    Path(nickname): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let origin = headers.get(header::ORIGIN).ok_or(Error::NotFound)?;
    let host = origin.to_str().ok().and_then(|origin| SiteHost::parse(origin).ok()).ok_or(Error::NotFound)?;
    let organization = guest.organization(&site).await?;
    let visited = visit(&mut site.house.read().await?, organization.id, &nickname).await?;
    let state = sites::visited(&site.house, organization.id, visited.account, &host).await?;
    let address = organization.address(&site.settings.base_url);
    let said = if state == SiteState::Allowed {
        Welcome {
            allowed: true,
            name: Some(visited.name),
            login: Some(format!("{address}/login")),
            form: visited.page.contact_form.then(|| format!("{address}/w/{nickname}/form")),
        }
    } else {
        Welcome { allowed: false, name: None, login: None, form: None }
    };
    let mut response = Json(said).into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    Ok(response)
}
