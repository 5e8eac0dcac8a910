//! Who is calling, for whom, and what may be done.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::IntoResponse;
use domain::access::Via;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};

/// The key or session that calls.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// `key` or `session`.
    via: &'static str,
    /// The id of the API key, if it is one.
    #[schema(required)]
    key: Option<String>,
    /// `operator` or `portal_user`.
    kind: &'static str,
    /// Whose key or session it is.
    #[schema(required)]
    person: Option<Named>,
    organization: CallerOrganization,
    /// The account of a portal user.
    #[schema(required)]
    account: Option<Named>,
    /// The id of the contact whose records a portal user sees.
    #[schema(required)]
    contact: Option<String>,
    /// What may be done, and how far it reaches: `own`, `account` or `organization`.
    permissions: BTreeMap<&'static str, &'static str>,
}

/// Something by its id and its name.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    id: String,
    name: String,
}

/// The organization that is called.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallerOrganization {
    number: i64,
    name: String,
    /// The country of telephone numbers without a country code (ISO 3166).
    region: String,
    time_zone: String,
}

pub async fn show(caller: Caller) -> Answer {
    let actor = &caller.actor;
    let key = match actor.via() {
        Via::Key(id) => Some(id.to_string()),
        _ => None,
    };
    let named = |id: String, name: &str| Named { id, name: name.to_owned() };
    let organization = &caller.organization;
    Ok(Json(Session {
        via: if key.is_some() { "key" } else { "session" },
        key,
        kind: actor.kind().name(),
        person: actor.person().map(|person| named(person.id.to_string(), &person.name)),
        organization: CallerOrganization {
            number: organization.id.number(),
            name: organization.name.clone(),
            region: organization.region.clone(),
            time_zone: organization.time_zone.clone(),
        },
        account: caller.account.as_ref().map(|(id, name)| named(id.to_string(), name)),
        contact: actor.place().and_then(|place| place.contact).map(|id| id.to_string()),
        permissions: actor.grants().list().map(|(key, reach)| (key.name(), reach.name())).collect(),
    })
    .into_response())
}
