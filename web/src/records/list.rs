//! The list of any kind of record: every state of it is an address.

use domain::records::fields::instant;
use domain::records::{self as data, Collection, LIMITS, Page, Query, Record};
use domain::views::View;

use super::cell;
use super::query::shareable;
use crate::ui::{
    Cell, Chip, Choice, Column, Empty, QuickFilter, Row, RowAction, SearchBox, Sort, TableView, icon,
};
use crate::{Pairs, Visitor, format};

/// What can be done to a record, for a list's rows.
pub type Actions<'a> = dyn Fn(&Record) -> Vec<RowAction> + Send + Sync + 'a;

/// What a page says about its list beyond what the collection says.
#[derive(Default)]
pub struct ListPage<'a> {
    /// `/calls`
    pub path: &'a str,
    /// What the search box invites to.
    pub placeholder: &'a str,
    /// The field whose values stand above the list as one-click filters.
    pub quick: Option<&'a str>,
    /// Fields that this page never shows: a client's list has no account column.
    pub without: &'a [&'a str],
    /// What the list says when there is nothing at all yet.
    pub empty: Empty,
    /// Where a row leads; nowhere if the records have no page.
    pub href: Option<fn(&Record) -> String>,
    /// What can be done to a row without opening it.
    pub actions: Option<&'a Actions<'a>>,
    /// What else can be done to it, behind three dots.
    pub others: Option<&'a Actions<'a>>,
    /// What the records are called that the list is filtered by: the field, and the name.
    pub names: &'a [(&'a str, String)],
    /// Rows that were not seen yet.
    pub unread: Option<fn(&Record) -> bool>,
    pub live: bool,
    pub export: bool,
    /// The views of the list ([`super::views`]).
    pub views: Option<Vec<View>>,
}

/// The question, its answer and the page's own words, as a list.
pub fn list(visitor: &Visitor, pairs: &Pairs, query: &Query, page: &Page, about: &ListPage<'_>) -> TableView {
    let collection = query.collection;
    let base = shareable(visitor, collection, pairs).without(&["after", "before"]);
    let asked = query.columns.iter().copied().filter(|field| field.is_for(&visitor.who.actor));
    let shown: Vec<(usize, &data::Field)> =
        asked.enumerate().filter(|(_, field)| !about.without.contains(&field.name)).collect();
    let longest = shown.iter().rev().find(|(_, field)| is_long(field)).map(|(_, field)| field.name);
    let mut columns: Vec<Column> = shown
        .iter()
        .map(|(_, field)| Column {
            class: class(field, longest).to_owned(),
            ..column(field, query, &base, about.path)
        })
        .collect();
    if about.actions.is_some() || about.others.is_some() {
        columns.push(Column::new("").class("unlabelled"));
    }
    let rows = page.records.iter().map(|record| row(visitor, record, &shown, about)).collect();
    let place = |name: &str, cursor: &Option<data::Cursor>| {
        cursor.as_ref().map(|cursor| base.with(name, Some(&cursor.to_string())).href(about.path))
    };
    TableView {
        id: collection.name.to_owned(),
        path: about.path.to_owned(),
        title: format::capitalized(collection.plural),
        noun_singular: collection.singular.to_owned(),
        noun_plural: collection.plural.to_owned(),
        search: Some(SearchBox {
            name: "q".to_owned(),
            value: query.q.clone(),
            placeholder: about.placeholder.to_owned(),
        }),
        hidden: base
            .without(&["q"])
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        quick: about
            .quick
            .and_then(|name| collection.field(name))
            .map_or_else(Vec::new, |field| quick(field, &base, about.path)),
        chips: chips(visitor, collection, &base, about),
        clear_href: query
            .is_narrowed()
            .then(|| base.without(&["q"]).without(&filter_names(collection)).href(about.path)),
        filter_href: Some(base.href(&format!("{}/filter", about.path))),
        columns,
        rows,
        limits: LIMITS
            .iter()
            .map(|limit| {
                let text = limit.to_string();
                Choice::new(
                    text.clone(),
                    base.with("limit", Some(&text)).href(about.path),
                    *limit == query.limit,
                )
            })
            .collect(),
        columns_href: Some(base.href(&format!("{}/columns", about.path))),
        // Nobody takes a list out in somebody else's place (L3).
        export_href: (about.export && visitor.who.login_as.is_none())
            .then(|| base.without(&["limit"]).href(&format!("{}/export.csv", about.path))),
        total: format::count(&page.total, collection.singular, collection.plural),
        previous: place("before", &page.before),
        next: place("after", &page.after),
        empty: empty(collection, query, &base, about),
        view_bar: about
            .views
            .as_deref()
            .and_then(|views| crate::views::bar(visitor, collection, &base, about.path, views)),
        live_topic: (about.live && query.after.is_none() && query.before.is_none())
            .then(|| collection.name.to_owned()),
        ..TableView::default()
    }
}

