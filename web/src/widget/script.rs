//! The script itself, for pages of other sites.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;

use crate::{Answer, assets};

pub(super) async fn serve() -> Answer {
    let mut response = assets::serve(axum::extract::Path("widget.js".to_owned())).await?.into_response();
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    // Its address is in pages that we do not write: a new version is there within the hour.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}
