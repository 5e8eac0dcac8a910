//! Quiet hours, how often somebody hears of each kind, and at what time of the day: everybody's own settings.

use db::{Tx, params};
use kernel::{AccountId, Invalid, OrgId, Result, TimeZoneName, Timestamp, UserId};

use super::LetterKind;
use super::choices::{Waits, optional};
use super::due::{self, Quiet, Rhythm, Times, minutes, time_of_day};
use super::tell::Notice;
use super::wanting::Wanting;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::sign_in::SignedIn;

/// What somebody has chosen. A kind that is not named is told at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTimes {
    pub times: Times,
    pub rhythms: Vec<(LetterKind, Rhythm)>,
}

impl OwnTimes {
    pub fn rhythm(&self, kind: LetterKind) -> Rhythm {
        let found = self.rhythms.iter().find(|(one, _)| *one == kind);
        found.map_or(Rhythm::AtOnce, |(_, rhythm)| *rhythm)
    }
}

/// The same as it is written. Quiet hours without a beginning and an end are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimesDraft {
    /// `22:00`
    pub quiet_from: String,
    pub quiet_until: String,
    pub daily_at: String,
    pub rhythms: Vec<(LetterKind, Rhythm)>,
}

impl From<&OwnTimes> for TimesDraft {
    fn from(own: &OwnTimes) -> Self {
        let of = |part: fn(Quiet) -> i64| {
            own.times.quiet.map(|quiet| time_of_day(part(quiet))).unwrap_or_default()
        };
        Self {
            quiet_from: of(|quiet| quiet.from),
            quiet_until: of(|quiet| quiet.until),
            daily_at: time_of_day(own.times.daily_at),
            rhythms: own.rhythms.clone(),
        }
    }
}

/// Whether letters of this kind can be told with others.
pub fn is_gathered(kind: LetterKind) -> bool {
    optional(kind).is_some_and(|one| one.waits == Waits::Gathered)
}

impl TimesDraft {
    fn check(&self) -> Result<OwnTimes> {
        let mut invalid = Invalid::default();
        let mut time = |field: &str, text: &str| {
            let found = minutes(text).ok_or("Enter a time of the day, such as 22:00.");
            invalid.check(field, found)
        };
        let daily_at = time("daily_at", &self.daily_at).unwrap_or_default();
        let quiet = if self.quiet_from.is_empty() && self.quiet_until.is_empty() {
            None
        } else {
            time("quiet_from", &self.quiet_from).zip(time("quiet_until", &self.quiet_until))
        };
        if quiet.is_some_and(|(from, until)| from == until) {
            invalid.push("quiet_until", "Let them end at another time than they begin.");
        }
        for (kind, rhythm) in &self.rhythms {
            if *rhythm != Rhythm::AtOnce && !is_gathered(*kind) {
                invalid.push("rhythms", format!("{} comes at once.", kind.shape().title));
            }
        }
        invalid.into_result()?;
        Ok(OwnTimes {
            times: Times { quiet: quiet.map(|(from, until)| Quiet { from, until }), daily_at },
            rhythms: self.rhythms.clone(),
        })
    }
}

pub async fn own(read: &mut Read, who: &SignedIn) -> Result<OwnTimes> {
    kept(&mut read.0, who.actor.org(), who.user).await
}

