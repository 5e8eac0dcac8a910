//! How things go wrong, for a program: one small JSON document (RFC 9457), and always the right status.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::Request;
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

/// An error on its way out.
#[derive(Debug)]
pub enum Problem {
    /// What the house says.
    Of(Error),
    /// The body is not JSON.
    Malformed(String),
    /// The body is not announced as JSON.
    Media(&'static str),
    /// More than one request may bring.
    TooLarge(String),
    /// `If-Match` names another version than the present one.
    Changed,
    /// The address exists, and does not know this method.
    Method,
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Of(error)
    }
}

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemDocument {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[schema(value_type = String)]
    r#type: &'static str,
    /// The status in words.
    #[schema(value_type = String)]
    title: &'static str,
    status: u16,
    /// What happened and what to do, for a person.
    detail: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<WrongField>,
    /// The name of this request, to ask for help with; only when the mistake is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    request_id: Option<String>,
}

/// One field that cannot be used as it was sent.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrongField {
    field: String,
    message: String,
}

/// Carries the error to the gate, which writes it down and names the request.
#[derive(Clone)]
pub(crate) struct Raised(pub Arc<Error>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = document(self.status(), self.detail(), self.errors(), None);
        match self {
            Self::Of(error) => dress(response, error),
            Self::Media(accepted) => {
                response.headers_mut().insert(header::ACCEPT, HeaderValue::from_static(accepted));
                response
            }
            _ => response,
        }
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::Of(error) => web::status(error),
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Media(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Of(error) => words(error),
            Self::Malformed(why) | Self::TooLarge(why) => why.clone(),
            Self::Media(accepted) => format!("Send the body as {accepted}."),
            Self::Changed => {
                "This was changed since you read it. Read it again, and repeat your change on what it is now."
                    .to_owned()
            }
            Self::Method => {
                "This address does not know this method. The header Allow names those it knows.".to_owned()
            }
        }
    }

    fn errors(&self) -> Vec<WrongField> {
        let Self::Of(Error::Invalid(invalid)) = self else { return Vec::new() };
        let wrong = |error: &kernel::FieldError| WrongField {
            field: error.field.clone(),
            message: error.message.clone(),
        };
        invalid.fields().iter().map(wrong).collect()
    }
}

/// What was not found and what is out of reach read the same, byte for byte.
fn words(error: &Error) -> String {
    match error {
        Error::NotFound => "There is nothing at this address, or it is not yours to see.".to_owned(),
        Error::Invalid(_) => "What was sent cannot be used; nothing was changed. See the errors.".to_owned(),
        Error::SignedOut => {
            "Send a valid API key as “Authorization: Bearer portico_…”, or sign in.".to_owned()
        }
        Error::Bug(_) => {
            "This is a mistake of ours, and it was written down. Nothing was changed.".to_owned()
        }
        other => other.to_string(),
    }
}

fn document(
    status: StatusCode,
    detail: String,
    errors: Vec<WrongField>,
    request_id: Option<String>,
) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let body =
        ProblemDocument { r#type: "about:blank", title, status: status.as_u16(), detail, errors, request_id };
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// The headers that belong to an error, and the error itself for the gate.
fn dress(mut response: Response, error: Error) -> Response {
    if let Some(seconds) = web::retry_after(&error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    if matches!(error, Error::SignedOut) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.extensions_mut().insert(Raised(Arc::new(error)));
    response
}

/// Writes an error into the log. One of ours gets the name of its request; no other may differ from its like.
pub(crate) fn noted(response: Response, request: &Request) -> Response {
    let Some(Raised(error)) = response.extensions().get::<Raised>().cloned() else { return response };
    web::log(&error, request);
    if !response.status().is_server_error() {
        return response;
    }
    let named = document(response.status(), words(&error), Vec::new(), Some(request.id.clone()));
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, named.into_body())
}

/// The answer at an address below `/api` that nobody declared.
pub(crate) async fn unknown() -> Problem {
    Problem::Of(Error::NotFound)
}

/// The answer to a method that an address does not know.
pub(crate) async fn unknown_method() -> Problem {
    Problem::Method
}
