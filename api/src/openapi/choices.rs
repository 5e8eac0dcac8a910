//! The few values that some fields of a request may have, in the words of the document.

use domain::access::{Kind, roles};
use domain::records::calls::{DIRECTIONS, STATES};
use domain::records::{Choice, messages};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

fn among(choices: &[Choice]) -> RefOr<Schema> {
    let values = choices.iter().map(|choice| choice.value);
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(values)).into()
}

pub fn call_directions() -> RefOr<Schema> {
    among(DIRECTIONS)
}

pub fn call_states() -> RefOr<Schema> {
    among(STATES)
}

pub fn message_priorities() -> RefOr<Schema> {
    among(messages::PRIORITIES)
}

pub fn message_states() -> RefOr<Schema> {
    among(messages::STATES)
}

/// Roles are the organization's own; those that ship are given as examples.
pub fn portal_roles() -> RefOr<Schema> {
    let names = roles::PRESETS.iter().filter(|role| role.kind == Kind::PortalUser).map(|role| role.name);
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("The name of a role of portal users."))
        .examples(names)
        .into()
}
