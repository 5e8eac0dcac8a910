//! Numbers and lengths of time: found by a range such as `60..300`, `60..` or `..300`.

use db::{Row, Value};

use super::{Cell, Condition};

pub fn read(row: &Row<'_>, index: usize, cell: fn(i64) -> Cell) -> db::Result<Cell> {
    Ok(row.get::<Option<i64>>(index)?.map_or(Cell::Empty, cell))
}

pub fn between(column: &str, written: &str) -> Result<Condition, String> {
    let bound = |text: &str| match text.trim() {
        "" => Ok(None),
        text => text.parse::<i64>().map(Some).map_err(|_| format!("“{text}” is not a whole number.")),
    };
    let (low, high) = written.split_once("..").unwrap_or((written, written));
    range(column, bound(low)?, bound(high)?)
}

/// `low <= column <= high`, either end open.
pub fn range(column: &str, low: Option<i64>, high: Option<i64>) -> Result<Condition, String> {
    match (low, high) {
        (Some(low), Some(high)) => {
            Ok((format!("{column} >= {{}} AND {column} <= {{}}"), vec![Value::Int(low), Value::Int(high)]))
        }
        (Some(low), None) => Ok((format!("{column} >= {{}}"), vec![Value::Int(low)])),
        (None, Some(high)) => Ok((format!("{column} <= {{}}"), vec![Value::Int(high)])),
        (None, None) => Err("Write a value or a range such as 60..300.".to_owned()),
    }
}
