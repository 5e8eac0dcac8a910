//! One of a few values: found by one, or by several with commas between them.

use db::Row;

use super::super::collection::{Choice, Tone};
use super::{Cell, Condition};
use crate::access::is_among;
use crate::history::Action;

pub fn read(row: &Row<'_>, index: usize, choices: &[Choice]) -> db::Result<Cell> {
    let value: String = row.get(index)?;
    let known = choices.iter().find(|choice| choice.value == value);
    Ok(known.map_or(Cell::Text(value), |choice| Cell::Choice(*choice)))
}

pub fn read_action(row: &Row<'_>, index: usize) -> db::Result<Cell> {
    let value: String = row.get(index)?;
    Ok(Action::parse(&value).map_or(Cell::Text(value), |action| {
        Cell::Choice(Choice { value: action.name(), label: action.words(), tone: Tone::Neutral })
    }))
}

pub fn one_of(column: &str, choices: &[Choice], written: &str) -> Result<Condition, String> {
    let known = |text: &str| choices.iter().any(|choice| choice.value == text);
    let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
    among(column, written, known, || format!("Choose among {}.", values.join(", ")))
}

pub fn action(column: &str, written: &str) -> Result<Condition, String> {
    among(
        column,
        written,
        |text| Action::parse(text).is_some(),
        || "There is no such kind of event.".to_owned(),
    )
}

fn among(
    column: &str,
    written: &str,
    known: impl Fn(&str) -> bool,
    error: impl Fn() -> String,
) -> Result<Condition, String> {
    let wanted: Vec<&str> = written.split(',').map(str::trim).collect();
    if !wanted.iter().all(|text| known(text)) {
        return Err(error());
    }
    Ok(is_among(column, wanted.into_iter().map(str::to_owned)))
}
