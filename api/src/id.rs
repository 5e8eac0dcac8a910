//! The id in an address: a text that is no id of this kind names nothing that exists.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use kernel::Error;
use web::Site;

use crate::problem::Problem;

/// The one id of an address, as in `/api/v1/calls/{id}`.
#[derive(Clone, Copy, Debug)]
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequestParts<Site> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, site).await.map_err(|_| Error::NotFound)?;
        Ok(Self(text.parse().map_err(|_| Error::NotFound)?))
    }
}
