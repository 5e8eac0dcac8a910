//! Moments: found by days (`2026-11-01..2026-11-21`) or by exact instants in RFC 3339.

use db::Row;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Formats, Local, Timestamp};

use super::{Cell, Condition, number};

pub fn read(row: &Row<'_>, index: usize) -> db::Result<Cell> {
    Ok(row.get::<Option<Timestamp>>(index)?.map_or(Cell::Empty, Cell::Instant))
}

/// Days are days in UTC here; a door that knows the visitor's zone turns them into instants first.
pub fn between(column: &str, written: &str) -> Result<Condition, String> {
    let (low, high) = written.split_once("..").unwrap_or((written, written));
    let utc = Local { zone: TimeZone::UTC, formats: Formats::default() };
    // Without a visitor a day is written in one way only.
    let day = |text: &str| text.trim().is_empty() || Timestamp::parse(text).is_some() || is_iso(text);
    let unclear = [low, high].into_iter().find(|text| !day(text));
    if let Some(text) = unclear {
        return Err(no_day(text));
    }
    number::range(column, bound(low, false, &utc)?, bound(high, true, &utc)?)
        .map_err(|_| "Write a day or a range such as 2026-11-01..2026-11-21.".to_owned())
}

/// The first or the last microsecond that `text` means: a day, or an instant.
fn bound(text: &str, end: bool, local: &Local) -> Result<Option<i64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(at) = Timestamp::parse(text) {
        return Ok(Some(at.micros()));
    }
    let wrong = || no_day(text);
    let day = local.read_day(text).ok_or_else(wrong)?;
    let start = |day: Date| {
        local.zone.to_zoned(day.at(0, 0, 0, 0)).map(|at| Timestamp::from_jiff(at.timestamp()).micros())
    };
    if end {
        let next = day.tomorrow().map_err(|_| wrong())?;
        return start(next).map(|at| Some(at - 1)).map_err(|_| wrong());
    }
    start(day).map(Some).map_err(|_| wrong())
}

fn is_iso(text: &str) -> bool {
    text.trim().parse::<Date>().is_ok()
}

fn no_day(text: &str) -> String {
    format!("“{}” is not a day such as 2026-11-21.", text.trim())
}

/// Each end of a range as `show` says it; a day that cannot be read stays as it is.
fn each_day(written: &str, local: &Local, show: impl Fn(Date) -> String) -> String {
    let end = |text: &str| local.read_day(text).map_or_else(|| text.to_owned(), &show);
    match written.split_once("..") {
        Some((low, high)) => format!("{}..{}", end(low), end(high)),
        None => end(written),
    }
}

/// `21/11/2026..` as date fields and links write it: `2026-11-21..`.
pub fn in_iso(written: &str, local: &Local) -> String {
    each_day(written, local, |day| day.to_string())
}

/// `2026-11-21..` as this visitor writes days: `21/11/2026..`.
pub fn in_words(written: &str, local: &Local) -> String {
    each_day(written, local, |day| local.day(day))
}

/// `2026-11-01..2026-11-21` in a visitor's zone as the instants it means; anything else as it is.
pub fn in_zone(written: &str, local: &Local) -> String {
    let (low, high) = written.split_once("..").unwrap_or((written, written));
    match (bound(low, false, local), bound(high, true, local)) {
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
        let zone = TimeZone::get("America/Chicago").unwrap();
        let chicago = Local { zone, formats: Formats::default() };
        assert_eq!(
            in_zone("2026-11-01", &chicago),
            "2026-11-01T05:00:00Z..2026-11-02T05:59:59.999999Z",
            "the day on which clocks go back has 25 hours"
        );
        assert_eq!(in_zone("2026-07-01..", &chicago), "2026-07-01T05:00:00Z..");
        assert_eq!(in_zone("soon", &chicago), "soon");
        assert!(between("c", "2026-13-01").is_err());
        assert!(between("c", "..").is_err());
        assert!(between("c", "21/11/2026").is_err(), "a program has no format of its own");
        assert!(between("c", "9999-12-31").is_ok() || between("c", "9999-12-31").is_err());
    }
    #[test]
    fn e_14_a_typed_day_means_the_same_in_each_of_the_twelve_ways() {
        let zone = TimeZone::get("America/Chicago").unwrap();
        for formats in Formats::all() {
            let local = Local { zone: zone.clone(), formats };
            for range in ["2026-03-04..2026-11-21", "2026-03-04..", "..2026-11-21", "2026-03-04"] {
                let words = in_words(range, &local);
                assert_eq!(in_zone(&words, &local), in_zone(range, &local), "{words}");
                assert_eq!(in_iso(&words, &local), range);
            }
            let exact = "2026-11-01T05:00:00Z..2026-11-02T05:59:59.999999Z";
            assert_eq!(in_iso(exact, &local), exact);
        }
    }
}
