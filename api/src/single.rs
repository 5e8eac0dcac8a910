//! One record, as the API says it, and the answers that a change of it has.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::Permission;
use domain::records::{self, Collection};
use kernel::{AnyId, Result};
use serde::Serialize;
use serde_json::Value;

use crate::caller::Caller;

/// The record with all of its fields; out of reach is not found.
pub async fn record<P: Permission>(
    caller: &Caller,
    collection: &'static Collection,
    id: AnyId,
) -> Result<Value> {
    let granted = caller.may::<P>()?;
    Ok(records::find(&mut caller.read().await?, &granted, collection, id).await?.json())
}

/// 201: it was made, and is found there from now on.
pub fn created(at: &str, body: &impl Serialize) -> Response {
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    if let Ok(at) = HeaderValue::from_str(at) {
        response.headers_mut().insert(header::LOCATION, at);
    }
    response
}

/// 204: it was done, and there is nothing more to say.
pub fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A text field of a record that is about to be changed; empty if it has none.
pub fn text(record: &Value, field: &str) -> String {
    record.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The id that a record points to; empty if it points nowhere.
pub fn reference(record: &Value, field: &str) -> String {
    record.get(field).map(|reference| text(reference, "id")).unwrap_or_default()
}
