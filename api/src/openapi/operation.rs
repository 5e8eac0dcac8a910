//! One method of one address, in the words of the document.

use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, PathItem};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::ArrayBuilder;
use utoipa::openapi::{ContentBuilder, OneOfBuilder, RefOr, Required, Schema, SecurityRequirement};
use web::{Policy, Route};

use super::doc::{Doc, Gives};
use super::{answers, parameters, records};
use crate::declared::Declared;

pub fn item(declared: &Declared) -> PathItem {
    let method = match declared.route.method {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    };
    PathItem::new(method, operation(declared))
}

fn operation(declared: &Declared) -> Operation {
    let (route, doc) = (&declared.route, &declared.doc);
    let parameters = parameters::all(route.method, route.path, doc);
    OperationBuilder::new()
        .operation_id(Some(id(route)))
        .tag(doc.tag)
        .summary(Some(doc.summary))
        .description(needs(route.policy))
        .parameters((!parameters.is_empty()).then_some(parameters))
        .request_body(body(route.method, doc))
        .responses(answers::all(declared))
        .securities(Some(securities(route.policy)))
        .build()
}

/// `getAccountsIdNumbers`: made of the method and the address, so that it never changes by itself.
pub fn id(route: &Route) -> String {
    let words = route.path.split(['/', '{', '}', '.']).filter(|word| !matches!(*word, "" | "api" | "v1"));
    words.fold(route.method.to_lowercase(), |id, word| id + &records::capitalized(word))
}

fn needs(policy: Policy) -> Option<String> {
    match policy {
        Policy::Public => None,
        Policy::Step | Policy::Choosing | Policy::SignedIn => Some("For every key and session.".to_owned()),
        Policy::Person => Some("For a person who is signed in, and for no key.".to_owned()),
        Policy::Needs(key) => Some(format!("Needs `{}`: {}.", key.name(), key.meaning().to_lowercase())),
    }
}

/// Either of the two; `OpenAPI` 3.1 lets each name the permissions that it needs.
fn securities(policy: Policy) -> Vec<SecurityRequirement> {
    let needed: Vec<&str> = match policy {
        Policy::Public => return Vec::new(),
        Policy::Person => return vec![SecurityRequirement::new("session", Vec::<&str>::new())],
        Policy::Step | Policy::Choosing | Policy::SignedIn => Vec::new(),
        Policy::Needs(key) => vec![key.name()],
    };
    ["key", "session"].into_iter().map(|scheme| SecurityRequirement::new(scheme, needed.clone())).collect()
}

fn body(method: &str, doc: &Doc) -> Option<RequestBody> {
    if !doc.takes_bytes.is_empty() {
        let bytes = || ContentBuilder::new().build();
        let body = RequestBodyBuilder::new().required(Some(Required::True));
        let body = doc.takes_bytes.iter().fold(body, |body, kind| body.content(*kind, bytes()));
        return Some(body.build());
    }
    let shape = doc.takes.as_ref()?;
    let schema: RefOr<Schema> = if matches!(doc.gives, Gives::Intake(..)) {
        let many = ArrayBuilder::new().items(shape.reference()).max_items(Some(1000));
        OneOfBuilder::new().item(shape.reference()).item(many).into()
    } else {
        shape.reference().into()
    };
    let content = || ContentBuilder::new().schema(Some(schema.clone())).build();
    let mut body =
        RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", content());
    if method == "PATCH" {
        body = body.content("application/merge-patch+json", content());
    }
    Some(body.build())
}
