//! The one door for everybody: signing in, setting a first password, and going out again.

mod acknowledge;
mod exit_login_as;
mod first_password;
mod forgot_password;
mod login;
mod new_password;
pub(crate) mod others;
mod reset_password;
mod secure_link;
mod sign_out;
mod unsubscribe;
mod verify;

pub(crate) use login::{let_in, refused as not_let_in};

use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::Kind;
use domain::sign_in::{self, SignedIn};
use kernel::{Error, Purpose, Result};

use crate::ui::Door;
use crate::{Guest, Jar, LocalPath, Policy, Routes, SESSION, Site, redirect};

/// Where this kind of person lands, or the page of theirs that they wanted.
pub(crate) fn landing(kind: Kind, wanted: Option<&str>) -> LocalPath {
    let own =
        |path: &&str| path.starts_with("/console") == (kind == Kind::Operator) || *path == "/my_profile";
    let wanted = wanted.filter(own);
    LocalPath::or(wanted, if kind == Kind::Operator { "/console/accounts" } else { "/" })
}

/// Who is signed in here, for pages that are there for guests.
async fn signed_in(site: &Site, guest: &Guest, headers: &HeaderMap) -> Result<Option<SignedIn>> {
    let Some(token) = (Jar { https: site.settings.https }).get(headers, SESSION) else { return Ok(None) };
    let mut read = site.house.read().await?;
    let request = guest.request.clone();
    match sign_in::resolve(&site.house, &mut read, Purpose::Session, &token, request).await {
        Ok(who) if guest.must_be_at(&who.organization).is_ok() => Ok(Some(who)),
        Ok(_) | Err(Error::SignedOut) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The way to change one's password for whoever is signed in: by the present one, and not by a letter (C-18).
async fn to_change(site: &Site, guest: &Guest, headers: &HeaderMap) -> Result<Option<Response>> {
    let who = signed_in(site, guest, headers).await?;
    Ok(who.map(|who| {
        let console = who.actor.kind() == Kind::Operator;
        let page = if console { "/console/profile/password" } else { "/profile/password" };
        redirect(&LocalPath::or(None, page))
    }))
}

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site)
        .get("/login", Policy::Public, login::show)
        .post("/login", Policy::Public, login::enter)
        .post("/logout", Policy::Step, sign_out::leave)
        .post("/login-as/exit", Policy::SignedIn, exit_login_as::leave)
        .and(Routes::new(Door::Console, site).post("/console/logout", Policy::Step, sign_out::leave))
        .get("/link/{token}", Policy::Public, secure_link::show)
        .post("/link/{token}", Policy::Public, secure_link::open)
        .get("/forgot-password", Policy::Public, forgot_password::ask)
        .post("/forgot-password", Policy::Public, forgot_password::send)
        .get("/reset-password/{token}", Policy::Public, reset_password::ask)
        .post("/reset-password/{token}", Policy::Public, reset_password::choose)
        .get("/ack/{token}", Policy::Public, acknowledge::ask)
        .post("/ack/{token}", Policy::Public, acknowledge::confirm)
        .get("/unsubscribe/{token}", Policy::Public, unsubscribe::ask)
        .post("/unsubscribe/{token}", Policy::Public, unsubscribe::confirm)
        .get("/new-password", Policy::Step, new_password::ask)
        .post("/new-password", Policy::Step, new_password::choose)
        .get("/verify", Policy::Step, verify::ask)
        .post("/verify", Policy::Step, verify::confirm)
        .post("/verify/send", Policy::Step, verify::send)
        .get("/welcome/{token}", Policy::Public, first_password::show)
        .post("/welcome/{token}", Policy::Public, first_password::set)
}
