//! What stands in an address: ids, the parameters of a list, and the versions that a request names.

use domain::records::{Collection, Kind, LIMITS};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use super::doc::{Doc, Gives};
use super::records::identifier;

/// Every parameter of a route.
pub fn all(method: &str, path: &str, doc: &Doc) -> Vec<Parameter> {
    let mut all = in_path(path, doc);
    match &doc.gives {
        Gives::Page(collection) => all.extend(of_list(collection)),
        Gives::Sound => all.push(header("Range", "One stretch of the bytes: `bytes=0-65535`.")),
        Gives::Record(_) | Gives::Versioned(_) if method == "GET" => {
            all.push(header("If-None-Match", "Versions that you have already; 304 if it is one of them."));
        }
        _ => {}
    }
    if doc.once {
        all.push(idempotency_key());
    }
    for &(name, words) in doc.asks {
        all.push(parameter(name, ParameterIn::Query, Some(words), text().into()));
    }
    if is_conditional(method, path) {
        all.push(header(
            "If-Match",
            "The version (`ETag`) that you want to change; 412 if it is another one by now.",
        ));
    }
    all
}

/// What is deleted and has no version.
const WITHOUT_VERSION: [&str; 7] = [
    "/attachments/{id}",
    "/keys/{id}",
    "/outbox/{id}",
    "/overrides/{id}",
    "/recording-uploads/{id}",
    "/sessions/{id}",
    "/webhooks/{id}",
];
/// What is replaced whole, and is a part of a record that has a version.
const PARTS: [&str; 4] = ["/letters/{id}", "/{id}/note", "/{id}/tags", "/{id}/operators"];

/// Whether a change can be bound to a version of the record.
pub fn is_conditional(method: &str, path: &str) -> bool {
    match method {
        "PATCH" => true,
        "DELETE" => path.ends_with("/{id}") && !WITHOUT_VERSION.iter().any(|end| path.ends_with(end)),
        "PUT" => PARTS.iter().any(|end| path.ends_with(end)),
        _ => false,
    }
}

fn in_path(path: &str, doc: &Doc) -> Vec<Parameter> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names
        .map(|name| {
            let schema = match (name, doc.collection) {
                ("id", Some(collection)) => identifier(collection.prefix),
                _ => text(),
            };
            parameter(name, ParameterIn::Path, None, schema.into())
        })
        .collect()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn header(name: &str, words: &str) -> Parameter {
    parameter(name, ParameterIn::Header, Some(words), text().into())
}

fn idempotency_key() -> Parameter {
    let words = "Your name for this request. Sent again with the same body within a day, it is answered the same, \
        without a secret that was in the answer, and changes nothing.";
    let key = text().min_length(Some(1)).max_length(Some(255)).pattern(Some("^[!-~]+$"));
    parameter("Idempotency-Key", ParameterIn::Header, Some(words), key.into())
}

fn parameter(name: &str, place: ParameterIn, words: Option<&str>, schema: RefOr<Schema>) -> Parameter {
    let required = if matches!(place, ParameterIn::Path) { Required::True } else { Required::False };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(words)
        .schema(Some(schema))
        .build()
}

fn of_list(collection: &Collection) -> Vec<Parameter> {
    let query = |name: &str, words: &str, schema: RefOr<Schema>| {
        parameter(name, ParameterIn::Query, Some(words), schema)
    };
    let sorts = collection.fields.iter().filter(|field| field.sort.is_some());
    let sorts: Vec<String> =
        sorts.flat_map(|field| [field.name.to_owned(), format!("-{}", field.name)]).collect();
    let limits = ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some(LIMITS));
    let mut all = vec![
        query(
            "q",
            "Words to search for; every one of them must be found.",
            text().max_length(Some(200)).into(),
        ),
        query(
            "sort",
            &format!("`{}` if it is left out; “-” before a name is descending.", collection.default_sort),
            text().enum_values(Some(sorts)).into(),
        ),
        query("limit", "Records of a page; 25 if it is left out.", limits.into()),
        query("after", "The `next` of the page before.", text().min_length(Some(1)).into()),
        query("before", "The `previous` of the page after.", text().min_length(Some(1)).into()),
    ];
    for field in collection.fields.iter().filter(|field| field.filterable) {
        let words = match field.kind {
            Kind::Names if field.name == "tags" => "A tag, or several with commas between them.",
            Kind::Names if field.name == "groups" => "The name of a group.",
            Kind::Names if field.name == "operators" => "The id of an operator.",
            Kind::Instant => "A day, an instant, or a range of them: `2026-11-01..2026-11-21`.",
            Kind::Number | Kind::Duration => "A number, or a range such as `60..300`, `60..` or `..300`.",
            Kind::Choice(_) | Kind::Action => "One of the values, or several with commas between them.",
            Kind::Phone => "Some digits of the number.",
            Kind::Reference(..) => "The id.",
            Kind::Text | Kind::Names | Kind::Ways | Kind::Paragraph | Kind::Email => "A part of the text.",
        };
        let schema = match field.kind {
            Kind::Reference(prefix, _) => identifier(prefix),
            Kind::Choice(choices) => {
                let one = choices.iter().map(|choice| choice.value).collect::<Vec<_>>().join("|");
                text().pattern(Some(format!("^({one})(,({one}))*$")))
            }
            _ => text().min_length(Some(1)),
        };
        all.push(query(field.name, words, schema.into()));
    }
    all
}
