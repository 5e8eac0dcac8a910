//! Lists, a page at a time: the records, how many there are, and where the pages around this one are.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::access::Permission;
use domain::records::{self, Collection, Cursor, Page, Query, Record, Total};
use kernel::{Error, Invalid, Result};
use serde_json::{Value, json};
use web::{Pairs, Site};

use crate::caller::{Answer, Caller};
use crate::problem::Problem;

/// The query string of a list. A filter without a value is refused: a program that forgot to fill in the account
/// must not be given everybody's records.
pub struct Question(pub Pairs);

impl Question {
    fn parse(query: &str) -> Result<Pairs> {
        let mut invalid = Invalid::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if value.is_empty() && name != "q" {
                let shown: String = name.chars().take(80).collect();
                invalid.push(shown, "Give it a value, or leave it out.");
            }
        }
        invalid.into_result()?;
        Ok(Pairs::parse(query))
    }
}

impl FromRequestParts<Site> for Question {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> std::result::Result<Self, Problem> {
        Ok(Self(Self::parse(parts.uri.query().unwrap_or_default())?))
    }
}

/// One page of a collection, within the caller's reach.
pub async fn list<P: Permission>(caller: &Caller, collection: &'static Collection, pairs: &Pairs) -> Answer {
    let query = query(collection, pairs)?;
    let page = records::list(&mut caller.read().await?, &caller.may::<P>()?, &query).await?;
    Ok(answer(collection, pairs, &page, Record::json))
}

/// The question that an address asks. A record always has all of its fields: a program that was written to the
/// `OpenAPI` document finds what the document promises.
pub fn query(collection: &'static Collection, pairs: &Pairs) -> Result<Query> {
    if pairs.get("columns").is_some() {
        return Err(Error::invalid("columns", "The API always gives every field."));
    }
    Ok(Query::parse(collection, pairs.iter())?.with_all_fields())
}

/// The page as JSON, with its neighbours in `Link` (RFC 8288) as well.
pub fn answer(
    collection: &Collection,
    pairs: &Pairs,
    page: &Page,
    json: impl Fn(&Record) -> Value,
) -> Response {
    let place = |cursor: &Option<Cursor>| cursor.as_ref().map(ToString::to_string);
    let (next, previous) = (place(&page.after), place(&page.before));
    let links = links(collection, pairs, next.as_deref(), previous.as_deref());
    let (count, more) = match page.total {
        Total::Exactly(count) => (count, false),
        Total::MoreThan(count) => (count, true),
    };
    let body = json!({
        "data": page.records.iter().map(json).collect::<Vec<_>>(),
        "total": { "count": count, "more": more },
        "next": next,
        "previous": previous,
    });
    let mut response = Json(body).into_response();
    if let Ok(links) = HeaderValue::from_str(&links)
        && !links.is_empty()
    {
        response.headers_mut().insert(header::LINK, links);
    }
    response
}

fn links(collection: &Collection, pairs: &Pairs, next: Option<&str>, previous: Option<&str>) -> String {
    let base = pairs.without(&["after", "before"]);
    let path = format!("/api/v1/{}", collection.name);
    let link = |name: &str, cursor: Option<&str>, rel: &str| {
        cursor.map(|cursor| format!("<{}>; rel=\"{rel}\"", base.with(name, Some(cursor)).href(&path)))
    };
    [link("after", next, "next"), link("before", previous, "prev")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use domain::records::calls::CALLS;

    use super::*;

    #[test]
    fn links_keep_the_question_and_never_name_a_host() {
        let pairs = Pairs::parse("limit=10&q=ann&after=old");
        assert_eq!(
            links(&CALLS, &pairs, Some("N"), Some("P")),
            "</api/v1/calls?limit=10&q=ann&after=N>; rel=\"next\", </api/v1/calls?limit=10&q=ann&before=P>; rel=\"prev\""
        );
        assert_eq!(links(&CALLS, &pairs, None, None), "");
    }

    #[test]
    fn a_filter_without_a_value_is_no_filter_and_is_refused() {
        assert!(Question::parse("q=&limit=10").is_ok());
        for empty in ["account=", "account", "limit=10&state=", "="] {
            assert!(Question::parse(empty).is_err(), "{empty}");
        }
    }

    #[test]
    fn what_is_no_parameter_is_refused_by_its_name() {
        for (address, field) in [
            ("is_admin=1", "is_admin"),
            ("limit=11", "limit"),
            ("columns=from", "columns"),
            ("sort=notes", "sort"),
            ("after=x", "after"),
        ] {
            match query(&CALLS, &Pairs::parse(address)).map(|_| ()) {
                Err(Error::Invalid(invalid)) => {
                    assert!(invalid.message(field).is_some(), "{address}: {invalid:?}");
                }
                other => panic!("{address}: {other:?}"),
            }
        }
        assert_eq!(query(&CALLS, &Pairs::parse("limit=100")).unwrap().columns.len(), CALLS.fields.len());
    }
}
