//! What a program sends: JSON of a fixed form, read whole and judged field by field.

mod decode;
mod group;
mod raw;
mod strict;
mod texts;

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;
use web::Site;

use crate::problem::Problem;

pub use decode::decode;
pub use group::Group;
pub use raw::Raw;
pub use texts::{Patch, id, line, optional, paragraph};

/// A JSON object of this form; any other field is refused by its name.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let Raw { value, .. } = Raw::from_request(request, site).await?;
        Ok(Self(of(&value)?))
    }
}

/// The value as an object of this form.
pub fn of<T: DeserializeOwned>(value: &Value) -> Result<T, kernel::Error> {
    decode(value).map_err(kernel::Error::Invalid)
}
