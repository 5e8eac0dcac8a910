//! Another program at the door: for whom it calls, and what it may do.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use domain::access::{Actor, Granted, Permission};
use domain::organizations::Organization;
use domain::sign_in::SignedIn;
use domain::{House, Read};
use kernel::{AccountId, Error, Result};
use web::Site;

use crate::problem::Problem;

/// What an endpoint gives back.
pub type Answer = std::result::Result<Response, Problem>;

/// The one parameter of an endpoint: who calls, and the house.
#[derive(Clone)]
pub struct Caller(Arc<Inner>);

pub struct Inner {
    pub site: Site,
    pub actor: Actor,
    pub organization: Organization,
    /// The account that a portal user belongs to, by name.
    pub account: Option<(AccountId, String)>,
    /// Whoever is signed in; nobody in person for a key.
    pub person: Option<SignedIn>,
}

impl Deref for Caller {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Caller {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    pub fn house(&self) -> &House {
        &self.site.house
    }

    pub async fn read(&self) -> Result<Read> {
        self.site.house.read().await
    }

    pub fn may<P: Permission>(&self) -> Result<Granted<P>> {
        self.actor.may::<P>()
    }

    /// The person who is signed in. A key does what it was given, and no person's own things were given to it.
    pub fn person(&self) -> Result<&SignedIn> {
        self.person.as_ref().ok_or_else(|| {
            Error::forbidden("This is for a person who is signed in. An API key is nobody in person.")
        })
    }

    /// The country of telephone numbers that are written without a country code.
    pub fn region(&self) -> &str {
        &self.organization.region
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> std::result::Result<Self, Problem> {
        // An endpoint that asks for a caller on a public route is a mistake of ours, and lets nobody in.
        parts.extensions.get::<Self>().cloned().ok_or(Problem::Of(Error::SignedOut))
    }
}