async fn kept(tx: &mut Tx, org: OrgId, user: UserId) -> Result<OwnTimes> {
    let times = tx
        .row(
            "SELECT quiet_from, quiet_until, daily_at FROM notice_times WHERE org_id = ?1 AND user_id = ?2",
            params![org, user],
            |row| Ok(stored((row.get(0)?, row.get(1)?), Some(row.get(2)?))),
        )
        .await?;
    let rhythms: Vec<(String, String)> = tx
        .rows(
            "SELECT kind, rhythm FROM notice_rhythms WHERE org_id = ?1 AND user_id = ?2 ORDER BY kind",
            params![org, user],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let known = |(kind, rhythm): (String, String)| LetterKind::parse(&kind).zip(Rhythm::parse(&rhythm));
    Ok(OwnTimes {
        times: times.unwrap_or_default(),
        rhythms: rhythms.into_iter().filter_map(known).collect(),
    })
}

fn stored(quiet: (Option<i64>, Option<i64>), daily_at: Option<i64>) -> Times {
    Times {
        quiet: quiet.0.zip(quiet.1).map(|(from, until)| Quiet { from, until }),
        daily_at: daily_at.unwrap_or(Times::default().daily_at),
    }
}

/// Nobody chooses for somebody else. It counts for what comes from now on; what waits already keeps its time.
pub async fn choose(house: &House, who: &SignedIn, draft: &TimesDraft) -> Result<()> {
    who.actor.must_be_oneself()?;
    let wanted = draft.check()?;
    let mut change = house.change_unasked().await?;
    let (org, user) = (who.actor.org(), who.user);
    let before = kept(&mut change.tx, org, user).await?;
    let place = who.actor.place();
    let mut event = Event::of(Action::LettersChosen)
        .about(user.any(), who.name.as_str())
        .owned(place.and_then(|place| place.contact), Some(user));
    let hours = |quiet: Option<Quiet>| {
        let words = |quiet: Quiet| format!("{} to {}", time_of_day(quiet.from), time_of_day(quiet.until));
        quiet.map(words).unwrap_or_default()
    };
    let times = wanted.times;
    if times != before.times {
        let (from, until) = (times.quiet.map(|quiet| quiet.from), times.quiet.map(|quiet| quiet.until));
        change
            .tx
            .execute(
                "INSERT INTO notice_times (org_id, user_id, quiet_from, quiet_until, daily_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (org_id, user_id) DO UPDATE SET quiet_from = ?3, quiet_until = ?4, daily_at = ?5",
                params![org, user, from, until, times.daily_at],
            )
            .await?;
        event = event.changed("quiet hours", hours(before.times.quiet), hours(times.quiet)).changed(
            "letter of the day",
            time_of_day(before.times.daily_at),
            time_of_day(times.daily_at),
        );
    }
    for (kind, rhythm) in &wanted.rhythms {
        let was = before.rhythm(*kind);
        if was == *rhythm {
            continue;
        }
        change
            .tx
            .execute(
                "INSERT INTO notice_rhythms (org_id, user_id, kind, rhythm) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (org_id, user_id, kind) DO UPDATE SET rhythm = ?4",
                params![org, user, kind.name(), rhythm.name()],
            )
            .await?;
        let name = format!("{}, how often", kind.shape().title);
        event = event.changed(&name, was.words(), rhythm.words());
    }
    if event.changes.is_empty() {
        return Ok(());
    }
    if let Some(place) = place {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
}

/// How often this person hears of such a thing, and when it is told that happens now.
pub(super) async fn due(
    tx: &mut Tx,
    org: OrgId,
    one: &Wanting,
    notice: &Notice,
    now: Timestamp,
) -> Result<(Rhythm, Timestamp)> {
    let waits = optional(notice.kind).map_or(Waits::Never, |one| one.waits);
    if waits == Waits::Never {
        return Ok((Rhythm::AtOnce, now));
    }
    let found = chosen(tx, org, (one.user, notice.account), notice.kind).await?;
    let Some((times, rhythm, zone)) = found else { return Ok((Rhythm::AtOnce, now)) };
    let rhythm = if waits == Waits::Gathered { rhythm } else { Rhythm::AtOnce };
    let due = due::due(now, rhythm, times, &zone);
    // What would be of no use any more when the quiet hours end is told now.
    let too_late = rhythm == Rhythm::AtOnce && due >= notice.ends_at;
    Ok((rhythm, if too_late { now } else { due }))
}

async fn chosen(
    tx: &mut Tx,
    org: OrgId,
    (user, account): (UserId, AccountId),
    kind: LetterKind,
) -> Result<Option<(Times, Rhythm, jiff::tz::TimeZone)>> {
    let found = tx
        .row(
            "SELECT t.quiet_from, t.quiet_until, t.daily_at, r.rhythm, u.time_zone, a.time_zone
             FROM users u
             JOIN accounts a ON a.org_id = u.org_id AND a.id = ?3
             LEFT JOIN notice_times t ON t.org_id = u.org_id AND t.user_id = u.id
             LEFT JOIN notice_rhythms r ON r.org_id = u.org_id AND r.user_id = u.id AND r.kind = ?4
             WHERE u.org_id = ?1 AND u.id = ?2",
            params![org, user, account, kind.name()],
            |row| {
                let rhythm = row.get::<Option<String>>(3)?.and_then(|name| Rhythm::parse(&name));
                let own: String = row.get(4)?;
                let zone = if own.is_empty() { row.get(5)? } else { own };
                let times = stored((row.get(0)?, row.get(1)?), row.get(2)?);
                Ok((times, rhythm.unwrap_or_default(), zone))
            },
        )
        .await?;
    let Some((times, rhythm, zone)) = found else { return Ok(None) };
    Ok(Some((times, rhythm, TimeZoneName::parse(&zone).map_err(kernel::Error::bug)?.rules())))
}
