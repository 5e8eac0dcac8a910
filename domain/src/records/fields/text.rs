//! Words: found by a part of them.

use db::{Row, Value};

use super::{Cell, Condition};
use crate::people::contacts;

pub fn read(row: &Row<'_>, index: usize) -> db::Result<Cell> {
    let text: Option<String> = row.get(index)?;
    Ok(text.filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text))
}

/// No lines, no names.
pub fn read_names(row: &Row<'_>, index: usize) -> db::Result<Cell> {
    let text: Option<String> = row.get(index)?;
    Ok(Cell::Names(text.unwrap_or_default().lines().map(str::to_owned).collect()))
}

pub fn read_ways(row: &Row<'_>, index: usize) -> db::Result<Cell> {
    let text: Option<String> = row.get(index)?;
    Ok(Cell::Ways(contacts::stored(&text.unwrap_or_default())))
}

/// A pattern that finds `text` anywhere, its own wildcards made harmless.
pub fn pattern(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

pub fn contains(column: &str, written: &str) -> Condition {
    (format!("{column} LIKE {{}} ESCAPE '\\'"), vec![Value::from(pattern(written.trim()))])
}

pub fn digits(column: &str, written: &str) -> Result<Condition, String> {
    let digits = kernel::text::dialed_digits(written);
    if digits.is_empty() {
        return Err("Write some digits of the number.".to_owned());
    }
    Ok(contains(column, &digits))
}
