//! Offering a turn, asking somebody to take it, or to swap it for another.

use db::params;
use kernel::{ContactId, Error, Result, ScheduleId, Span, Timestamp, TurnId};

use super::hand_over::{Terms, hand_over, said};
use super::rules::must_concern;
use super::store::{count, everybody};
use crate::access::{Granted, OnCallSwap, Reach};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::on_call::notices::tell_asked;
use crate::on_call::overrides::check;
use crate::on_call::store::{Schedule, find_in};

/// Requests of one schedule that wait for an answer.
const MOST: i64 = 100;
/// How long a swap of a turn that runs already waits.
const SOON: Span = Span::hours(1);

/// A turn, or a part of one, that is to change hands. It is of whoever is on call then.
#[derive(Clone, Debug)]
pub struct NewTurn {
    pub from: Timestamp,
    pub until: Timestamp,
    /// `None`: whoever takes it.
    pub to: Option<ContactId>,
    /// A turn of theirs that comes back for it.
    pub back: Option<(Timestamp, Timestamp)>,
    pub reason: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub id: TurnId,
    /// Somebody who may do so for all has done it; else it waits for a yes.
    pub is_done: bool,
}

/// Whoever may do so for all hands a turn over at once; others offer their own, or ask.
pub async fn ask(
    house: &House,
    granted: &Granted<OnCallSwap>,
    id: ScheduleId,
    new: NewTurn,
) -> Result<Asked> {
    let mut change = house.change(granted).await?;
    let schedule = find_in(&mut change.tx, granted, id, change.at).await?;
    let terms = terms(&mut change, granted, &schedule, new).await?;
    if count(&mut change.tx, granted.org(), id, change.at).await? >= MOST {
        return Err(Error::conflict("Too many turns wait for an answer already."));
    }
    let is_done = terms.to.is_some() && granted.reach() != Reach::Own;
    let made = insert(&mut change, granted, id, &terms, is_done).await?;
    let action = match (&terms.to, is_done) {
        (_, true) => Action::TurnHandedOver,
        (Some(_), false) => Action::TurnAsked,
        (None, false) => Action::TurnOffered,
    };
    let event = said(Event::of(action).about(made.any(), schedule.name.as_str()), &schedule, &terms);
    let followed = if is_done {
        hand_over(&mut change, granted.actor(), &schedule, &terms).await?
    } else {
        let asked: Vec<ContactId> = if let Some((who, _)) = &terms.to {
            vec![*who]
        } else {
            let people = everybody(&mut change.tx, granted, id).await?;
            people.into_iter().map(|(who, _)| who).filter(|who| *who != terms.holder.0).collect()
        };
        let ends_at = ends(&terms, change.at);
        tell_asked(&mut change, granted.actor(), &schedule, (made, ends_at), asked).await?;
        Vec::new()
    };
    let mut recorded = change.record(granted.actor(), event).await?;
    for event in followed {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(Asked { id: made, is_done })
}

/// Who gives what to whom, or what is wrong with it.
async fn terms(
    change: &mut Change,
    granted: &Granted<OnCallSwap>,
    schedule: &Schedule,
    new: NewTurn,
) -> Result<Terms> {
    let now = change.at;
    let from = new.from.max(now);
    let people = everybody(&mut change.tx, granted, schedule.id).await?;
    let somebody = |who: ContactId| people.iter().find(|(one, _)| *one == who).cloned();
    // The times are those of an override, and so are their limits.
    let (until, back) = (new.until, new.back);
    let reason = check(&new.reason, from, until, now)?;
    let holder = schedule.holder(from, until).and_then(&somebody);
    let holder = holder.ok_or_else(|| {
        Error::invalid("from", "Choose a turn or a part of one: it is nobody’s alone from beginning to end.")
    })?;
    must_concern(granted, holder.0)?;
    let mut to = match new.to {
        None => None,
        Some(who) => {
            let to = somebody(who).filter(|(who, _)| *who != holder.0);
            Some(to.ok_or_else(|| {
                Error::invalid("to", "Choose somebody else who takes part in this schedule.")
            })?)
        }
    };
    let back = match back {
        None => None,
        Some((begins, ends)) => {
            let begins = begins.max(now);
            let theirs = if begins < ends { schedule.holder(begins, ends).and_then(&somebody) } else { None };
            let theirs =
                theirs.filter(|(who, _)| *who != holder.0 && to.as_ref().is_none_or(|(to, _)| who == to));
            to = Some(theirs.ok_or_else(|| {
                Error::invalid(
                    "in_return",
                    "Choose a turn of the person who is to get yours, one that is still to come.",
                )
            })?);
            Some((begins, ends))
        }
    };
    if let Some((who, name)) = &to {
        schedule.must_be_free((*who, name), from, until)?;
    }
    if let Some((begins, ends)) = back {
        schedule.must_be_free((holder.0, &holder.1), begins, ends)?;
    }
    Ok(Terms { holder, from, until, to, back, reason })
}

async fn insert(
    change: &mut Change,
    granted: &Granted<OnCallSwap>,
    schedule: ScheduleId,
    terms: &Terms,
    is_done: bool,
) -> Result<TurnId> {
    let made = TurnId::new(change.at, &change.dice);
    let by = granted.actor().signature();
    let (asked, name) = terms.to.clone().map_or((None, String::new()), |(who, name)| (Some(who), name));
    change
        .tx
        .execute(
            "INSERT INTO turn_requests (org_id, id, schedule_id, contact_id, name, from_at, until_at, asked_id,
               asked_name, back_from_at, back_until_at, reason, made_by, made_at, ends_at, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                granted.org(),
                made,
                schedule,
                terms.holder.0,
                terms.holder.1.as_str(),
                terms.from,
                terms.until,
                asked,
                name.as_str(),
                terms.back.map(|(from, _)| from),
                terms.back.map(|(_, until)| until),
                terms.reason.as_str(),
                by.as_str(),
                change.at,
                ends(terms, change.at),
                if is_done { "done" } else { "open" }
            ],
        )
        .await?;
    Ok(made)
}

/// A turn can be taken while it runs; a swap is of two whole turns, and so waits until the first of them begins.
fn ends(terms: &Terms, now: Timestamp) -> Timestamp {
    let Some((begins, ends)) = terms.back else { return terms.until };
    let first = terms.from.min(begins);
    if first > now { first } else { (now + SOON).min(terms.until).min(ends) }
}
