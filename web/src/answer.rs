//! What a page function gives back.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kernel::Error;

use crate::problem::status;
use crate::{LocalPath, Problem};

pub type Answer = Result<Response, Problem>;

/// A page, written out.
pub fn page(template: &impl Template) -> Answer {
    let html = template.render().map_err(Error::bug)?;
    Ok(Html(html).into_response())
}

/// A page with a form that could not be accepted, with the status of what was wrong with it.
pub fn refused(template: &impl Template, error: &Error) -> Answer {
    Ok((status(error), page(template)?).into_response())
}

/// Sends the visitor on after a change: 303, so that the browser asks anew by GET.
pub fn redirect(to: &LocalPath) -> Response {
    let location = HeaderValue::from_str(to.as_str()).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
