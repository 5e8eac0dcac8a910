//! What a browser was in before it comes in anew ends: no session is left behind that nobody has in sight (ASVS 7.2.4).

use axum::http::HeaderMap;
use domain::access::Kind;
use domain::sign_in::{self, SignedIn};
use kernel::{Purpose, Result};

use crate::{Guest, Jar, LOGIN_AS, SECURE_LINK, SESSION, Site};

/// Whose sessions end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Everybodys,
    /// An operator's own session is for the console, and stays.
    Clients,
}

/// Ends them; answers the names of their cookies.
pub(crate) async fn end(
    site: &Site,
    guest: &Guest,
    headers: &HeaderMap,
    whose: Whose,
) -> Result<Vec<&'static str>> {
    let mut ended = Vec::new();
    let jar = Jar { https: site.settings.https };
    for (purpose, name) in
        [(Purpose::LoginAs, LOGIN_AS), (Purpose::SecureLink, SECURE_LINK), (Purpose::Session, SESSION)]
    {
        let Some(token) = jar.get(headers, name) else { continue };
        let Some(who) = known(site, guest, purpose, &token).await else { continue };
        if whose == Whose::Clients && who.actor.kind() == Kind::Operator {
            continue;
        }
        sign_in::sign_out(&site.house, &who).await?;
        ended.push(name);
    }
    Ok(ended)
}

async fn known(site: &Site, guest: &Guest, purpose: Purpose, token: &str) -> Option<SignedIn> {
    let mut read = site.house.read().await.ok()?;
    sign_in::peek(&site.house, &mut read, purpose, token, guest.request.clone()).await.ok()
}
