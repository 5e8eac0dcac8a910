//! The checkpoint before every page: who comes, by which door, and whether the policy is met.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::{Kind, Request as RequestInfo};
use domain::accounts::secure;
use domain::sign_in::{self, SignedIn, Step};
use kernel::{AnyId, Error, Purpose};

use crate::cookies::{LOGIN_AS, NOTICE, SECURE_LINK, SESSION};
use crate::guest::Guest;
use crate::problem::{Raised, page_of_error};
use crate::ui::Door;
use crate::visitor::Visitor;
use crate::{Jar, LocalPath, Policy, Problem, Site, redirect, same_account};

/// Who is at the other end of the connection, put there by the listener.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

#[derive(Clone)]
pub(crate) struct Checkpoint {
    pub site: Site,
    pub door: Door,
    pub policy: Policy,
}

pub(crate) async fn pass(State(here): State<Checkpoint>, mut request: Request, next: Next) -> Response {
    let guest = Guest::of(&here.site, &request);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let reads = request.method().is_safe();
    let visitor = match here.policy {
        Policy::Public => None,
        Policy::Step | Policy::Choosing | Policy::SignedIn | Policy::Person | Policy::Needs(_) => {
            match enter(&here, &guest, request.headers(), reads).await {
                Ok(Ok(visitor)) => Some(visitor),
                Ok(Err(elsewhere)) => return not_for_streams(request.headers(), elsewhere),
                Err(Error::SignedOut) => {
                    return not_for_streams(request.headers(), to_sign_in(&here.site, reads, &path));
                }
                Err(error) => {
                    log(&error, &guest.request);
                    return guest.page_of_error(&here.site, &error).await;
                }
            }
        }
    };
    let jar = Jar { https: here.site.settings.https };
    let notice = jar.get(request.headers(), NOTICE);
    if let Some(visitor) = &visitor {
        request.extensions_mut().insert(visitor.clone());
    }
    request.extensions_mut().insert(guest.clone());
    let mut response = next.run(request).await;
    if reads
        && response.status().is_success()
        && let Some(visitor) = &visitor
        && let Err(error) = note_read(visitor, &path).await
    {
        response = Problem(error).into_response();
    }
    if let Some(Raised(error)) = response.extensions().get::<Raised>().cloned() {
        log(&error, &guest.request);
        response = match &visitor {
            Some(visitor) => page_of_error(&error, visitor.shell(""), &guest.request.id),
            None => guest.page_of_error(&here.site, &error).await,
        };
    }
    let shown = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")));
    if shown && let Some(visitor) = &visitor {
        response = same_account::name_in_forms(visitor, response).await;
    }
    if notice.is_some() && reads && shown {
        response.headers_mut().append(header::SET_COOKIE, jar.clear(NOTICE));
    }
    response
}

/// Whoever of the organization was given the page of a record of a Secure account is written down with it.
async fn note_read(visitor: &Visitor, path: &str) -> kernel::Result<()> {
    match named_in(path) {
        Some(id) => secure::note_read(visitor.house(), &visitor.who.actor, id).await,
        None => Ok(()),
    }
}

/// The thing that an address speaks of.
pub fn named_in(path: &str) -> Option<AnyId> {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').find_map(|part| part.parse().ok())
}

/// A stream cannot be sent elsewhere: a page in its place is an error to the browser, and it asks again. Without content
/// it ends for good (HTML, 9.2.3).
fn not_for_streams(headers: &HeaderMap, elsewhere: Response) -> Response {
    let streams = headers.get(header::ACCEPT).is_some_and(|kinds| kinds == "text/event-stream");
    if streams { StatusCode::NO_CONTENT.into_response() } else { elsewhere }
}

/// Writes an error of ours, or a refusal, into the log; never what was asked for.
pub fn log(error: &Error, request: &RequestInfo) {
    match error {
        Error::Bug(what) => tracing::error!(request = %request.id, %what, "a mistake of ours"),
        Error::Unavailable(what) => tracing::warn!(request = %request.id, %what, "not available"),
        Error::Forbidden(_) => tracing::info!(request = %request.id, "refused"),
        _ => {}
    }
}

/// The visitor, or where to go instead.
async fn enter(
    here: &Checkpoint,
    guest: &Guest,
    headers: &HeaderMap,
    reads: bool,
) -> Result<Result<Visitor, Response>, Error> {
    let signed_in = who(here, guest, headers).await?;
    guest.must_be_at(&signed_in.organization)?;
    if let Some(step) = signed_in.step.filter(|step| !open_to(here.policy, *step)) {
        return Ok(Err(to_step(step, reads, &guest.path)));
    }
    match (here.door, signed_in.actor.kind()) {
        (Door::Portal, Kind::Operator) => {
            return Ok(Err(redirect(&LocalPath::or(None, "/console/accounts"))));
        }
        (Door::Console, Kind::PortalUser) => return Err(Error::NotFound),
        _ => {}
    }
    if here.policy == Policy::Person && signed_in.is_by_link() {
        return Err(Error::NotFound);
    }
    let visitor = Visitor::new(here.site.clone(), here.door, guest, signed_in);
    if let Policy::Needs(key) = here.policy
        && visitor.who.actor.grants().reach(key).is_none()
    {
        let text = format!(
            "Your role does not include “{}”. An administrator of your organization can give it to you.",
            key.meaning()
        );
        let error = Error::forbidden(text);
        log(&error, &guest.request);
        return Ok(Err(page_of_error(&error, visitor.shell(""), &guest.request.id)));
    }
    Ok(Ok(visitor))
}

