//! From JSON to the fields of a form: every field that is wrong is named, not only the first.

use kernel::Invalid;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// The most fields that one answer complains about.
const ENOUGH: usize = 50;
/// How much of what was sent is repeated in an answer.
const LONGEST: usize = 300;

/// Reads an object. A field that cannot be read is noted and set aside, so that the next one is looked at too.
pub fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, Invalid> {
    if !value.is_object() {
        return Err(Invalid::field("body", "Send a JSON object."));
    }
    let mut value = value.clone();
    let mut invalid = Invalid::default();
    for _ in 0..ENOUGH {
        match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) if invalid.is_empty() => return Ok(read),
            Ok(_) => break,
            Err(error) => {
                let path = error.path().clone();
                invalid.push(short(&path.to_string()), words(&error.into_inner().to_string()));
                if !set_aside(&mut value, &path) {
                    break;
                }
            }
        }
    }
    Err(invalid)
}

fn words(message: &str) -> String {
    match message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", expected ")) {
        Some((_, known)) => short(&format!("There is no such field here; expected {known}.")),
        None => short(&format!("This cannot be used: {message}.")),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// Removes what the path leads to; an item of a list goes with its list, so that no other item is renumbered.
fn set_aside(value: &mut Value, path: &Path) -> bool {
    let mut names = Vec::new();
    for segment in path {
        match segment {
            Segment::Map { key } => names.push(key.as_str()),
            _ => break,
        }
    }
    let Some((last, parents)) = names.split_last() else { return false };
    let mut place = value;
    for name in parents {
        match place.get_mut(name) {
            Some(next) => place = next,
            None => return false,
        }
    }
    place.as_object_mut().and_then(|map| map.remove(*last)).is_some()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Form {
        name: String,
        seconds: Option<i64>,
        list: Vec<String>,
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let sent =
            json!({ "name": 5, "seconds": "long", "list": ["a", 2, 3], "is_admin": true, "role": "x" });
        let invalid = decode::<Form>(&sent).unwrap_err();
        let mut fields: Vec<&str> = invalid.fields().iter().map(|error| error.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["is_admin", "list[1]", "name", "role", "seconds"]);
        assert!(invalid.message("is_admin").unwrap().contains("`name`"), "{invalid:?}");
    }

    #[test]
    fn a_form_is_an_object() {
        for sent in [json!(["Ann", 5]), json!("Ann"), json!(null), json!(1)] {
            assert_eq!(decode::<Form>(&sent).unwrap_err().fields()[0].field, "body");
        }
        let form = decode::<Form>(&json!({ "name": "Ann", "seconds": null })).unwrap();
        assert_eq!((form.name.as_str(), form.seconds, form.list.len()), ("Ann", None, 0));
    }

    #[test]
    fn what_is_repeated_is_short() {
        let invalid = decode::<Form>(&json!({ "seconds": "x".repeat(100_000) })).unwrap_err();
        assert!(invalid.fields()[0].message.len() < 1_000);
    }
}
