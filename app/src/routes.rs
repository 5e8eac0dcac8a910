//! All doors of the house, beside each other.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use web::{Route, Site};

/// What one request may bring, but for batches of records, which the API allows more for itself.
const LARGEST_BODY: usize = 512 * 1024;

/// Every route with what it asks of its visitor, for the printed table.
pub fn table(site: &Site) -> Vec<Route> {
    let mut routes = web::shared_routes(site).table().to_vec();
    routes.extend_from_slice(portal::routes(site).table());
    routes.extend_from_slice(console::routes(site).table());
    routes.extend_from_slice(api::routes(site).table());
    routes
}

pub fn router(site: &Site) -> Router {
    let pages = web::shared_routes(site).and(portal::routes(site)).and(console::routes(site)).into_router();
    let well = site.clone();
    // Sound is small already, and a stretch of a file is a stretch of its bytes.
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("audio/"));
    Router::new()
        .merge(pages)
        .merge(api::routes(site).into_router())
        .route("/livez", get(|| async { "alive\n" }))
        .route("/readyz", get(move || readyz(well)))
        .fallback_service(web::nothing_here(site))
        .layer(CsrfLayer::new().with_rejection_response(|_| from_elsewhere()))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(site.clone(), web::secure))
        .layer(CompressionLayer::new().compress_when(compressible))
}

/// A change that a page of another site asks for (ASVS 3.5.1).
fn from_elsewhere() -> axum::response::Response {
    let words = "This change was asked for by another site, and nothing was changed. Open the page here and try again.\n";
    (axum::http::StatusCode::FORBIDDEN, words).into_response()
}

/// Ready is who can read the database.
async fn readyz(site: Site) -> impl IntoResponse {
    let organizations = match site.house.read().await {
        Ok(mut read) => domain::organizations::all(&mut read).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match organizations {
        Ok(()) => (axum::http::StatusCode::OK, "ready\n"),
        Err(_) => (axum::http::StatusCode::SERVICE_UNAVAILABLE, "the database cannot be reached\n"),
    }
}
