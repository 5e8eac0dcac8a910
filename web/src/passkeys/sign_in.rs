//! Signing in by a passkey, without a name and without a password.

use axum::extract::State;
use axum::http::HeaderMap;
use domain::sign_in::login::Browser;
use domain::sign_in::passkeys;
use kernel::Error;

use super::{options, party, signed};
use crate::cookies::DEVICE;
use crate::entrance::others::{self, Whose};
use crate::entrance::{let_in, not_let_in};
use crate::{Answer, Fields, Guest, Jar, Site};

pub(super) async fn challenge(State(site): State<Site>, guest: Guest, fields: Fields) -> Answer {
    fields.only(&[])?;
    let organization = guest.organization(&site).await?;
    let address = &guest.request.address;
    let asked = passkeys::ask_to_sign_in(&site.house, organization.id, address).await?;
    Ok(options::get(&party(&site, &organization)?, &asked))
}

pub(super) async fn enter(
    State(site): State<Site>,
    guest: Guest,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let signed = signed(&fields)?;
    let organization = guest.organization(&site).await?;
    let device = Jar { https: site.settings.https }.get(&headers, DEVICE).unwrap_or_default();
    let browser = Browser { agent: &guest.agent, device: &device, request: guest.request.clone() };
    let party = party(&site, &organization)?;
    match passkeys::sign_in(&site.house, organization.id, &party, &signed, browser).await {
        Ok(login) => {
            others::end(&site, &guest, &headers, Whose::Everybodys).await?;
            Ok(let_in(&site, &login, fields.optional("return_to")))
        }
        Err(error @ (Error::Invalid(_) | Error::TooMany(_))) => {
            not_let_in(&guest, &organization, &fields, &error)
        }
        Err(other) => Err(other.into()),
    }
}
