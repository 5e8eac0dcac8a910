//! Which filters and which columns: pages of their own, opened in place where there is JavaScript.

use askama::Template;
use domain::records::{self as data, Collection};

use super::query::shareable;
use crate::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use crate::{Pairs, Visitor};

/// A form that leads back to the list by its address.
#[derive(Template)]
#[template(path = "choose.html", blocks = ["content"])]
pub struct ChoosePage {
    pub shell: Shell,
    pub form: FormView,
    /// The rest of the list's address.
    pub hidden: Vec<(String, String)>,
}

/// The values that a reference may be filtered by: field, and ids with names.
pub type Options = Vec<(&'static str, Vec<(String, String)>)>;

/// The filters of a list, as they are set now.
pub fn choose_filters(
    visitor: &Visitor,
    collection: &'static Collection,
    pairs: &Pairs,
    path: &str,
    without: &[&str],
    options: &Options,
) -> ChoosePage {
    // A date field takes days in one way only.
    let pairs = &shareable(visitor, collection, pairs);
    let fields: Vec<&data::Field> =
        for_visitor(visitor, collection, without).filter(|field| field.filterable).collect();
    let names: Vec<&str> = fields.iter().map(|field| field.name).chain(["after", "before"]).collect();
    let form = FormView {
        action: path.to_owned(),
        fields: fields.iter().flat_map(|field| filter_fields(field, pairs, options)).collect(),
        submit: "Apply filters".to_owned(),
        cancel_href: Some(pairs.href(path)),
        ..FormView::default()
    };
    ChoosePage {
        shell: visitor.shell(&format!("Filter {}", collection.plural)),
        form,
        hidden: rest(pairs, &names),
    }
}

/// The columns of a list, those that are shown now ticked.
pub fn choose_columns(
    visitor: &Visitor,
    collection: &'static Collection,
    pairs: &Pairs,
    path: &str,
    without: &[&str],
) -> ChoosePage {
    let shown: Vec<&str> = match pairs.get("columns") {
        Some(names) => names.split(',').collect(),
        None => collection.listed().iter().map(|field| field.name).collect(),
    };
    let options = for_visitor(visitor, collection, without)
        .map(|field| SelectOption::new(field.name, field.label, shown.contains(&field.name)))
        .collect();
    let form = FormView {
        action: path.to_owned(),
        fields: vec![FieldView::new("columns", "Columns", FieldKind::Checks { options })],
        submit: "Show these columns".to_owned(),
        cancel_href: Some(pairs.href(path)),
        ..FormView::default()
    };
    ChoosePage {
        shell: visitor.shell(&format!("Columns of {}", collection.plural)),
        form,
        hidden: rest(pairs, &["columns"]),
    }
}

/// The fields that the visitor sees at all, but those that the page never shows.
fn for_visitor(
    visitor: &Visitor,
    collection: &'static Collection,
    without: &[&str],
) -> impl Iterator<Item = &'static data::Field> {
    let fields = collection.fields.iter();
    fields.filter(move |field| field.is_for(&visitor.who.actor) && !without.contains(&field.name))
}

fn rest(pairs: &Pairs, names: &[&str]) -> Vec<(String, String)> {
    pairs.without(names).iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn filter_fields(field: &data::Field, pairs: &Pairs, options: &Options) -> Vec<FieldView> {
    let value = pairs.get(field.name).unwrap_or_default();
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let any = SelectOption::new("", "Any", value.is_empty());
    let single =
        |kind| vec![FieldView { value: value.to_owned(), ..FieldView::new(field.name, field.label, kind) }];
    let range = |kind: FieldKind, hint: &str| {
        let end = |suffix: &str, words: &str, value: &str| FieldView {
            value: value.to_owned(),
            short: true,
            hint: hint.to_owned(),
            ..FieldView::new(
                format!("{}.{suffix}", field.name),
                format!("{} {words}", field.label),
                kind.clone(),
            )
        };
        vec![end("from", "from", from), end("to", "to", to)]
    };
    let known = options.iter().find(|(name, _)| *name == field.name).map(|(_, known)| known.as_slice());
    match field.kind {
        data::Kind::Choice(choices) => {
            let chosen: Vec<&str> = value.split(',').collect();
            let options = choices
                .iter()
                .map(|choice| SelectOption::new(choice.value, choice.label, chosen.contains(&choice.value)))
                .collect();
            single(FieldKind::Checks { options })
        }
        data::Kind::Action => {
            let each = domain::history::Action::ALL
                .iter()
                .map(|action| SelectOption::new(action.name(), action.words(), value == action.name()));
            single(FieldKind::Select { options: std::iter::once(any).chain(each).collect() })
        }
        _ if known.is_some() || matches!(field.kind, data::Kind::Reference(..)) => {
            let each = known
                .unwrap_or_default()
                .iter()
                .map(|(id, name)| SelectOption::new(id.as_str(), name.as_str(), value == id));
            single(FieldKind::Select { options: std::iter::once(any).chain(each).collect() })
        }
        data::Kind::Instant => range(FieldKind::Date, ""),
        data::Kind::Duration => range(FieldKind::Number, "In seconds"),
        data::Kind::Number => range(FieldKind::Number, ""),
        data::Kind::Phone => single(FieldKind::Tel),
        data::Kind::Text
        | data::Kind::Names
        | data::Kind::Ways
        | data::Kind::Paragraph
        | data::Kind::Email
        | data::Kind::Reference(..) => single(FieldKind::Text),
    }
}