/// Whether a session with this step to do may come to such a page.
fn open_to(policy: Policy, step: Step) -> bool {
    policy == Policy::Step || policy == Policy::Choosing && step == Step::ChooseAccount
}

/// In the portal an operator's login as a client comes first, then a link that was followed; the console knows only one's
/// own session. An open step of one's own comes before everything, on the pages where it is done.
async fn who(here: &Checkpoint, guest: &Guest, headers: &HeaderMap) -> Result<SignedIn, Error> {
    let site = &here.site;
    let jar = Jar { https: site.settings.https };
    let own = jar.get(headers, SESSION);
    let mut read = site.house.read().await?;
    if [Policy::Step, Policy::Choosing].contains(&here.policy)
        && let Some(token) = &own
        && let Ok(who) =
            sign_in::resolve(&site.house, &mut read, Purpose::Session, token, guest.request.clone()).await
        && who.step.is_some()
    {
        return Ok(who);
    }
    for (purpose, name) in [(Purpose::LoginAs, LOGIN_AS), (Purpose::SecureLink, SECURE_LINK)] {
        if let Some(token) = jar.get(headers, name).filter(|_| here.door != Door::Console) {
            let request = guest.request.clone();
            match sign_in::resolve(&site.house, &mut read, purpose, &token, request).await {
                Err(Error::SignedOut) => {}
                other => return other,
            }
        }
    }
    let token = own.ok_or(Error::SignedOut)?;
    sign_in::resolve(&site.house, &mut read, Purpose::Session, &token, guest.request.clone()).await
}

/// To a page that comes first, and back here afterwards. A change is not repeated: its page is looked at again.
fn first_to(page: &str, reads: bool, path: &str) -> Response {
    let back = if reads { LocalPath::parse(path) } else { None };
    let stays = |path: &LocalPath| !["/", "/live", "/console/live"].contains(&path.as_str());
    let to = match back.filter(stays) {
        Some(path) => crate::Pairs::default().with("return_to", Some(path.as_str())).href(page),
        None => page.to_owned(),
    };
    redirect(&LocalPath::or(Some(&to), page))
}

/// To the page of an open step. A program that follows finds a page there, and none of what it asked for.
fn to_step(step: Step, reads: bool, path: &str) -> Response {
    first_to(step_page(step), reads, path)
}

/// Where a step is done.
pub(crate) const fn step_page(step: Step) -> &'static str {
    match step {
        Step::NewPassword => "/new-password",
        Step::ChooseAccount => "/accounts",
        Step::Verify => "/verify",
        Step::SecondFactor | Step::SetUpFactor => "/second-factor",
    }
}

fn to_sign_in(site: &Site, reads: bool, path: &str) -> Response {
    let mut response = first_to("/login", reads, path);
    let jar = Jar { https: site.settings.https };
    response.headers_mut().append(header::SET_COOKIE, jar.clear(LOGIN_AS));
    response
}

impl axum::extract::FromRequestParts<Site> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &Site) -> Result<Self, Problem> {
        // A page that asks for a visitor on a public route is a mistake of ours, and lets nobody in.
        parts.extensions.get::<Self>().cloned().ok_or(Problem(Error::SignedOut))
    }
}

/// A random name for a request, for the log and for whoever asks for help.
pub(crate) fn request_id(site: &Site) -> String {
    let bytes: [u8; 8] = site.house.dice().bytes();
    format!("{:016x}", u64::from_be_bytes(bytes))
}

/// The address that attempts are counted by: the peer's, or what a trusted proxy says.
pub(crate) fn address(site: &Site, request: &Request) -> String {
    let Some(ClientAddress(peer)) = request.extensions().get::<ClientAddress>() else {
        return String::new();
    };
    // The last line is the one that our proxy wrote; those before it may be the visitor's own invention.
    let forwarded =
        request.headers().get_all("x-forwarded-for").iter().next_back().map(HeaderValue::as_bytes);
    let claimed = forwarded
        .filter(|_| site.settings.trusted_proxies.contains(peer))
        .and_then(|line| std::str::from_utf8(line).ok())
        .and_then(|line| line.rsplit(',').next())
        .and_then(|last| last.trim().parse::<IpAddr>().ok());
    claimed.unwrap_or(*peer).to_canonical().to_string()
}
