//! The streams of the history, and when a line of one is due to go.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use kernel::{Error, Result, Timestamp};

use crate::organizations::settings::History;

/// What is kept equally long. Lines that are in none, such as changes of roles and settings, are kept without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stream {
    /// What was done in an account, and noted about it.
    Accounts,
    /// What was done about a person who signs in: the profile, the password, the roles.
    Profiles,
}

/// What decides over one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The prefix of the thing that it is about.
    pub thing: &'a str,
    pub in_account: bool,
    pub secure: bool,
    pub held: bool,
    pub at: Timestamp,
}

impl Stream {
    pub const ALL: [Self; 2] = [Self::Accounts, Self::Profiles];

    /// As the history names it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Accounts => "what was done in accounts",
            Self::Profiles => "what was done about people",
        }
    }

    fn of(line: &Line<'_>) -> Option<Self> {
        match line.thing {
            "user" => Some(Self::Profiles),
            "acct" => Some(Self::Accounts),
            _ => line.in_account.then_some(Self::Accounts),
        }
    }

    /// Months that it is kept; none is without end.
    fn months(self, kept: &History) -> Option<i64> {
        match self {
            Self::Accounts => kept.accounts_for(),
            Self::Profiles => kept.profiles_for(),
        }
    }
}

/// The stream of a line that is due to go; none while it is kept.
pub(super) fn due(line: &Line<'_>, kept: &History, now: Timestamp) -> Result<Option<Stream>> {
    let Some(stream) = Stream::of(line).filter(|_| !line.held) else { return Ok(None) };
    let Some(months) = stream.months(kept) else { return Ok(None) };
    let months = if line.secure { months.max(kept.secure_for()) } else { months };
    Ok((kept_until(line.at, months)? <= now).then_some(stream))
}

/// The same day and time of day so many calendar months later, in UTC; the last day of a shorter month (E-09).
fn kept_until(at: Timestamp, months: i64) -> Result<Timestamp> {
    let later = at.to_jiff().to_zoned(TimeZone::UTC).checked_add(months.months()).map_err(Error::bug)?;
    Ok(Timestamp::from_jiff(later.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn e_09_six_months_are_calendar_months_in_utc_to_the_second() {
        for (written, gone) in [
            ("2026-05-20T10:00:00Z", "2026-11-20T10:00:00Z"),
            ("2026-08-31T23:59:59Z", "2027-02-28T23:59:59Z"),
            ("2027-08-31T00:00:00Z", "2028-02-29T00:00:00Z"),
            ("2026-10-25T00:30:00Z", "2027-04-25T00:30:00Z"),
        ] {
            assert_eq!(kept_until(at(written), 6).unwrap(), at(gone), "{written}");
            let line = Line { thing: "call", in_account: true, secure: false, held: false, at: at(written) };
            let a_second_before = at(gone) - kernel::Span::seconds(1);
            assert_eq!(due(&line, &History::default(), a_second_before).unwrap(), None, "{written}");
            assert_eq!(
                due(&line, &History::default(), at(gone)).unwrap(),
                Some(Stream::Accounts),
                "{written}"
            );
        }
    }

    #[test]
    fn c_12_each_stream_has_its_time_and_secure_a_longer_one_and_a_hold_none() {
        let (written, now) = (at("2020-01-01T00:00:00Z"), at("2023-06-01T00:00:00Z"));
        let line = Line { thing: "msg", in_account: true, secure: false, held: false, at: written };
        let shipped = History::default();
        let both = History { profiles: 12, ..shipped };
        let forever = History { accounts: 0, ..shipped };
        for (line, kept, stream) in [
            (line, shipped, Some(Stream::Accounts)),
            (Line { thing: "acct", in_account: false, ..line }, shipped, Some(Stream::Accounts)),
            (Line { thing: "role", in_account: false, ..line }, shipped, None),
            (Line { thing: "user", ..line }, shipped, None),
            (Line { thing: "user", in_account: false, ..line }, both, Some(Stream::Profiles)),
            (Line { held: true, ..line }, shipped, None),
            (Line { secure: true, ..line }, shipped, None),
            (Line { secure: true, ..line }, History { secure: 36, ..shipped }, Some(Stream::Accounts)),
            (Line { secure: true, ..line }, History { secure: 6, accounts: 60, ..shipped }, None),
            (line, forever, None),
        ] {
            assert_eq!(due(&line, &kept, now).unwrap(), stream, "{line:?} {kept:?}");
        }
    }
}
