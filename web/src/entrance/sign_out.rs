//! Signing out ends the session on our side, not only in the browser.

use axum::http::header;
use domain::sign_in;

use crate::{Answer, Jar, LOGIN_AS, LocalPath, SECURE_LINK, SESSION, Visitor, redirect};

/// In a client's place this leaves the client's portal only; the operator stays signed in.
pub async fn leave(visitor: Visitor) -> Answer {
    sign_in::sign_out(visitor.house(), &visitor.who).await?;
    let jar = Jar { https: visitor.site.settings.https };
    let (cookie, to) = match &visitor.who.login_as {
        Some(login_as) => (LOGIN_AS, LocalPath::or(Some(&login_as.return_to), "/console/accounts")),
        None if visitor.who.is_by_link() => (SECURE_LINK, LocalPath::or(None, "/login")),
        None => (SESSION, LocalPath::or(None, "/login")),
    };
    let mut response = redirect(&to);
    response.headers_mut().append(header::SET_COOKIE, jar.clear(cookie));
    Ok(response)
}
