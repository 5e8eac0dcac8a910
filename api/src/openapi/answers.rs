//! The answers of a route: what it gives when all is well, and every problem that it may have.

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, OneOfBuilder, Ref, RefOr, Response, ResponseBuilder, Responses,
    ResponsesBuilder, Schema,
};
use web::Policy;

use super::doc::{Doc, Gives};
use super::{parameters, records};
use crate::declared::Declared;

/// Every answer of a route.
pub fn all(declared: &Declared) -> Responses {
    let (route, doc) = (&declared.route, &declared.doc);
    let mut all = well(route.method, doc);
    for (status, name, _) in problems() {
        let may = match status {
            400 | 413 | 415 => doc.takes.is_some() || !doc.takes_bytes.is_empty(),
            401 | 403 => route.policy != Policy::Public,
            404 => route.path.contains('{'),
            409 | 429 => route.method != "GET",
            412 => parameters::is_conditional(route.method, route.path),
            422 => {
                doc.takes.is_some()
                    || !doc.takes_bytes.is_empty()
                    || !doc.asks.is_empty()
                    || matches!(doc.gives, Gives::Page(_))
            }
            _ => true,
        };
        if may {
            all = all.response(status.to_string(), Ref::from_response_name(name));
        }
    }
    all.build()
}

/// Each problem: its status, its name in the document, and when it is the answer.
fn problems() -> [(u16, &'static str, &'static str); 12] {
    [
        (400, "Malformed", "The body is not JSON, or has a field twice."),
        (401, "SignedOut", "The key or session is missing, wrong or has ended."),
        (403, "Forbidden", "The key or session does not include this permission."),
        (404, "NotFound", "It does not exist, or is out of your reach: the two read the same."),
        (
            409,
            "Conflict",
            "It does not go together with what is there, or the Idempotency-Key was used otherwise.",
        ),
        (412, "Changed", "It has another version than the one that `If-Match` names."),
        (
            413,
            "TooLarge",
            "More than 4 MiB, more than 1,000 records, or a file that is larger than it may be.",
        ),
        (415, "NotJson", "The body is not announced as JSON, or a file is sent packed."),
        (422, "Invalid", "Something that was sent cannot be used; `errors` names each field."),
        (429, "TooMany", "Too often; try again after `Retry-After` seconds."),
        (500, "Bug", "A mistake of ours."),
        (503, "Unavailable", "Not possible right now; try again after `Retry-After` seconds."),
    ]
}

/// The problems, once for all routes.
pub fn shared() -> Vec<(&'static str, RefOr<Response>)> {
    let response = |status: u16, words: &str| {
        let schema = Ref::from_schema_name("ProblemDocument");
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let mut response =
            ResponseBuilder::new().description(words).content("application/problem+json", content);
        if matches!(status, 429 | 503) {
            let seconds = ObjectBuilder::new().schema_type(Type::Integer);
            response = response.header("Retry-After", HeaderBuilder::new().schema(Some(seconds)).build());
        }
        if status == 401 {
            response = response.header("WWW-Authenticate", text_header("Bearer"));
        }
        response.build()
    };
    problems().into_iter().map(|(status, name, words)| (name, RefOr::T(response(status, words)))).collect()
}

fn text_header(words: &str) -> utoipa::openapi::header::Header {
    let text = ObjectBuilder::new().schema_type(Type::String);
    HeaderBuilder::new().schema(Some(text)).description(Some(words)).build()
}

fn json(words: &str, schema: impl Into<RefOr<Schema>>) -> ResponseBuilder {
    ResponseBuilder::new()
        .description(words)
        .content("application/json", ContentBuilder::new().schema(Some(schema)).build())
}

fn well(method: &str, doc: &Doc) -> ResponsesBuilder {
    let all = ResponsesBuilder::new();
    match &doc.gives {
        Gives::Page(collection) => {
            let page = json("One page.", Ref::from_schema_name(records::page_name(collection)));
            all.response(
                "200",
                page.header("Link", text_header("The pages around this one: `next`, `prev` (RFC 8288).")),
            )
        }
        Gives::Record(collection) => {
            versioned(all, method, json("The record.", Ref::from_schema_name(records::name(collection))))
        }
        Gives::Versioned(shape) => versioned(all, method, json("As it is now.", shape.reference())),
        Gives::Says(shape) => all.response("200", json("The answer.", shape.reference())),
        Gives::Makes(shape) => all.response("201", made("It was made.", shape.reference())),
        Gives::Intake(one, many) => {
            let either = OneOfBuilder::new().item(one.reference()).item(many.reference());
            all.response(
                "200",
                json("What became of each record of a list, or that the one exists already.", either),
            )
            .response("201", made("The one record is new.", one.reference()))
        }
        Gives::Done => all.response("204", ResponseBuilder::new().description("It was done.")),
        Gives::Text => {
            let text = ObjectBuilder::new().schema_type(Type::String);
            let content = ContentBuilder::new().schema(Some(text)).build();
            all.response(
                "200",
                ResponseBuilder::new().description("The lines.").content("text/plain", content),
            )
        }
        Gives::Sound => all
            .response("200", sound("All of it."))
            .response("206", sound("The stretch that `Range` asks for."))
            .response("304", ResponseBuilder::new().description("You have this version already."))
            .response("416", ResponseBuilder::new().description("The stretch begins after the end.")),
        Gives::File => {
            let file = ResponseBuilder::new().description("The file.");
            all.response("200", file.content("*/*", ContentBuilder::new().build()))
        }
        Gives::Itself => {
            all.response("200", json("OpenAPI 3.1.", ObjectBuilder::new().schema_type(Type::Object)))
        }
    }
}

fn sound(words: &str) -> ResponseBuilder {
    ResponseBuilder::new()
        .description(words)
        .content("audio/*", ContentBuilder::new().build())
        .header("ETag", text_header("Its version."))
}

fn versioned(all: ResponsesBuilder, method: &str, answer: ResponseBuilder) -> ResponsesBuilder {
    let all = all.response("200", answer.header("ETag", text_header("Its version.")));
    if method == "GET" {
        all.response("304", ResponseBuilder::new().description("You have this version already."))
    } else {
        all
    }
}

fn made(words: &str, schema: Ref) -> ResponseBuilder {
    json(words, schema).header("Location", text_header("Where it is found from now on."))
}
