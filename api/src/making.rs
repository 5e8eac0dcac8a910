//! Making something once, however often the request for it arrives.

use axum::extract::{FromRequest, Request};
use domain::records::intake::{Once, made};
use kernel::{AnyId, Result};
use serde::de::DeserializeOwned;
use web::Site;

use crate::body::{Raw, of};
use crate::caller::Caller;
use crate::intake::Key;
use crate::problem::Problem;

/// What is to be made, and the program's name for this request.
pub struct Making<T> {
    pub new: T,
    pub once: Option<Once>,
}

impl<T: DeserializeOwned> FromRequest<Site> for Making<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let sent = Key::of(&parts)?;
        let raw = Raw::from_request(Request::from_parts(parts, body), site).await?;
        let once = sent.map(|key| key.once(&raw.bytes)).transpose()?;
        Ok(Self { new: of(&raw.value)?, once })
    }
}

/// What this request has made already, if it was sent before: then it makes nothing, and gives no secret again.
pub async fn made_before(caller: &Caller, once: Option<&Once>) -> Result<Option<AnyId>> {
    match once {
        Some(once) => made(&mut caller.read().await?, &caller.actor, once).await,
        None => Ok(None),
    }
}
