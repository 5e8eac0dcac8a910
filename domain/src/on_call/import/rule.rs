//! How an event of a calendar file repeats (RFC 5545, RRULE), as far as shifts do: every few days, on days of every few
//! weeks, on a day of every few months. A pure function of the rule and the first time.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

type Said<T> = Result<T, &'static str>;

/// Days that are looked at before a rule is given up that never comes to an end.
const MOST_STEPS: i64 = 40_000;
const UNREADABLE: &str = "How it repeats cannot be read.";
const UNKNOWN: &str =
    "It repeats in a way that is not known here. Import single events, or make a layer for it.";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    every: Every,
    interval: i64,
    count: Option<usize>,
    /// As it is written: a day, or a moment.
    pub until: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Every {
    /// None is all days.
    Day(Vec<Weekday>),
    /// On these days, none is that of the first time; a week begins on that day.
    Week(Vec<Weekday>, Weekday),
    Month(Which),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// That of the first time; a month without it has none.
    Same,
    /// From the beginning, or with a minus from the end.
    Day(i8),
    Nth(i8, Weekday),
}

impl Rule {
    pub fn parse(text: &str) -> Said<Self> {
        let (mut freq, mut interval, mut count, mut until) = ("", 1, None, None);
        let (mut by_day, mut by_month_day, mut starts) = (Vec::new(), Vec::new(), Weekday::Monday);
        let upper = text.trim().to_ascii_uppercase();
        for part in upper.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(UNREADABLE)?;
            match name.trim() {
                "FREQ" => freq = value.trim(),
                "INTERVAL" => interval = number(value, 1, 1_000)?,
                "COUNT" => count = Some(usize::try_from(number(value, 1, 100_000)?).map_err(|_| UNREADABLE)?),
                "UNTIL" => until = Some(value.trim().to_owned()),
                "WKST" => starts = weekday(value.trim()).ok_or(UNREADABLE)?,
                "BYDAY" => by_day = value.split(',').map(nth).collect::<Said<Vec<_>>>()?,
                "BYMONTHDAY" => {
                    by_month_day =
                        value.split(',').map(|day| number(day, -31, 31)).collect::<Said<Vec<_>>>()?;
                }
                _ => return Err(UNKNOWN),
            }
        }
        let plain = || -> Said<Vec<Weekday>> {
            by_day.iter().map(|(nth, day)| nth.is_none().then_some(*day).ok_or(UNKNOWN)).collect()
        };
        let every = match freq {
            "DAILY" if by_month_day.is_empty() => Every::Day(plain()?),
            "WEEKLY" if by_month_day.is_empty() => Every::Week(plain()?, starts),
            "MONTHLY" => Every::Month(match (by_day.as_slice(), by_month_day.as_slice()) {
                ([], []) => Which::Same,
                ([], [day]) if *day != 0 => Which::Day(i8::try_from(*day).map_err(|_| UNREADABLE)?),
                ([(Some(nth), day)], []) => Which::Nth(*nth, *day),
                _ => return Err(UNKNOWN),
            }),
            "" => return Err(UNREADABLE),
            _ => return Err(UNKNOWN),
        };
        Ok(Self { every, interval, count, until })
    }

    /// When it begins each time, on the clock on the wall; the first time is the first one, whatever the rule says of it.
    pub fn starts(&self, first: DateTime) -> impl Iterator<Item = DateTime> {
        let later = self.days(first.date()).filter(move |day| *day > first.date());
        let all = std::iter::once(first).chain(later.map(move |day| day.to_datetime(first.time())));
        all.take(self.count.unwrap_or(usize::MAX))
    }

    fn days(&self, first: Date) -> Box<dyn Iterator<Item = Date> + '_> {
        let steps = (0..MOST_STEPS).map(|step| step * self.interval);
        match &self.every {
            Every::Day(on) => Box::new(
                steps
                    .map_while(move |days| first.checked_add(days.days()).ok())
                    .filter(move |day| on.is_empty() || on.contains(&day.weekday())),
            ),
            Every::Week(on, starts) => {
                let back = i64::from(first.weekday().since(*starts));
                let week = first.checked_sub(back.days()).unwrap_or(first);
                let is_on = move |day: &Date| {
                    if on.is_empty() { day.weekday() == first.weekday() } else { on.contains(&day.weekday()) }
                };
                let weeks = steps.map_while(move |weeks| week.checked_add(weeks.weeks()).ok());
                Box::new(
                    weeks
                        .flat_map(|week| (0..7_i64).filter_map(move |day| week.checked_add(day.days()).ok()))
                        .filter(is_on),
                )
            }
            Every::Month(which) => {
                let month = first.first_of_month();
                let months = steps.map_while(move |months| month.checked_add(months.months()).ok());
                Box::new(months.filter_map(move |month| which.of(month, first)))
            }
        }
    }
}

