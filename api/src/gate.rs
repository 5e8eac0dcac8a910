//! The checkpoint before every endpoint: which key or session calls, and whether the policy is met.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::Key;
use domain::accounts::secure;
use domain::organizations;
use domain::sign_in::{self, Step, keys};
use kernel::{Error, Purpose, Result};
use web::{Guest, Jar, Policy, SESSION, Site, named_in};

use crate::caller::{Caller, Inner};
use crate::problem::{Problem, noted};

#[derive(Clone)]
pub(crate) struct Checkpoint {
    pub site: Site,
    pub policy: Policy,
}

/// Nobody is sent elsewhere: who is not let in is told so.
pub(crate) async fn pass(State(here): State<Checkpoint>, mut request: Request, next: Next) -> Response {
    let guest = Guest::of(&here.site, &request);
    let entered = match here.policy {
        Policy::Public => Ok(None),
        policy => enter(&here.site, &guest, request.headers(), policy).await.map(Some),
    };
    let response = match entered {
        Ok(caller) => {
            let read =
                caller.clone().filter(|_| request.method().is_safe()).zip(named_in(request.uri().path()));
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            let response = next.run(request).await;
            match read.filter(|_| response.status().is_success()) {
                Some((caller, id)) => match secure::note_read(caller.house(), &caller.actor, id).await {
                    Ok(()) => response,
                    Err(error) => Problem::Of(error).into_response(),
                },
                None => response,
            }
        }
        Err(error) => Problem::Of(error).into_response(),
    };
    noted(response, &guest.request)
}

async fn enter(site: &Site, guest: &Guest, headers: &HeaderMap, policy: Policy) -> Result<Caller> {
    let caller = who(site, guest, headers).await?;
    guest.must_be_at(&caller.organization)?;
    // A program does no steps: it has a key, or a session of somebody who has done them. All that it can do is choose.
    match caller.person.as_ref().and_then(|who| who.step) {
        None => {}
        Some(Step::ChooseAccount) if policy == Policy::Choosing => {}
        Some(Step::ChooseAccount) => {
            return Err(Error::forbidden("Choose one of your accounts first: PUT /api/v1/session/account."));
        }
        Some(_) => return Err(Error::forbidden("Finish signing in first: open the portal in a browser.")),
    }
    match policy {
        Policy::Needs(key) if caller.actor.grants().reach(key).is_none() => Err(missing(key)),
        Policy::Person => {
            caller.person()?;
            Ok(caller)
        }
        _ => Ok(caller),
    }
}

/// The key, if one is sent; the visitor's own session otherwise. A key that is wrong is not made good by a
/// cookie, and an operator in a client's place has no API: the login-as cookie is never read.
async fn who(site: &Site, guest: &Guest, headers: &HeaderMap) -> Result<Caller> {
    let mut read = site.house.read().await?;
    let request = guest.request.clone();
    if headers.contains_key(header::AUTHORIZATION) {
        let secret = bearer(headers).ok_or(Error::SignedOut)?;
        let actor = keys::resolve(&site.house, &mut read, secret, request).await?;
        let organization = organizations::by_number(&mut read, actor.org()).await?;
        return Ok(Caller::new(Inner {
            site: site.clone(),
            actor,
            organization,
            account: None,
            person: None,
        }));
    }
    let token = Jar { https: site.settings.https }.get(headers, SESSION).ok_or(Error::SignedOut)?;
    let who = sign_in::resolve(&site.house, &mut read, Purpose::Session, &token, request).await?;
    Ok(Caller::new(Inner {
        site: site.clone(),
        actor: who.actor.clone(),
        organization: who.organization.clone(),
        account: who.account.clone(),
        person: Some(who),
    }))
}

/// The secret of `Authorization: Bearer …` (RFC 6750); none if there are two, or another scheme.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let only = all.next().filter(|_| all.next().is_none())?;
    let (scheme, secret) = only.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

fn missing(key: Key) -> Error {
    Error::forbidden(format!(
        "This key or session does not include “{}” ({}). An administrator of your organization can give it.",
        key.meaning(),
        key.name()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn one_bearer_key_is_read_and_nothing_else() {
        assert_eq!(bearer(&headers(&["Bearer portico_x"])), Some("portico_x"));
        assert_eq!(bearer(&headers(&["bearer portico_x"])), Some("portico_x"));
        for wrong in [&["Basic cDpw"][..], &["portico_x"], &["Bearer a", "Bearer b"], &[""], &[]] {
            assert_eq!(bearer(&headers(wrong)), None, "{wrong:?}");
        }
    }
}
