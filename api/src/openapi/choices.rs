//! What some fields of a request may hold, in the words of the document: a few values, and ids.

use domain::access::{Kind, roles};
use domain::delivery;
use domain::records::calls::{DIRECTIONS, STATES};
use domain::records::{Choice, messages};
use domain::resources::CATEGORIES;
use domain::statuses::LEVELS;
use domain::tasks;
use kernel::{AccountId, CallId, ContactId};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};

use super::records::identifier;

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

pub fn delivery_modes() -> RefOr<Schema> {
    among(delivery::MODES)
}

pub fn delivery_contents() -> RefOr<Schema> {
    among(delivery::CONTENTS)
}

pub fn status_levels() -> RefOr<Schema> {
    among(LEVELS)
}

pub fn resource_categories() -> RefOr<Schema> {
    among(CATEGORIES)
}

pub fn task_states() -> RefOr<Schema> {
    among(tasks::STATES)
}

pub fn task_repeats() -> RefOr<Schema> {
    among(tasks::REPEATS)
}

/// The id of an account.
pub fn account_id() -> RefOr<Schema> {
    identifier(AccountId::PREFIX).into()
}

/// The id of a contact of the account, or nobody.
pub fn contact_id() -> RefOr<Schema> {
    maybe(ContactId::PREFIX)
}

/// The id of a contact.
pub fn some_contact_id() -> RefOr<Schema> {
    identifier(ContactId::PREFIX).into()
}

/// The id of a call of the account, or none.
pub fn call_id() -> RefOr<Schema> {
    maybe(CallId::PREFIX)
}

/// The id of an account, if it is not found by a number.
pub fn maybe_account_id() -> RefOr<Schema> {
    maybe(AccountId::PREFIX)
}

fn maybe(prefix: &str) -> RefOr<Schema> {
    identifier(prefix).schema_type(SchemaType::from_iter([Type::String, Type::Null])).into()
}

/// Roles are the organization's own; those that ship are given as examples.
pub fn portal_roles() -> RefOr<Schema> {
    roles_for(Kind::PortalUser, "The id or the name of a role of portal users.")
}

pub fn operator_roles() -> RefOr<Schema> {
    roles_for(Kind::Operator, "The id or the name of a role of operators.")
}

fn roles_for(kind: Kind, words: &str) -> RefOr<Schema> {
    let names = roles::PRESETS.iter().filter(|role| role.kind == kind).map(|role| role.name);
    let role =
        ObjectBuilder::new().schema_type(Type::String).description(Some(words.to_owned())).examples(names);
    ArrayBuilder::new().items(role).into()
}