impl Which {
    fn of(self, month: Date, first: Date) -> Option<Date> {
        let day = match self {
            Self::Nth(nth, day) => return month.nth_weekday_of_month(nth, day).ok(),
            Self::Same => first.day(),
            Self::Day(day) if day > 0 => day,
            Self::Day(day) => month.days_in_month() + 1 + day,
        };
        Date::new(month.year(), month.month(), day).ok()
    }
}

fn number(text: &str, least: i64, most: i64) -> Said<i64> {
    text.trim().parse().ok().filter(|number| (least..=most).contains(number)).ok_or(UNREADABLE)
}

/// `MO`, `2TU`, `-1FR`
fn nth(text: &str) -> Said<(Option<i8>, Weekday)> {
    let text = text.trim();
    let at = text.len().checked_sub(2).ok_or(UNREADABLE)?;
    let (number, day) = (text.get(..at).ok_or(UNREADABLE)?, text.get(at..).ok_or(UNREADABLE)?);
    let day = weekday(day).ok_or(UNREADABLE)?;
    if number.is_empty() {
        return Ok((None, day));
    }
    let number: i8 = number.parse().map_err(|_| UNREADABLE)?;
    if number == 0 || !(-5..=5).contains(&number) { Err(UNREADABLE) } else { Ok((Some(number), day)) }
}

