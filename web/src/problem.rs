//! How things go wrong, on a page.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kernel::Error;

use crate::ui::{ProblemPage, Shell, icon};

/// An error on its way out. The gate, which knows the visitor, makes a page or a problem document of it.
#[derive(Debug)]
pub struct Problem(pub Error);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

/// Carries the error to the gate.
#[derive(Clone)]
pub(crate) struct Raised(pub std::sync::Arc<Error>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Raised(std::sync::Arc::new(self.0)));
        response
    }
}

/// The HTTP status of an error (RFC 9110).
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Locked => StatusCode::LOCKED,
        Error::SignedOut => StatusCode::UNAUTHORIZED,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Seconds until trying again makes sense.
pub fn retry_after(error: &Error) -> Option<HeaderValue> {
    match error {
        Error::TooMany(wait) => Some(HeaderValue::from(wait.as_seconds().max(1).unsigned_abs())),
        Error::Unavailable(_) => Some(HeaderValue::from(5u64)),
        _ => None,
    }
}

/// The page of an error. Only errors of ours carry the request's id: all not-found pages are the same, byte for
/// byte, whatever was not found.
pub fn page_of_error(error: &Error, mut shell: Shell, request_id: &str) -> Response {
    let (title, text, advice) = words(error);
    title.clone_into(&mut shell.title);
    let (action, advice) = match (shell.menu.first(), error) {
        (Some(place), _) => (("Go to the start page".to_owned(), place.href.clone()), advice),
        (None, Error::NotFound) => (sign_in(), "Check the address, or sign in."),
        (None, _) => (sign_in(), advice),
    };
    let ours = matches!(error, Error::Bug(_) | Error::Unavailable(_));
    let page = ProblemPage {
        shell,
        icon: icon("alert-triangle"),
        text,
        advice: advice.to_owned(),
        action: Some(action),
        request_id: ours.then(|| request_id.to_owned()),
    };
    let html = page.render().unwrap_or_else(|_| title.to_owned());
    let mut response = (status(error), Html(html)).into_response();
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// The way on for somebody who has no menu.
fn sign_in() -> (String, String) {
    ("Sign in".to_owned(), "/login".to_owned())
}

/// Title, what happened, and what to do.
fn words(error: &Error) -> (&'static str, String, &'static str) {
    match error {
        Error::NotFound => (
            "Page not found",
            "There is nothing at this address, or it is not yours to see.".to_owned(),
            "Check the address, or look for it in the menu.",
        ),
        Error::Forbidden(reason) => ("Not allowed", reason.to_string(), ""),
        Error::Invalid(_) => ("This cannot be used", error.to_string(), "Go back, correct it and try again."),
        Error::Conflict(reason) => ("This does not go together", reason.to_string(), ""),
        Error::Locked => (
            "This account is locked",
            "Nobody can sign in to a locked account.".to_owned(),
            "Unlock it on its account page first.",
        ),
        Error::SignedOut => ("Please sign in", "Your session has ended.".to_owned(), ""),
        Error::TooMany(_) => ("Too many attempts", error.to_string(), ""),
        Error::Unavailable(_) => {
            ("Not available right now", error.to_string(), "Nothing was lost. Try again in a moment.")
        }
        Error::Bug(_) => (
            "Something went wrong",
            "This is a mistake of ours, and it was written down.".to_owned(),
            "Try again. If it happens again, ask for help.",
        ),
    }
}
