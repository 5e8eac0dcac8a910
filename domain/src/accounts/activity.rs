//! What went on in an account in the last three months: how many of each kind, week by week (S3-27).
//!
//! Another kind of record is a [`Source`], and a line in [`activity`].

use db::{Tx, Value};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use kernel::{AccountId, Error, Result, Timestamp};

use super::list::find_in;
use crate::access::{
    AccountsView, Actor, CallsView, Granted, HistoryView, MessagesView, Owner, Permission, Select,
};
use crate::house::Read;
use crate::records::calls::CALLS;
use crate::records::messages::MESSAGES;

/// From the same day three months ago to today, as somebody reads the clock.
#[derive(Clone, Debug)]
pub struct Period {
    pub from: Date,
    pub today: Date,
    zone: TimeZone,
}

/// One kind of thing that went on.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The name in the API: `sign_ins`.
    pub name: &'static str,
    pub label: &'static str,
    pub total: i64,
    pub weeks: Vec<Week>,
}

/// How many in the days from `from` to `to`, both among them: a week, or what of it lies within the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    pub from: Date,
    pub to: Date,
    pub count: i64,
}

/// Where a kind of thing is counted.
struct Source {
    name: &'static str,
    label: &'static str,
    from: &'static str,
    owner: Owner,
    /// The SQL of when it was.
    at: &'static str,
    /// Which of the rows are meant, in constants only.
    only: &'static str,
}

static OF_CALLS: Source = Source {
    name: "calls",
    label: "Calls",
    from: "calls r",
    owner: CALLS.owner,
    at: "r.started_at",
    only: "1 = 1",
};

static OF_MESSAGES: Source = Source {
    name: "messages",
    label: "Messages",
    from: "messages r",
    owner: MESSAGES.owner,
    at: "r.taken_at",
    only: "1 = 1",
};

/// The words are those of the index that it is counted by.
static OF_SIGN_INS: Source = Source {
    name: "sign_ins",
    label: "Sign-ins",
    from: "events r",
    owner: Owner {
        org: "r.org_id",
        account: "r.account_id",
        contact: None,
        creator: None,
        assignee: None,
        about: None,
        marked: None,
    },
    at: "r.at",
    only: "r.action IN ('session.started', 'session.account_entered')",
};

/// What of it the visitor may see, in the order of the page.
pub async fn activity(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: AccountId,
    period: &Period,
) -> Result<Vec<Activity>> {
    let tx = &mut read.0;
    find_in(tx, granted, id).await?;
    let actor = granted.actor();
    let each = [
        count::<CallsView>(tx, actor, id, period, &OF_CALLS).await?,
        count::<MessagesView>(tx, actor, id, period, &OF_MESSAGES).await?,
        count::<HistoryView>(tx, actor, id, period, &OF_SIGN_INS).await?,
    ];
    Ok(each.into_iter().flatten().collect())
}

impl Period {
    pub fn last_three_months(now: Timestamp, zone: &TimeZone) -> Result<Self> {
        let today = now.to_jiff().to_zoned(zone.clone()).date();
        let from = today.checked_sub(3.months()).map_err(Error::bug)?;
        Ok(Self { from, today, zone: zone.clone() })
    }

    /// The weeks, from Monday to Sunday; the first and the last one end with the period.
    fn weeks(&self) -> Result<Vec<Week>> {
        let mut weeks = Vec::new();
        let mut from = self.from;
        while from <= self.today {
            let to_sunday = i64::from(7 - from.weekday().to_monday_one_offset());
            let sunday = from.checked_add(Span::new().days(to_sunday)).map_err(Error::bug)?;
            weeks.push(Week { from, to: sunday.min(self.today), count: 0 });
            from = sunday.tomorrow().map_err(Error::bug)?;
        }
        Ok(weeks)
    }

    fn starts(&self, day: Date) -> Result<Timestamp> {
        let at = day.to_zoned(self.zone.clone()).map_err(Error::bug)?;
        Ok(Timestamp::from_jiff(at.timestamp()))
    }

    fn date_of(&self, at: Timestamp) -> Date {
        at.to_jiff().to_zoned(self.zone.clone()).date()
    }
}

/// A quarter of an hour in microseconds: days begin on such a step in every time zone.
const STEP: i64 = 900_000_000;

async fn count<P: Permission>(
    tx: &mut Tx,
    actor: &Actor,
    account: AccountId,
    period: &Period,
    source: &Source,
) -> Result<Option<Activity>> {
    let Ok(granted) = actor.may::<P>() else { return Ok(None) };
    let end = period.starts(period.today.tomorrow().map_err(Error::bug)?)?;
    let steps: Vec<(i64, i64)> = Select::of(&format!("{} / {STEP}, count(*)", source.at), source.from)
        .within(&granted, &source.owner)
        .and(&format!("{} = {{}}", source.owner.account), [Value::from(account)])
        .and(
            &format!("{0} >= {{}} AND {0} < {{}}", source.at),
            [Value::from(period.starts(period.from)?), Value::from(end)],
        )
        .and(source.only, [])
        .then("GROUP BY 1")
        .rows(tx, |row| Ok((row.get(0)?, row.get(1)?)))
        .await?;
    let mut weeks = period.weeks()?;
    for (step, count) in steps {
        let day = period.date_of(Timestamp::from_micros(step * STEP));
        if let Some(week) = weeks.iter_mut().find(|week| (week.from..=week.to).contains(&day)) {
            week.count += count;
        }
    }
    let total = weeks.iter().map(|week| week.count).sum();
    Ok(Some(Activity { name: source.name, label: source.label, total, weeks }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn s3_27_three_months_are_whole_weeks_and_what_is_left_at_both_ends() {
        let zone = TimeZone::UTC;
        let now = Timestamp::parse("2026-11-25T10:00:00Z").unwrap();
        let period = Period::last_three_months(now, &zone).unwrap();
        assert_eq!((period.from, period.today), (date(2026, 8, 25), date(2026, 11, 25)));
        let weeks = period.weeks().unwrap();
        assert_eq!(weeks.len(), 14);
        assert_eq!((weeks[0].from, weeks[0].to), (date(2026, 8, 25), date(2026, 8, 30)));
        assert_eq!((weeks[1].from, weeks[1].to), (date(2026, 8, 31), date(2026, 9, 6)));
        assert_eq!((weeks[13].from, weeks[13].to), (date(2026, 11, 23), date(2026, 11, 25)));
    }

    #[test]
    fn a_day_is_one_of_the_clock_on_the_wall() {
        let zone = TimeZone::get("Asia/Kathmandu").unwrap();
        let now = Timestamp::parse("2026-11-25T18:20:00Z").unwrap();
        let period = Period::last_three_months(now, &zone).unwrap();
        assert_eq!(period.today, date(2026, 11, 26), "five hours and three quarters ahead");
        assert_eq!(period.starts(period.today).unwrap().micros() % STEP, 0);
    }
}