fn weekday(text: &str) -> Option<Weekday> {
    match text {
        "MO" => Some(Weekday::Monday),
        "TU" => Some(Weekday::Tuesday),
        "WE" => Some(Weekday::Wednesday),
        "TH" => Some(Weekday::Thursday),
        "FR" => Some(Weekday::Friday),
        "SA" => Some(Weekday::Saturday),
        "SU" => Some(Weekday::Sunday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Dice;

    use super::*;

    fn days(rule: &str, first: &str, most: usize) -> Vec<String> {
        let first: Date = first.parse().unwrap();
        let rule = Rule::parse(rule).unwrap();
        rule.starts(first.at(8, 0, 0, 0)).take(most).map(|at| at.date().to_string()).collect()
    }

    #[test]
    fn s0_44_rules_repeat_as_the_standard_says() {
        for (rule, first, expected) in [
            ("FREQ=DAILY;COUNT=3", "2026-11-30", &["2026-11-30", "2026-12-01", "2026-12-02"][..]),
            ("FREQ=DAILY;INTERVAL=10;COUNT=3", "2026-11-30", &["2026-11-30", "2026-12-10", "2026-12-20"]),
            ("FREQ=DAILY;BYDAY=MO,FR;COUNT=3", "2026-11-30", &["2026-11-30", "2026-12-04", "2026-12-07"]),
            ("FREQ=WEEKLY;COUNT=2", "2026-11-30", &["2026-11-30", "2026-12-07"]),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4",
                "2026-12-01",
                &["2026-12-01", "2026-12-03", "2026-12-15", "2026-12-17"],
            ),
            // The example of the standard: the day on which a week begins makes a difference.
            (
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
                "1997-08-05",
                &["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
                "1997-08-05",
                &["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
            ),
            // A month without that day is left out, and does not count.
            ("FREQ=MONTHLY;COUNT=3", "2026-10-31", &["2026-10-31", "2026-12-31", "2027-01-31"]),
            ("freq=monthly;bymonthday=-1;count=3", "2026-11-30", &["2026-11-30", "2026-12-31", "2027-01-31"]),
            ("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2026-12-08", &["2026-12-08", "2027-01-12"]),
            ("FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2;COUNT=2", "2026-11-27", &["2026-11-27", "2027-01-29"]),
            ("FREQ=MONTHLY;BYDAY=5MO;COUNT=2", "2026-11-30", &["2026-11-30", "2027-03-29"]),
            ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29;COUNT=2", "2024-02-29", &["2024-02-29", "2028-02-29"]),
        ] {
            assert_eq!(days(rule, first, 10), expected, "{rule}");
        }
        for (rule, why) in [
            ("", UNREADABLE),
            ("COUNT=3", UNREADABLE),
            ("FREQ=DAILY;INTERVAL=0", UNREADABLE),
            ("FREQ=DAILY;COUNT=many", UNREADABLE),
            ("FREQ=WEEKLY;BYDAY=XX", UNREADABLE),
            ("FREQ=WEEKLY;BYDAY=é", UNREADABLE),
            ("FREQ=WEEKLY;BYDAY=2TU", UNKNOWN),
            ("FREQ=YEARLY", UNKNOWN),
            ("FREQ=HOURLY", UNKNOWN),
            ("FREQ=MONTHLY;BYDAY=TU", UNKNOWN),
            ("FREQ=MONTHLY;BYMONTHDAY=1,15", UNKNOWN),
            ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", UNKNOWN),
        ] {
            assert_eq!(Rule::parse(rule), Err(why), "{rule}");
        }
        // A day that no month has ends by itself.
        assert_eq!(days("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "2026-11-30", 9), ["2026-11-30"]);
    }

    /// The same said of each day by itself.
    fn comes(rule: &Rule, first: Date, day: Date) -> bool {
        let apart = i64::from((day - first).get_days());
        match &rule.every {
            Every::Day(on) => apart % rule.interval == 0 && (on.is_empty() || on.contains(&day.weekday())),
            Every::Week(on, starts) => {
                let begun =
                    |day: Date| day.checked_sub(i64::from(day.weekday().since(*starts)).days()).unwrap();
                let weeks = i64::from((begun(day) - begun(first)).get_days()) / 7;
                weeks % rule.interval == 0 && (on.contains(&day.weekday()) || on.is_empty() && apart % 7 == 0)
            }
            Every::Month(which) => {
                let months =
                    i64::from(day.year() - first.year()) * 12 + i64::from(day.month() - first.month());
                let is_it = match which {
                    Which::Same => day.day() == first.day(),
                    Which::Day(n) if *n > 0 => day.day() == *n,
                    Which::Day(n) => day.days_in_month() - day.day() == -1 - n,
                    Which::Nth(n, weekday) if *n > 0 => {
                        day.weekday() == *weekday && (day.day() - 1) / 7 == n - 1
                    }
                    Which::Nth(n, weekday) => {
                        day.weekday() == *weekday && (day.days_in_month() - day.day()) / 7 == -1 - n
                    }
                };
                months % rule.interval == 0 && is_it
            }
        }
    }

    #[test]
    fn s0_44_whatever_the_rule_each_day_is_as_the_rule_says_of_it() {
        let dice = Dice::seeded(44);
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let some = |dice: &Dice| -> String {
            let chosen: Vec<&str> = names.into_iter().filter(|_| dice.below(3) == 0).collect();
            if chosen.is_empty() { String::new() } else { format!(";BYDAY={}", chosen.join(",")) }
        };
        for _ in 0..500 {
            let interval = dice.below(4) + 1;
            let chosen = names[dice.below(7) as usize];
            let rule = match dice.below(5) {
                0 => format!("FREQ=DAILY;INTERVAL={interval}{}", some(&dice)),
                1 => format!("FREQ=WEEKLY;INTERVAL={interval};WKST={chosen}{}", some(&dice)),
                2 => format!("FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={}", dice.below(31) + 1),
                3 => format!("FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY=-{}", dice.below(31) + 1),
                _ => format!(
                    "FREQ=MONTHLY;INTERVAL={interval};BYDAY={}{chosen}",
                    [1, 2, 4, 5, -1, -2][dice.below(6) as usize]
                ),
            };
            let first = Date::constant(2026, 1, 1).checked_add(i64::from(dice.below(900)).days()).unwrap();
            let read = Rule::parse(&rule).unwrap();
            let end = first.checked_add(500.days()).unwrap();
            let found: Vec<Date> = read
                .starts(first.at(8, 0, 0, 0))
                .map(jiff::civil::DateTime::date)
                .take_while(|day| *day < end)
                .collect();
            let mut day = first;
            let mut expected = vec![first];
            while let Ok(next) = day.tomorrow() {
                day = next;
                if day >= end {
                    break;
                }
                if comes(&read, first, day) {
                    expected.push(day);
                }
            }
            assert_eq!(found, expected, "{rule} from {first}");
        }
    }
}
