//! Wall-clock times, in the nights when the clock is moved as well.

use jiff::tz::TimeZone;
use kernel::{DateFormat, Formats, Local, Timestamp};

use super::super::moment::{Moments, seconds};
use super::{line, read};

fn chicago() -> Moments {
    Moments::new(TimeZone::get("America/Chicago").unwrap())
}

#[test]
fn every_way_to_write_a_moment() {
    let mut moments = chicago();
    for (text, at) in [
        ("2026-03-03 10:00:00", "2026-03-03T16:00:00Z"),
        ("2026-07-03 10:00:00", "2026-07-03T15:00:00Z"),
        ("2026-03-03T10:00:00", "2026-03-03T16:00:00Z"),
        ("2026-03-03T10:00:00Z", "2026-03-03T10:00:00Z"),
        ("2026-03-03T10:00:00.5+01:00", "2026-03-03T09:00:00.5Z"),
        ("2026-03-03 10:00", "2026-03-03T16:00:00Z"),
        ("2026-03-03 10:00:07.123", "2026-03-03T16:00:07Z"),
        ("2026/03/03 10:00:07", "2026-03-03T16:00:07Z"),
        ("03/04/2026 10:00", "2026-03-04T16:00:00Z"),
        ("3/4/26 9:05 PM", "2026-03-05T03:05:00Z"),
        ("03/04/2026, 12:05:06 am", "2026-03-04T06:05:06Z"),
        ("03/04/2026 12:05:06 p.m.", "2026-03-04T18:05:06Z"),
        ("04.03.2026 10:00:01", "2026-03-04T16:00:01Z"),
        ("4.3.2026 9:00", "2026-03-04T15:00:00Z"),
        ("1772553600", "2026-03-03T16:00:00Z"),
        ("1772553600.25", "2026-03-03T16:00:00Z"),
        ("1772553600000", "2026-03-03T16:00:00Z"),
    ] {
        assert_eq!(moments.any(text).map(|at| at.to_string()), Ok(at.to_owned()), "{text}");
    }
    for text in [
        "",
        "yesterday",
        "2026-03-03",
        "03/04/2026",
        "13/31/2026 10:00",
        "2026-02-29 10:00:00",
        "2026-03-03 24:00:00",
        "2026-03-03 10:60:00",
        "2026-03-03 10:00:60",
        "0000-00-00 00:00:00",
        "1969-01-01 00:00:00",
        "12",
        "2026-03-03 13:00 PM",
        "1:2:3",
        "2026-03-03 10",
        "99999999999999999999",
        "2026-03-0a 10:00:00",
        "é/é/é é:é",
    ] {
        assert!(moments.any(text).is_err(), "{text}");
    }
}

#[test]
fn e_14_an_exported_moment_is_read_in_each_of_the_twelve_ways() {
    let zone = TimeZone::get("America/Chicago").unwrap();
    let at = Timestamp::parse("2026-03-04T21:05:09Z").unwrap();
    for formats in Formats::all() {
        let written = Local { zone: zone.clone(), formats }.to_the_second(at);
        let mut moments = chicago().with_dates(Some(formats.date));
        assert_eq!(moments.any(&written), Ok(at), "{written}");
        assert_eq!(moments.any("2026-03-04 15:05:09"), Ok(at), "a year that stands first is clear");
    }
    let mut moments = chicago().with_dates(Some(DateFormat::MonthDayYear));
    assert!(moments.any("21/11/2026 14:05").is_err());
}

#[test]
fn the_clock_is_moved() {
    let mut moments = chicago();
    for (text, at, twice) in [
        ("2026-03-08 01:59:59", "2026-03-08T07:59:59Z", false),
        // Left out that night: as much later as the clock was moved.
        ("2026-03-08 02:30:00", "2026-03-08T08:30:00Z", false),
        ("2026-03-08 03:00:00", "2026-03-08T08:00:00Z", false),
        // Shown twice that night: the first one.
        ("2026-11-01 01:30:00", "2026-11-01T06:30:00Z", true),
        ("2026-11-01 02:00:00", "2026-11-01T08:00:00Z", false),
    ] {
        // The second time comes from memory.
        for _ in 0..2 {
            let moment = moments.exact(text).unwrap();
            assert_eq!((moment.at.to_string(), moment.twice), (at.to_owned(), twice), "{text}");
        }
    }
    // A zone that moves its clock by half an hour, in the middle of an hour of ours.
    let mut half = Moments::new(TimeZone::get("Australia/Lord_Howe").unwrap());
    for (text, at) in [
        ("2026-04-05 01:29:00", "2026-04-04T14:29:00Z"),
        ("2026-04-05 01:45:00", "2026-04-04T14:45:00Z"),
        ("2026-04-05 02:00:00", "2026-04-04T15:30:00Z"),
    ] {
        assert_eq!(half.exact(text).unwrap().at.to_string(), at);
    }
}

#[test]
fn the_duration_tells_which_of_two_hours_was_meant() {
    for (start, answer, end, duration, expected) in [
        ("01:50:00", "01:50:05", "01:10:00", 1200, ["06:50:00", "06:50:05", "07:10:00"]),
        ("01:50:00", "01:50:05", "02:10:00", 1200, ["07:50:00", "07:50:05", "08:10:00"]),
        ("01:50:00", "01:50:05", "02:10:00", 4800, ["06:50:00", "06:50:05", "08:10:00"]),
        ("00:50:00", "01:05:00", "01:30:00", 2400, ["05:50:00", "06:05:00", "06:30:00"]),
    ] {
        let text = line("1.1", 1).rang("SIP/101-1").at("A", "B", "C").said("ANSWERED").text(21);
        let mut columns: Vec<String> = text.split(',').map(str::to_owned).collect();
        for (column, value) in [(9, start), (10, answer), (11, end)] {
            columns[column] = format!("\"2026-11-01 {value}\"");
        }
        columns[12] = duration.to_string();
        let (calls, bad) = read(columns.join(",") + "\n");
        assert_eq!(bad, []);
        let call = &calls[0];
        let seen = [call.started_at, call.answered_at.unwrap(), call.ended_at].map(|at| at.to_string());
        assert_eq!(seen, expected.map(|time| format!("2026-11-01T{time}Z")));
        assert_eq!(call.duration_s, duration);
    }
}

#[test]
fn durations() {
    for (text, length) in [
        ("95", Some(95)),
        ("0", Some(0)),
        ("1:35", Some(95)),
        ("01:01:35", Some(3695)),
        ("95.7", Some(95)),
        ("120:00", Some(7200)),
        ("", None),
        ("-1", None),
        ("1:60", None),
        ("1:1:1:1", None),
        (":", None),
        ("1m", None),
        ("99999999999", None),
        ("999999999999999999999", None),
    ] {
        assert_eq!(seconds(text), length, "{text}");
    }
}
