//! Moments: found by days (`2026-11-01..2026-11-21`) or by exact instants in RFC 3339.

use db::Row;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Timestamp;

use super::{Cell, Condition, number};

pub fn read(row: &Row<'_>, index: usize) -> db::Result<Cell> {
    Ok(row.get::<Option<Timestamp>>(index)?.map_or(Cell::Empty, Cell::Instant))
}

/// Days are days in UTC here; a door that knows the visitor's zone turns them into instants first.
pub fn between(column: &str, written: &str) -> Result<Condition, String> {
    let (low, high) = written.split_once("..").unwrap_or((written, written));
    number::range(column, bound(low, false, &TimeZone::UTC)?, bound(high, true, &TimeZone::UTC)?)
        .map_err(|_| "Write a day or a range such as 2026-11-01..2026-11-21.".to_owned())
}

/// The first or the last microsecond that `text` means: a day, or an instant.
fn bound(text: &str, end: bool, zone: &TimeZone) -> Result<Option<i64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(at) = Timestamp::parse(text) {
        return Ok(Some(at.micros()));
    }
    let wrong = || format!("“{text}” is not a day such as 2026-11-21.");
    let day: Date = text.parse().map_err(|_| wrong())?;
    let start =
        |day: Date| zone.to_zoned(day.at(0, 0, 0, 0)).map(|at| Timestamp::from_jiff(at.timestamp()).micros());
    if end {
        let next = day.tomorrow().map_err(|_| wrong())?;
        return start(next).map(|at| Some(at - 1)).map_err(|_| wrong());
    }
    start(day).map(Some).map_err(|_| wrong())
}

/// `2026-11-01..2026-11-21` in a visitor's zone as the instants it means; anything else as it is.
pub fn in_zone(written: &str, zone: &TimeZone) -> String {
    let (low, high) = written.split_once("..").unwrap_or((written, written));
    match (bound(low, false, zone), bound(high, true, zone)) {
        (Ok(low), Ok(high)) => {
            let text =
                |at: Option<i64>| at.map(|at| Timestamp::from_micros(at).to_string()).unwrap_or_default();
            format!("{}..{}", text(low), text(high))
        }
        _ => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_where_the_visitor_is() {
        let chicago = TimeZone::get("America/Chicago").unwrap();
        assert_eq!(
            in_zone("2026-11-01", &chicago),
            "2026-11-01T05:00:00Z..2026-11-02T05:59:59.999999Z",
            "the day on which clocks go back has 25 hours"
        );
        assert_eq!(in_zone("2026-07-01..", &chicago), "2026-07-01T05:00:00Z..");
        assert_eq!(in_zone("soon", &chicago), "soon");
        assert!(between("c", "2026-13-01").is_err());
        assert!(between("c", "..").is_err());
        assert!(between("c", "9999-12-31").is_ok() || between("c", "9999-12-31").is_err());
    }
}
