//! The API described for programs: `OpenAPI` 3.1, made of the same declarations as the router.

mod answers;
mod choices;
mod doc;
mod operation;
mod parameters;
mod records;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use domain::accounts::ACCOUNTS;
use domain::announcements::ANNOUNCEMENTS;
use domain::history::HISTORY;
use domain::notices::OUTBOX;
use domain::on_call::SCHEDULES;
use domain::people::contacts::CONTACTS;
use domain::people::users::USERS;
use domain::records::Collection;
use domain::records::calls::CALLS;
use domain::records::messages::MESSAGES;
use domain::resources::{PROPOSALS, RESOURCES};
use domain::statuses::STATUSES;
use domain::tasks::TASKS;
use utoipa::openapi::path::{PathItem, PathsBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};

use crate::caller::Answer;
use crate::declared::{Declared, declared};
use crate::problem::ProblemDocument;

pub use choices::{
    account_id, call_directions, call_id, call_states, contact_id, delivery_contents, delivery_modes,
    maybe_account_id, message_priorities, message_states, operator_roles, portal_roles, status_levels,
};
pub use choices::{resource_categories, some_contact_id, task_repeats, task_states};
pub use doc::Doc;
use doc::Shape;

/// Every kind of record that the API lists.
pub(crate) const COLLECTIONS: [&Collection; 13] = [
    &ACCOUNTS,
    &USERS,
    &CONTACTS,
    &CALLS,
    &MESSAGES,
    &STATUSES,
    &SCHEDULES,
    &HISTORY,
    &OUTBOX,
    &TASKS,
    &RESOURCES,
    &PROPOSALS,
    &ANNOUNCEMENTS,
];

const ABOUT: &str = "Everything that your people may do in Portico, for your programs.\n\n\
    Send an API key as `Authorization: Bearer portico_…`. Lists are read a page at a time: pass the `next` of an \
    answer as `after`. A record that is out of your reach answers as one that never existed. Days in filters are days \
    in UTC. A `PATCH` is a JSON Merge Patch (RFC 7396): what is left out stays as it is, `null` empties a field.";

/// The document, as it was packed when the program was built.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/openapi.json.z"));

/// The document, as `portico openapi` prints it: what [`described`] wrote into `docs/generated`.
pub fn document() -> String {
    let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(PACKED).unwrap_or_default();
    String::from_utf8(unpacked).unwrap_or_default()
}

/// The document, as the declarations of the routes make it. A released program describes no types (`doc::Shape`): it
/// has the document, and half a megabyte less to carry (decision 0039).
pub fn described() -> String {
    of(&declared()).to_pretty_json().unwrap_or_default()
}

/// `GET /api/v1/openapi.json`
pub async fn serve() -> Answer {
    // The same for everybody and in every process of this version.
    static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(document()));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
    ];
    Ok((headers, DOCUMENT.clone()).into_response())
}

fn of(declared: &[Declared]) -> OpenApi {
    let mut items: BTreeMap<&str, PathItem> = BTreeMap::new();
    for one in declared {
        let item = operation::item(one);
        match items.get_mut(one.route.path) {
            Some(known) => known.merge_operations(item),
            None => drop(items.insert(one.route.path, item)),
        }
    }
    let paths = items.into_iter().fold(PathsBuilder::new(), |paths, (path, item)| paths.path(path, item));
    let mut tags: Vec<&str> = Vec::new();
    for one in declared {
        if !tags.contains(&one.doc.tag) {
            tags.push(one.doc.tag);
        }
    }
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Portico")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(ABOUT))
                .build(),
        )
        .paths(paths)
        .components(Some(components(declared).build()))
        .tags(Some(tags.into_iter().map(|tag| TagBuilder::new().name(tag).build())))
        .build()
}

fn components(declared: &[Declared]) -> ComponentsBuilder {
    let mut components = ComponentsBuilder::new()
        .security_scheme(
            "key",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some("An API key, `portico_…`, with permissions of its own."))
                    .build(),
            ),
        )
        .security_scheme(
            "session",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                "__Host-portico",
                "The session of somebody who is signed in with a browser; `portico` where the portal is reached by http.",
            ))),
        )
        .schema("Total", records::total())
        .schema("Reference", records::reference())
        .schema("Way", records::way());
    for collection in COLLECTIONS {
        components = components
            .schema(records::name(collection), records::record(collection))
            .schema(records::page_name(collection), records::page(collection));
    }
    let problem = Shape::of::<ProblemDocument>().schemas();
    for (name, schema) in declared.iter().flat_map(|one| one.doc.schemas()).chain(problem) {
        components = components.schema(name, schema);
    }
    for (name, response) in answers::shared() {
        components = components.response(name, response);
    }
    components
}