fn column(field: &data::Field, query: &Query, base: &Pairs, path: &str) -> Column {
    let mut column = Column::new(field.label);
    if field.kind.is_numeric() {
        column = column.numeric();
    }
    if field.sort.is_some() {
        let current = query.sort.name == field.name;
        // The first click sorts as the field is mostly read: the newest and the longest first, names from A.
        let down_first = field.kind.is_numeric() || matches!(field.kind, data::Kind::Instant);
        let down = if current { !query.descending } else { down_first };
        let sort = if down { format!("-{}", field.name) } else { field.name.to_owned() };
        let state = match (current, query.descending) {
            (false, _) => Sort::None,
            (true, true) => Sort::Descending,
            (true, false) => Sort::Ascending,
        };
        column = column.sorted(base.with("sort", Some(&sort)).href(path), state);
    }
    column
}

/// Whether a column of this field may take the room that the others leave.
fn is_long(field: &data::Field) -> bool {
    matches!(field.kind, data::Kind::Paragraph) || matches!(field.name, "subject" | "label")
}

/// One column takes the free room; the state stands at the top right of a card.
fn class(field: &data::Field, longest: Option<&str>) -> &'static str {
    match field.name {
        "state" => "aside",
        // Nothing else on the page has the rest of a text.
        name if longest == Some(name) && matches!(field.kind, data::Kind::Paragraph) => "grow lines",
        name if longest == Some(name) => "grow",
        _ if matches!(field.kind, data::Kind::Names | data::Kind::Ways) => "lines",
        _ => "",
    }
}

fn row(visitor: &Visitor, record: &Record, shown: &[(usize, &data::Field)], about: &ListPage<'_>) -> Row {
    let mut cells: Vec<Cell> = shown
        .iter()
        .map(|(index, field)| {
            cell(field, record.cells.get(*index).unwrap_or(&data::Cell::Empty), &visitor.local)
        })
        .collect();
    let done = |actions: &Actions<'_>| actions(record);
    let shown_actions = about.actions.map(done).unwrap_or_default();
    match about.others.map(done) {
        Some(others) if !others.is_empty() => {
            let about = record.cells.first().map(|cell| cell.text().to_owned()).unwrap_or_default();
            cells.push(Cell::Menu { about, shown: shown_actions, others });
        }
        None if about.actions.is_none() => {}
        _ => cells.push(Cell::Actions(shown_actions)),
    }
    Row {
        key: record.id.to_string(),
        href: about.href.map(|href| href(record)),
        cells,
        unread: about.unread.is_some_and(|unread| unread(record)),
        ..Row::default()
    }
}

/// One click for each value of a field, and one for all of them.
fn quick(field: &data::Field, base: &Pairs, path: &str) -> Vec<QuickFilter> {
    let data::Kind::Choice(choices) = field.kind else { return Vec::new() };
    let current = base.get(field.name);
    let all = QuickFilter {
        label: "All".to_owned(),
        href: base.with(field.name, None).href(path),
        current: current.is_none(),
        count: None,
    };
    let each = choices.iter().map(|choice| QuickFilter {
        label: choice.label.to_owned(),
        href: base.with(field.name, Some(choice.value)).href(path),
        current: current == Some(choice.value),
        count: None,
    });
    std::iter::once(all).chain(each).collect()
}

fn chips(visitor: &Visitor, collection: &Collection, base: &Pairs, about: &ListPage<'_>) -> Vec<Chip> {
    base.iter()
        .filter_map(|(name, value)| {
            let field = collection.field(name).filter(|field| field.filterable)?;
            let quick = about.quick == Some(name) && !value.contains(',');
            (!quick).then(|| Chip {
                label: format!("{}: {}", field.label, words(visitor, field, value, about.names)),
                remove_href: base.with(name, None).href(about.path),
            })
        })
        .collect()
}

/// A filter's value in words: labels instead of stored values, a range with its ends.
fn words(visitor: &Visitor, field: &data::Field, value: &str, names: &[(&str, String)]) -> String {
    if let Some((_, text)) = names.iter().find(|(name, _)| *name == field.name) {
        return text.clone();
    }
    match field.kind {
        data::Kind::Choice(choices) => value
            .split(',')
            .map(|part| {
                choices.iter().find(|choice| choice.value == part).map_or(part, |choice| choice.label)
            })
            .collect::<Vec<_>>()
            .join(" or "),
        data::Kind::Reference(..) => "chosen".to_owned(),
        data::Kind::Instant => range(&instant::in_words(value, &visitor.local)),
        _ => range(value),
    }
}

fn range(value: &str) -> String {
    match value.split_once("..") {
        Some(("", end)) => format!("up to {end}"),
        Some((start, "")) => format!("from {start}"),
        Some((start, end)) => format!("{start} to {end}"),
        None => value.to_owned(),
    }
}

fn filter_names(collection: &Collection) -> Vec<&'static str> {
    collection.fields.iter().filter(|field| field.filterable).map(|field| field.name).collect()
}

fn empty(collection: &Collection, query: &Query, base: &Pairs, about: &ListPage<'_>) -> Empty {
    if !query.is_narrowed() {
        return about.empty.clone();
    }
    let clear = base.without(&["q"]).without(&filter_names(collection)).href(about.path);
    Empty {
        icon: icon("search"),
        title: format!("No {} match", collection.plural),
        text: "Nothing fits the search and the filters that are set.".to_owned(),
        action: Some(("Clear filters".to_owned(), clear)),
    }
}
