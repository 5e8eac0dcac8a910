//! Taking a turn, saying yes or no to a request, and taking one's own back.

use kernel::{ContactId, Error, Result, Timestamp, TurnId};

use super::hand_over::{Terms, hand_over, said};
use super::rules::{may_for, oneself};
use super::store::{Turn, close, everybody, find};
use crate::access::{Granted, OnCallSwap, Reach};
use crate::history::{Action, Event};
use crate::house::House;
use crate::on_call::store::{Schedule, find_in};

/// Whoever is asked has the turn from now on, or whoever takes it: oneself, or `by` for those who may do so for all.
pub async fn accept(
    house: &House,
    granted: &Granted<OnCallSwap>,
    id: TurnId,
    by: Option<ContactId>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let turn = find(&mut change.tx, granted, id, change.at).await?;
    let schedule = find_in(&mut change.tx, granted, turn.schedule, change.at).await?;
    let to = taker(granted, &turn, by)?;
    let people = everybody(&mut change.tx, granted, turn.schedule).await?;
    let to = people.into_iter().find(|(who, _)| *who == to);
    let to =
        to.ok_or_else(|| Error::invalid("contact", "Choose somebody who takes part in this schedule."))?;
    let terms = agreed(&schedule, turn, to, change.at)?;
    close(&mut change, granted.org(), id, "done").await?;
    let event = Event::of(Action::TurnHandedOver).about(id.any(), schedule.name.as_str());
    let event = said(event, &schedule, &terms);
    let followed = hand_over(&mut change, granted.actor(), &schedule, &terms).await?;
    let mut recorded = change.record(granted.actor(), event).await?;
    for event in followed {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await
}

/// Whoever is asked says no; everything stays as it is.
pub async fn refuse(house: &House, granted: &Granted<OnCallSwap>, id: TurnId) -> Result<()> {
    let asked = |turn: &Turn| turn.asked.as_ref().is_some_and(|(who, _)| may_for(granted, *who));
    end(house, granted, id, ("refused", Action::TurnRefused), asked).await
}

/// Nobody is asked any more.
pub async fn withdraw(house: &House, granted: &Granted<OnCallSwap>, id: TurnId) -> Result<()> {
    end(house, granted, id, ("withdrawn", Action::TurnWithdrawn), |turn| turn.may_withdraw(granted)).await
}

async fn end(
    house: &House,
    granted: &Granted<OnCallSwap>,
    id: TurnId,
    (state, action): (&str, Action),
    may: impl Fn(&Turn) -> bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let turn = find(&mut change.tx, granted, id, change.at).await?;
    if !may(&turn) {
        return Err(Error::forbidden("This is for somebody else to say."));
    }
    let schedule = find_in(&mut change.tx, granted, turn.schedule, change.at).await?;
    close(&mut change, granted.org(), id, state).await?;
    let event = said(Event::of(action).about(id.any(), schedule.name.as_str()), &schedule, &turn.into());
    change.record(granted.actor(), event).await?.commit().await
}

fn taker(granted: &Granted<OnCallSwap>, turn: &Turn, by: Option<ContactId>) -> Result<ContactId> {
    let own = oneself(granted);
    let to = match &turn.asked {
        Some((asked, _)) => *asked,
        None => by.or(own).ok_or_else(|| Error::invalid("contact", "Choose who takes the turn."))?,
    };
    if granted.reach() == Reach::Own && own != Some(to) {
        return Err(Error::forbidden("This is for somebody else to say."));
    }
    if to == turn.contact {
        return Err(Error::conflict("Whoever offers a turn does not take it. Withdraw it instead."));
    }
    Ok(to)
}

/// What was asked, if it is still so: a schedule may have changed meanwhile.
fn agreed(schedule: &Schedule, turn: Turn, to: (ContactId, String), now: Timestamp) -> Result<Terms> {
    let mut terms = Terms { to: Some(to), ..Terms::from(turn) };
    terms.from = terms.from.max(now);
    terms.back = terms.back.map(|(from, until)| (from.max(now), until));
    let Some((who, name)) = &terms.to else { return Err(Error::NotFound) };
    let is_theirs = |whose: ContactId, from: Timestamp, until: Timestamp| {
        from < until && schedule.holder(from, until) == Some(whose)
    };
    let stands = is_theirs(terms.holder.0, terms.from, terms.until)
        && terms.back.is_none_or(|(from, until)| is_theirs(*who, from, until));
    if !stands {
        return Err(Error::conflict(
            "The schedule has changed meanwhile, and this turn is another one’s. Look at it, and ask again.",
        ));
    }
    schedule.must_be_free((*who, name), terms.from, terms.until)?;
    if let Some((from, until)) = terms.back {
        schedule.must_be_free((terms.holder.0, &terms.holder.1), from, until)?;
    }
    Ok(terms)
}

impl From<Turn> for Terms {
    fn from(turn: Turn) -> Self {
        Self {
            holder: (turn.contact, turn.name),
            from: turn.from,
            until: turn.until,
            to: turn.asked,
            back: turn.back,
            reason: turn.reason,
        }
    }
}
