//! Following the secure login link of an account. Looking at it spends nothing, so that a scanner of letters opens no
//! portal; a button does. Whoever was in another portal leaves it first, so that each link opens on the first click
//! (S2-18, S2-19).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use domain::sign_in::secure_link::{self, Arrival, Looked, Opened};

use super::others::{self, Whose};
use crate::ui::Shell;
use crate::{Answer, Fields, Guest, Jar, LocalPath, SECURE_LINK, Site, page, redirect};

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
            let jar = Jar { https: site.settings.https };
            for name in others::end(&site, &guest, &headers, Whose::Clients).await? {
                response.headers_mut().append(header::SET_COOKIE, jar.clear(name));
            }
            let seconds = (ends_at - site.house.now()).as_seconds();
            let cookie = jar.set(SECURE_LINK, &token.reveal(), Some(seconds));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
    }
}
