//! The engine, by examples and against a model that is slow and plainly right.

mod model;
mod speed;
mod tables;
mod zones;

use jiff::tz::TimeZone;
use kernel::{ContactId, OverrideId, Timestamp};
use uuid::Uuid;

use super::plan::{Days, Layer, Override, Plan, Rule};

fn person(number: usize) -> ContactId {
    ContactId::from_uuid(Uuid::from_u128(1000 + number as u128))
}

/// The letter of a person, and a dash for nobody.
fn letter(who: Option<ContactId>) -> char {
    who.map_or('-', |who| (0..26).zip('A'..='Z').find(|(n, _)| person(*n) == who).unwrap().1)
}

fn people(letters: &str) -> Vec<ContactId> {
    letters.bytes().map(|letter| person(usize::from(letter - b'A'))).collect()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// “mon tue 20:00 08:00”
fn rule(text: &str) -> Rule {
    let words: Vec<&str> = text.split(' ').collect();
    let (days, times) = words.split_at(words.len() - 2);
    let days = match days {
        ["daily"] => Days::parse(Days::ALL.map(|(_, name, _)| name)),
        days => Days::parse(days.iter().copied()),
    };
    Rule { days: days.unwrap(), from: times[0].parse().unwrap(), until: times[1].parse().unwrap() }
}

fn layer(begins: &str, turn: i64, members: &str, rules: &[&str]) -> Layer {
    Layer {
        begins: begins.parse().unwrap(),
        turn,
        members: people(members),
        rules: rules.iter().map(|text| rule(text)).collect(),
    }
}

fn plan(name: &str, layers: Vec<Layer>, fallback: &str) -> Plan {
    Plan { zone: zone(name), layers, fallback: people(fallback).first().copied() }
}

/// The later in the list, the later it was made.
fn overrides(list: &[(&str, &str, &str)]) -> Vec<Override> {
    list.iter()
        .zip(0i64..)
        .map(|((who, from, until), number)| Override {
            id: OverrideId::from_uuid(Uuid::from_u128(number.unsigned_abs().into())),
            contact: people(who)[0],
            from: at(from),
            until: at(until),
            made_at: Timestamp::from_micros(number),
        })
        .collect()
}
