//! Following the secure login link of an account. Looking at it spends nothing, so that a scanner of letters opens no
//! portal; a button does. Whoever was in another portal leaves it first, so that each link opens on the first click
//! (S2-18, S2-19).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::access::Kind;
use domain::sign_in::secure_link::{self, Arrival, Looked, Opened};
use domain::sign_in::{self, SignedIn};
use kernel::{Purpose, Result};

use crate::ui::Shell;
use crate::{Answer, Fields, Guest, Jar, LOGIN_AS, LocalPath, SECURE_LINK, SESSION, Site, page, redirect};

#[derive(Template)]
#[template(path = "secure_link.html")]
struct LinkPage {
    shell: Shell,
    account: String,
    action: String,
}

pub async fn show(State(site): State<Site>, guest: Guest, Path(token): Path<String>) -> Answer {
    let organization = guest.organization(&site).await?;
    let looked =
        secure_link::look(&site.house, &mut site.house.read().await?, organization.id, &token).await?;
    let Looked { name, must_sign_in, .. } = looked;
    if must_sign_in {
        return Ok(redirect(&LocalPath::or(None, "/login")));
    }
    let shell = guest.shell(&organization, &name);
    page(&LinkPage { shell, account: name, action: format!("/link/{token}") })
}

pub async fn open(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    fields.only(&[])?;
    let organization = guest.organization(&site).await?;
    let arrival = Arrival { agent: &guest.agent, request: guest.request.clone() };
    match secure_link::open(&site.house, organization.id, &token, arrival).await? {
        Opened::SignIn => Ok(redirect(&LocalPath::or(None, "/login"))),
        Opened::Portal { token, ends_at } => {
            let mut response = redirect(&LocalPath::or(None, "/"));
            leave_others(&site, &guest, &headers, &mut response).await?;
            let seconds = (ends_at - site.house.now()).as_seconds();
            let cookie = Jar { https: site.settings.https }.set(SECURE_LINK, &token.reveal(), Some(seconds));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
    }
}

/// Ends whatever this browser is in as a client. An operator's own session is for the console, and stays.
async fn leave_others(
    site: &Site,
    guest: &Guest,
    headers: &HeaderMap,
    response: &mut Response,
) -> Result<()> {
    let jar = Jar { https: site.settings.https };
    for (purpose, name) in
        [(Purpose::LoginAs, LOGIN_AS), (Purpose::SecureLink, SECURE_LINK), (Purpose::Session, SESSION)]
    {
        let Some(token) = jar.get(headers, name) else { continue };
        let Some(who) = known(site, guest, purpose, &token).await else { continue };
        if who.actor.kind() == Kind::Operator {
            continue;
        }
        sign_in::sign_out(&site.house, &who).await?;
        response.headers_mut().append(header::SET_COOKIE, jar.clear(name));
    }
    Ok(())
}

async fn known(site: &Site, guest: &Guest, purpose: Purpose, token: &str) -> Option<SignedIn> {
    let mut read = site.house.read().await.ok()?;
    sign_in::peek(&site.house, &mut read, purpose, token, guest.request.clone()).await.ok()
}
