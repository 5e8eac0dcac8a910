//! The x in the bar: back to the page of the console that the operator came from (S3-20, L2).

use axum::http::header;
use domain::sign_in;

use crate::{Answer, Jar, LOGIN_AS, LocalPath, Visitor, redirect};

/// The way back is what the server kept, never what the browser sends. Twice is as good as once.
pub async fn leave(visitor: Visitor) -> Answer {
    let mut to = LocalPath::or(None, "/");
    if let Some(login_as) = &visitor.who.login_as {
        to = LocalPath::or(Some(&login_as.return_to), "/console/accounts");
        sign_in::sign_out(visitor.house(), &visitor.who).await?;
    }
    let jar = Jar { https: visitor.site.settings.https };
    let mut response = redirect(&to);
    response.headers_mut().append(header::SET_COOKIE, jar.clear(LOGIN_AS));
    Ok(response)
}
