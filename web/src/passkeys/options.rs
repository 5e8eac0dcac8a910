//! What a browser is told to ask the device for, as `WebAuthn` writes it (§5.4, §5.5).

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::sign_in::passkeys::{ALGORITHMS, Asked, RelyingParty, user_handle};
use serde_json::{Value, json};

use crate::Visitor;

/// As long as the question is good.
const TIMEOUT_MS: i64 = 300_000;

fn described(asked: &Asked) -> Vec<Value> {
    asked.credentials.iter().map(|id| json!({ "type": "public-key", "id": id })).collect()
}

/// For `navigator.credentials.get`. The device makes sure of its person each time.
pub(super) fn get(party: &RelyingParty, asked: &Asked) -> Response {
    Json(json!({
        "rpId": party.id,
        "challenge": asked.challenge,
        "timeout": TIMEOUT_MS,
        "userVerification": "required",
        "allowCredentials": described(asked),
    }))
    .into_response()
}

/// For `navigator.credentials.create`. The device keeps the key so that it finds it without a name, and says nothing
/// about itself.
pub(super) fn create(visitor: &Visitor, party: &RelyingParty, asked: &Asked) -> Response {
    let algorithms: Vec<Value> =
        ALGORITHMS.iter().map(|alg| json!({ "type": "public-key", "alg": alg })).collect();
    Json(json!({
        "rp": { "id": party.id, "name": party.name },
        "user": {
            "id": user_handle(visitor.who.user),
            "name": visitor.who.email,
            "displayName": visitor.who.name,
        },
        "challenge": asked.challenge,
        "pubKeyCredParams": algorithms,
        "timeout": TIMEOUT_MS,
        "excludeCredentials": described(asked),
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
        "attestation": "none",
    }))
    .into_response()
}
