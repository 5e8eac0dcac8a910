//! The document and the router say the same, and the document is whole.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

fn json() -> Value {
    serde_json::from_str(&described()).unwrap()
}

/// `GET /api/v1/accounts`, of the router and of the document.
fn routes_of(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        methods.into_iter().map(move |method| format!("{method} {path}")).collect::<Vec<_>>()
    };
    paths.iter().flat_map(methods).collect()
}

/// Every object and every text in the document.
fn walk<'a>(value: &'a Value, see: &mut impl FnMut(&'a str, &'a Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            see(key, value);
            walk(value, see);
        }),
        Value::Array(list) => list.iter().for_each(|value| walk(value, see)),
        _ => {}
    }
}

#[test]
fn every_route_is_in_the_document_and_nothing_else() {
    let declared: BTreeSet<String> =
        declared().iter().map(|one| format!("{} {}", one.route.method, one.route.path)).collect();
    assert_eq!(declared, routes_of(&json()));
    assert!(declared.len() > 30, "the document is whole");
}

#[test]
fn every_reference_leads_somewhere() {
    let document = json();
    let mut seen = 0;
    walk(&document, &mut |key, value| {
        if key == "$ref" {
            let pointer = value.as_str().unwrap().trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{pointer}");
            seen += 1;
        }
    });
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_object_is_closed() {
    for (name, schema) in json()["components"]["schemas"].as_object().unwrap() {
        walk(schema, &mut |key, value| {
            if key == "properties" {
                assert!(value.is_object());
            }
        });
        let objects = schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or(vec![schema.clone()]);
        for object in objects.iter().filter(|object| object.get("properties").is_some()) {
            assert_eq!(object["additionalProperties"], false, "{name}");
        }
    }
}

#[test]
fn ids_of_operations_are_unique_and_each_has_its_words_and_answers() {
    let document = json();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            assert!(!operation["summary"].as_str().unwrap().is_empty());
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{method} {path}");
            let public = path.ends_with("openapi.json");
            assert_eq!(answers.contains_key("401"), !public, "{method} {path}");
            // What is a person's own is for no key.
            let ways = if public { 0 } else { 2 - usize::from(path.starts_with("/api/v1/profile")) };
            assert_eq!(operation["security"].as_array().map(Vec::len), Some(ways), "{method} {path}");
        }
    }
}

#[test]
fn what_must_be_sent_is_said() {
    let document = json();
    let schemas = &document["components"]["schemas"];
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(schemas["NewCall"]["required"], serde_json::json!(["direction", "state", "started_at"]));
    assert_eq!(
        schemas["NewCall"]["properties"]["direction"]["enum"],
        serde_json::json!(["inbound", "outbound", "internal"])
    );
    assert_eq!(schemas["NewCall"]["properties"]["account"]["type"], serde_json::json!(["string", "null"]));
    assert_eq!(schemas["AccountChanges"].get("required"), None);
    assert_eq!(
        schemas["Call"]["properties"]["contact"]["oneOf"][0]["$ref"],
        "#/components/schemas/Reference"
    );
    walk(schemas, &mut |key, value| assert!(key != "default", "{value}"));
}
