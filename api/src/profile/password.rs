//! One's own password: changed with the present one, and given once more before what decides over security.

use axum::http::header;
use axum::response::Response;
use domain::sign_in::{SignedIn, change_password, prove as give_proof};
use kernel::Token;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Jar, SESSION};

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::single::done;

/// The present password and another one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPassword {
    #[schema(required)]
    #[serde(default)]
    current: String,
    #[schema(required)]
    #[serde(default)]
    password: String,
}

/// The password once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    #[schema(required)]
    #[serde(default)]
    password: String,
}

/// Every other session ends, and this one goes on under another cookie. Guesses are counted.
pub async fn change(caller: Caller, Body(wish): Body<OwnPassword>) -> Answer {
    let who = caller.person()?;
    let token = change_password(caller.house(), who, &wish.current, &wish.password).await?;
    Ok(goes_on(&caller, who, &token))
}

/// For ten minutes; this session goes on under another cookie.
pub async fn prove(caller: Caller, Body(proof): Body<Proof>) -> Answer {
    let who = caller.person()?;
    let token = give_proof(caller.house(), who, &proof.password).await?;
    Ok(goes_on(&caller, who, &token))
}

fn goes_on(caller: &Caller, who: &SignedIn, token: &Token) -> Response {
    let mut response = done();
    let seconds = (who.ends_at - who.now).as_seconds();
    let cookie = Jar { https: caller.site.settings.https }.set(SESSION, &token.reveal(), Some(seconds));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
