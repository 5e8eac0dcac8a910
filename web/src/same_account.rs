//! Whoever has several accounts writes a form into the one that its page was opened in, whatever another window of the
//! browser did meanwhile (C-07).

use axum::body::{Body, to_bytes};
use axum::http::header;
use axum::response::Response;
use kernel::{AccountId, Error, Result};

use crate::Visitor;

/// The field that says which account a page showed. No page asks for it, and none gets to see it.
pub(crate) const FIELD: &str = "shown_account";
/// What a form begins with that changes something.
const FORM: &str = "<form";

/// Names the account in every form of a page; for whoever has a single one there is nothing to confuse.
pub(crate) async fn name_in_forms(visitor: &Visitor, response: Response) -> Response {
    let Some((account, _)) = visitor.who.account.as_ref().filter(|_| !visitor.who.places.is_empty()) else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    // A page is written out as a whole before it gets here, so that nothing is waited for.
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let page = named(&String::from_utf8_lossy(&page), *account);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

fn named(page: &str, account: AccountId) -> String {
    let field = format!(r#"<input type="hidden" name="{FIELD}" value="{account}">"#);
    let mut out = String::with_capacity(page.len() + 1024);
    let mut rest = page;
    while let Some(at) = rest.find(FORM) {
        let Some(end) = rest.get(at..).and_then(|tag| tag.find('>')).map(|end| at + end + 1) else { break };
        let (tag, after) = rest.split_at(end);
        out.push_str(tag);
        if tag.get(at..).is_some_and(|tag| tag.contains(r#"method="post""#) && !tag.contains("enctype")) {
            out.push_str(&field);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Refuses what was written in another account. What belongs to the person, as the way from one account to another,
/// is the same in all of them.
pub(crate) fn must_be(shown: &str, visitor: &Visitor, path: &str) -> Result<()> {
    let here = visitor.who.account.as_ref().map(|(account, _)| account.to_string());
    let personal = ["/accounts", "/profile", "/my_profile", "/views"];
    let own = personal
        .iter()
        .any(|own| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if own || here.as_deref() == Some(shown) {
        return Ok(());
    }
    let there = visitor.who.places.iter().find(|place| place.account.to_string() == shown);
    let there = there.map_or("another account", |place| place.name.as_str());
    let here = visitor.who.account.as_ref().map_or("no account", |(_, name)| name.as_str());
    Err(Error::conflict(format!(
        "This was written in {there}, and another window of your browser has gone on in {here}. Nothing was changed. \
         Choose {there} at the top, then go back in your browser and send it again."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_changes_something_names_the_account() {
        let account: AccountId = "acct_01m3gqs2wsfrbr6h71vbpb0000".parse().unwrap();
        let page = r#"<form method="get"><input></form><form class="x" method="post" action="/a"><b></form><form method="post" enctype="multipart/form-data">"#;
        let named = named(page, account);
        assert_eq!(named.matches(FIELD).count(), 1, "{named}");
        assert!(
            named.contains(&format!(
                r#"action="/a"><input type="hidden" name="{FIELD}" value="{account}"><b>"#
            ))
        );
        assert_eq!(super::named("<form", account), "<form");
    }
}
