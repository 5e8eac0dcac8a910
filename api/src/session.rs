//! Who is calling, for whom, and what may be done; and going on in another of one's accounts.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::header;
use axum::response::IntoResponse;
use domain::access::Via;
use domain::sign_in::{SignedIn, places};
use kernel::{AccountId, Error, Invalid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Jar, SESSION};

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::openapi::account_id;
use crate::single::done;

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
    /// The account of a portal user; `null` until somebody who has several has chosen one.
    #[schema(required)]
    account: Option<Named>,
    /// The id of a portal user in the account.
    #[schema(required)]
    user: Option<String>,
    /// The accounts that a portal user with several chooses among; empty for everybody else.
    accounts: Vec<OwnAccount>,
    /// The id of the contact whose records a portal user sees.
    #[schema(required)]
    contact: Option<String>,
    /// What may be done, and how far it reaches: `own`, `account` or `organization`.
    permissions: BTreeMap<&'static str, &'static str>,
}

/// One of the accounts of a portal user who has several.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnAccount {
    id: String,
    name: String,
    /// The names of the person's roles there.
    roles: String,
    /// `open`, `locked`, or `disabled` if the person's access to it is.
    state: &'static str,
    /// The session is in this one.
    current: bool,
}

/// The account to go on in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChoice {
    /// The id of one of the `accounts` of the session.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
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
        user: caller.person.as_ref().filter(|who| who.account.is_some()).map(|who| who.any().to_string()),
        accounts: caller.person.as_ref().map(own_accounts).unwrap_or_default(),
        contact: actor.place().and_then(|place| place.contact).map(|id| id.to_string()),
        permissions: actor.grants().list().map(|(key, reach)| (key.name(), reach.name())).collect(),
    })
    .into_response())
}

fn own_accounts(who: &SignedIn) -> Vec<OwnAccount> {
    let here = who.account.as_ref().map(|(account, _)| *account);
    let each = who.places.iter().map(|place| OwnAccount {
        id: place.account.to_string(),
        name: place.name.clone(),
        roles: place.roles.clone(),
        state: match (place.locked, place.disabled) {
            (true, _) => "locked",
            (_, true) => "disabled",
            _ => "open",
        },
        current: here == Some(place.account),
    });
    each.collect()
}

/// Goes on in another account; the session has another cookie from then on.
pub async fn enter(caller: Caller, Body(choice): Body<AccountChoice>) -> Answer {
    let mut invalid = Invalid::default();
    let account: Option<AccountId> = invalid.check("account", choice.account.parse());
    let account = account.ok_or(Error::Invalid(invalid))?;
    let unknown = || Error::invalid("account", "This is none of your accounts.");
    let who = caller.person.as_ref().ok_or_else(unknown)?;
    let token = match places::enter(caller.house(), who, account).await {
        Err(Error::NotFound) => return Err(unknown().into()),
        other => other?,
    };
    let mut response = done();
    let jar = Jar { https: caller.site.settings.https };
    let seconds = (who.ends_at - who.now).as_seconds();
    response.headers_mut().append(header::SET_COOKIE, jar.set(SESSION, &token.reveal(), Some(seconds)));
    Ok(response)
}
