//! For whom passkeys are: the host that the organization's links lead to, never the one that a request names.

use kernel::{Error, Result};
use url::Url;

use crate::organizations::Organization;

/// The relying party of an organization. A browser ties each passkey to `id` and shows it to no other host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    /// The host.
    pub id: String,
    /// What a browser calls it: the organization's name.
    pub name: String,
    /// Scheme, host and port of the pages that may ask.
    pub(super) origin: String,
}

impl RelyingParty {
    pub fn of(organization: &Organization, base_url: &str) -> Result<Self> {
        let address = Url::parse(&organization.address(base_url)).map_err(Error::bug)?;
        let host = address.host_str().ok_or_else(|| Error::bug("a base URL without a host"))?;
        Ok(Self {
            id: host.to_owned(),
            name: organization.name.clone(),
            origin: address.origin().ascii_serialization(),
        })
    }
}
