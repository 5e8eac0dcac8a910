//! Records as the API gives them, described from the fields of their collections.

use domain::people::contacts::Label;
use domain::records::{Collection, Field, Kind};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{OneOfBuilder, Ref, RefOr, Schema};

/// `Account`, `HistoryEntry`
pub fn name(collection: &Collection) -> String {
    match collection.name {
        "history" => "HistoryEntry".to_owned(),
        "outbox" => "Letter".to_owned(),
        "statuses" => "Status".to_owned(),
        plural => capitalized(plural.strip_suffix('s').unwrap_or(plural)),
    }
}

/// `AccountsPage`
pub fn page_name(collection: &Collection) -> String {
    format!("{}Page", capitalized(collection.name))
}

pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn object() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

pub fn record(collection: &Collection) -> RefOr<Schema> {
    let mut record = object()
        .description(Some(format!("One {}.", collection.singular)))
        .property("id", identifier(collection.prefix))
        .required("id");
    for field in collection.fields {
        record = record.property(field.name, value(field));
        // What the team notes for itself is left out for portal users, and what needs a further permission without it.
        if !field.team && field.needs.is_none() {
            record = record.required(field.name);
        }
    }
    record.into()
}

/// One page of a list, and where its neighbours are.
pub fn page(collection: &Collection) -> RefOr<Schema> {
    let place = |words: &str| {
        ObjectBuilder::new().schema_type(nullable(Type::String)).description(Some(words.to_owned())).build()
    };
    object()
        .property("data", ArrayBuilder::new().items(Ref::from_schema_name(name(collection))))
        .property("total", Ref::from_schema_name("Total"))
        .property("next", place("Pass it as `after` for the next page; null on the last one."))
        .property("previous", place("Pass it as `before` for the page before; null on the first one."))
        .required("data")
        .required("total")
        .required("next")
        .required("previous")
        .into()
}

/// How many records match; a count goes no further than a thousand.
pub fn total() -> RefOr<Schema> {
    let more = ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .description(Some("Whether there are more than that."));
    object()
        .property(
            "count",
            ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(1000)),
        )
        .property("more", more)
        .required("count")
        .required("more")
        .into()
}

/// Another record, by its id and its name.
pub fn reference() -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    object().property("id", text()).property("name", text()).required("id").required("name").into()
}

/// An address or a number of a contact, and what it is.
pub fn way() -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let labels = text().enum_values(Some(Label::ALL.map(Label::name)));
    object().property("label", labels).property("value", text()).required("label").required("value").into()
}

/// An id of one kind: its prefix and 26 letters and digits.
pub fn identifier(prefix: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(format!("^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$")))
}

fn nullable(kind: Type) -> SchemaType {
    SchemaType::from_iter([kind, Type::Null])
}

/// A value may always be missing: the JSON is null then.
fn value(field: &Field) -> RefOr<Schema> {
    let plain = |kind: Type| ObjectBuilder::new().schema_type(nullable(kind)).description(Some(field.label));
    match field.kind {
        Kind::Text | Kind::Paragraph | Kind::Phone | Kind::Action => plain(Type::String).into(),
        Kind::Names => ArrayBuilder::new()
            .items(ObjectBuilder::new().schema_type(Type::String))
            .description(Some(field.label))
            .into(),
        Kind::Ways => ArrayBuilder::new()
            .items(Ref::from_schema_name("Way"))
            .description(Some(format!("{}, in order of preference", field.label)))
            .into(),
        Kind::Email => plain(Type::String).format(Some(SchemaFormat::Custom("idn-email".to_owned()))).into(),
        Kind::Instant => {
            plain(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into()
        }
        Kind::Number => plain(Type::Integer).into(),
        Kind::Duration => {
            plain(Type::Integer).description(Some(format!("{}, in seconds", field.label))).into()
        }
        Kind::Choice(choices) => {
            let values = choices.iter().map(|choice| choice.value);
            ObjectBuilder::new()
                .schema_type(Type::String)
                .description(Some(field.label))
                .enum_values(Some(values))
                .into()
        }
        Kind::Reference(..) => OneOfBuilder::new()
            .item(Ref::from_schema_name("Reference"))
            .item(ObjectBuilder::new().schema_type(Type::Null))
            .description(Some(field.label))
            .into(),
    }
}
