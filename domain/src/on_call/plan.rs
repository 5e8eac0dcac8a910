//! A schedule as the engine knows it: layers of people who take turns, when each layer holds, and who is left.

use jiff::civil::{DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use kernel::{ContactId, OverrideId, Timestamp};

/// What holds at one time: the first layer in which somebody is on call decides, and the fallback if there is none.
#[derive(Clone, Debug)]
pub struct Plan {
    pub zone: TimeZone,
    pub layers: Vec<Layer>,
    pub fallback: Option<ContactId>,
}

/// People who take turns.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The first hand-off, on the clock of the zone; nobody is on call before.
    pub begins: DateTime,
    /// Hours on the clock from one hand-off to the next, so that each comes at the same time of day.
    pub turn: i64,
    pub members: Vec<ContactId>,
    /// When it holds; always if there are none.
    pub rules: Vec<Rule>,
}

/// A time of the week. One that ends at or before its beginning goes on into the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub days: Days,
    pub from: Time,
    pub until: Time,
}

/// Somebody on call in place of whoever would be; the one made last decides.
#[derive(Clone, Copy, Debug)]
pub struct Override {
    pub id: OverrideId,
    pub contact: ContactId,
    pub from: Timestamp,
    pub until: Timestamp,
    pub made_at: Timestamp,
}

/// Days of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days(u8);

impl Days {
    /// In forms, in the API and in the database, with what a person reads.
    pub const ALL: [(Weekday, &'static str, &'static str); 7] = [
        (Weekday::Monday, "mon", "Monday"),
        (Weekday::Tuesday, "tue", "Tuesday"),
        (Weekday::Wednesday, "wed", "Wednesday"),
        (Weekday::Thursday, "thu", "Thursday"),
        (Weekday::Friday, "fri", "Friday"),
        (Weekday::Saturday, "sat", "Saturday"),
        (Weekday::Sunday, "sun", "Sunday"),
    ];

    /// `None` if one of the names is no day.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        names.into_iter().try_fold(Self::default(), |days, name| {
            let (day, ..) = Self::ALL.into_iter().find(|(_, short, _)| *short == name)?;
            Some(days.with(day))
        })
    }

    /// A day as programs and as people say it.
    pub fn words(day: Weekday) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|(known, ..)| *known == day).map_or(("", ""), |(_, name, label)| (name, label))
    }

    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | bit(day))
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter(move |(day, ..)| self.contains(*day)).map(|(_, name, _)| name)
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}
