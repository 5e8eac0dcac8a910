//! What a letter says of turns, looked up at the moment at which it leaves.

use db::Tx;
use jiff::tz::TimeZone;
use kernel::{ContactId, OrgId, Result, ScheduleId, Span, Timestamp, TurnId, UserId};

use crate::access::{Granted, OnCallSwap, OnCallView, standing};
use crate::notices::Letter;
use crate::on_call::segments::over_time;
use crate::on_call::store::{Schedule, Which, load};
use crate::on_call::turn;

/// How far ahead the next turns are looked for, and how many are named.
const AHEAD: Span = Span::days(60);
const NAMED: usize = 3;

/// Somebody who is told of turns, as of now.
pub(crate) struct OfTurns {
    contact: ContactId,
    view: Granted<OnCallView>,
    swap: Option<Granted<OnCallSwap>>,
}

/// What a letter says, or why it does not leave.
pub(crate) type Said<T> = std::result::Result<T, &'static str>;

impl OfTurns {
    /// The person whom a letter is for, if he or she could come in and still is a contact of the account.
    pub async fn find(tx: &mut Tx, org: OrgId, letter: &Letter, now: Timestamp) -> Result<Said<Self>> {
        let Some(user): Option<UserId> = letter.user else { return Ok(Err("It is for nobody.")) };
        let standing = standing(tx, now, org, (user, letter.account)).await?;
        let Some(standing) = standing.filter(|one| one.refusal.is_none()) else {
            return Ok(Err("The person could not come in."));
        };
        let actor = standing.actor();
        let contact = standing.place.and_then(|place| place.contact);
        Ok(match (contact, actor.may::<OnCallView>()) {
            (Some(contact), Ok(view)) => Ok(Self { contact, view, swap: actor.may().ok() }),
            _ => Err("The person sees no turns any more."),
        })
    }

    async fn schedule(&self, tx: &mut Tx, id: ScheduleId, now: Timestamp) -> Result<Option<Schedule>> {
        Ok(load(tx, &self.view, Which::One(id), now).await?.into_iter().next())
    }
}

/// The next turns of the person in a schedule, a line each; none, if the schedule is gone.
pub(crate) async fn next_turns(
    tx: &mut Tx,
    person: &OfTurns,
    id: ScheduleId,
    now: Timestamp,
) -> Result<Vec<String>> {
    let Some(schedule) = person.schedule(tx, id, now).await? else { return Ok(Vec::new()) };
    let zone = schedule.zone().rules();
    let mut turns: Vec<(Timestamp, Timestamp)> = Vec::new();
    for segment in over_time(&schedule.plans, &schedule.standing_in, now, now + AHEAD) {
        match turns.last_mut() {
            _ if segment.who != Some(person.contact) => {}
            Some(last) if last.1 == segment.from => last.1 = segment.until,
            _ => turns.push((segment.from, segment.until)),
        }
    }
    Ok(turns.into_iter().take(NAMED).map(|(from, until)| stretch(&zone, from, until)).collect())
}

/// The schedule, from when, and until when the person is on call from that moment on.
pub(crate) async fn starting(
    tx: &mut Tx,
    person: &OfTurns,
    (id, at): (ScheduleId, Timestamp),
    now: Timestamp,
) -> Result<Said<(String, String, String)>> {
    let Some(schedule) = person.schedule(tx, id, now).await? else { return Ok(Err("The schedule is gone.")) };
    let zone = schedule.zone().rules();
    let mut until = None;
    for segment in over_time(&schedule.plans, &schedule.standing_in, at, at + AHEAD) {
        if segment.who != Some(person.contact) {
            break;
        }
        until = Some(segment.until);
    }
    Ok(match until {
        None => Err("The turn is another one's by now."),
        Some(until) => Ok((schedule.name, moment(&zone, at), moment(&zone, until))),
    })
}

/// Who asks, and for what.
pub(crate) async fn asked(
    tx: &mut Tx,
    person: &OfTurns,
    (schedule, id): (ScheduleId, TurnId),
    now: Timestamp,
) -> Result<Said<[String; 4]>> {
    let Some(swap) = &person.swap else { return Ok(Err("The person takes no turns any more.")) };
    let Some(schedule) = person.schedule(tx, schedule, now).await? else {
        return Ok(Err("The schedule is gone."));
    };
    let Some(turn) = turn::waiting(tx, swap, id, now).await? else {
        return Ok(Err("It was answered meanwhile."));
    };
    let zone = schedule.zone().rules();
    let back = turn.back.map(|(from, until)| stretch(&zone, from, until)).unwrap_or_default();
    Ok(Ok([schedule.name, turn.name, stretch(&zone, turn.from, turn.until), back]))
}

/// `Tue 24 Nov 2026, 08:00 – Wed 25 Nov 2026, 08:00 EST`
fn stretch(zone: &TimeZone, from: Timestamp, until: Timestamp) -> String {
    let begins = from.to_jiff().to_zoned(zone.clone()).strftime("%a %-d %b %Y, %H:%M").to_string();
    format!("{begins} – {}", moment(zone, until))
}

fn moment(zone: &TimeZone, at: Timestamp) -> String {
    at.to_jiff().to_zoned(zone.clone()).strftime("%a %-d %b %Y, %H:%M %Z").to_string()
}
