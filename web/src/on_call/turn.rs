//! A turn is offered, given away or swapped: the form, and the answers to it.

use domain::access::{Granted, OnCallSwap, Reach};
use domain::on_call::{self, LONGEST_REASON, MovableTurn, NewTurn, Schedule};
use kernel::{ContactId, Error, Invalid, Local, Result, ScheduleId, Timestamp, TurnId};

use super::Place;
use super::words::{local, stretch, zone};
use crate::form_page::{FormPage, field, select};
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, Pairs, Visitor};

const NAMES: [&str; 5] = ["from", "until", "to", "in_return", "reason"];

/// The form, for the turn that the address names.
pub async fn ask_turn(visitor: &Visitor, place: &Place, id: ScheduleId, pairs: &Pairs) -> Answer {
    let given = |name| (name, pairs.get(name).unwrap_or_default().to_owned());
    form_page(visitor, place, id, &Fields::of([given("from"), given("until")])).await?.answer()
}

pub async fn hand_over(visitor: &Visitor, place: &Place, id: ScheduleId, typed: &Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<OnCallSwap>()?;
    let (schedule, ..) = choices(visitor, &granted, id).await?;
    let outcome = match read(typed, &local(visitor, &schedule.zone())) {
        Ok(new) => {
            let offered = new.to.is_none() && new.back.is_none();
            on_call::ask(visitor.house(), &granted, id, new).await.map(|asked| (asked.is_done, offered))
        }
        Err(error) => Err(error),
    };
    let words = match outcome {
        Ok((true, _)) => "On call changed",
        Ok((false, true)) => "Offered to everybody in this schedule",
        Ok((false, false)) => "Asked: it is your turn until the other says yes",
        Err(error) => return form_page(visitor, place, id, typed).await?.refused(error),
    };
    Ok(visitor.done(&place.calendar(id), words))
}

/// Yes, no, or never mind.
pub async fn answer_turn(visitor: &Visitor, place: &Place, schedule: ScheduleId, typed: &Fields) -> Answer {
    typed.only(&["turn", "answer"])?;
    let granted = visitor.may::<OnCallSwap>()?;
    let id: TurnId = typed.get("turn").parse().map_err(|_| Error::NotFound)?;
    let house = visitor.house();
    let words = match typed.get("answer") {
        "accept" => on_call::accept(house, &granted, id, None).await.map(|()| "On call changed")?,
        "refuse" => on_call::refuse(house, &granted, id).await.map(|()| "Refused")?,
        "withdraw" => on_call::withdraw(house, &granted, id).await.map(|()| "Withdrawn")?,
        _ => return Err(Error::invalid("answer", "Choose one of the answers.").into()),
    };
    Ok(visitor.done(&place.calendar(schedule), words))
}

async fn choices(
    visitor: &Visitor,
    granted: &Granted<OnCallSwap>,
    id: ScheduleId,
) -> Result<(Schedule, Vec<(ContactId, String)>, Vec<MovableTurn>)> {
    on_call::choices_of(&mut visitor.read().await?, granted, id, visitor.who.now).await
}

async fn form_page(visitor: &Visitor, place: &Place, id: ScheduleId, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<OnCallSwap>()?;
    let (schedule, people, turns) = choices(visitor, &granted, id).await?;
    let (now, local) = (visitor.who.now, local(visitor, &schedule.zone()));
    let from = local.read(typed.get("from")).unwrap_or(now).max(now);
    let holder = turns.iter().find(|one| one.from <= from && from < one.until);
    let is_holder = |who: ContactId| holder.is_some_and(|one| one.contact == who);
    let others =
        people.into_iter().filter(|(who, _)| !is_holder(*who)).map(|(who, name)| (who.to_string(), name));
    let back = turns
        .iter()
        .filter(|one| !is_holder(one.contact))
        .map(|one| (mark(one), format!("{}, {}", one.name, stretch(&local, now, one.from, one.until))));
    let zone = zone(&schedule.zone(), now);
    let moment = |name: &str, label: &str| FieldView {
        required: true,
        short: true,
        hint: format!("{zone}."),
        ..field(typed, name, label, FieldKind::DateTime)
    };
    let at_once = granted.reach() != Reach::Own;
    Ok(FormPage {
        shell: place.below(visitor, "Give away or swap a turn"),
        lead: lead(&schedule, holder, at_once),
        form: FormView {
            action: place.of(id, "turn"),
            fields: vec![
                moment("from", "From"),
                moment("until", "Until"),
                select(typed, "to", "To", Some("Whoever takes it"), others),
                select(typed, "in_return", "In return", Some("Nothing"), back),
                FieldView {
                    maxlength: Some(LONGEST_REASON),
                    autocomplete: Some("off".to_owned()),
                    ..field(typed, "reason", "Reason", FieldKind::Text)
                },
            ],
            submit: "Give away".to_owned(),
            cancel_href: Some(place.calendar(id)),
            ..FormView::default()
        },
    })
}

fn lead(schedule: &Schedule, holder: Option<&MovableTurn>, at_once: bool) -> String {
    let whose = holder
        .map_or_else(String::new, |one| format!("This turn in “{}” is {}’s. ", schedule.name, one.name));
    let then = if at_once {
        "What you choose holds at once; what is left to whoever takes it is offered to everybody in the schedule."
    } else {
        "It stays so until somebody takes it, or the person you choose says yes."
    };
    format!("{whose}{then}")
}

fn read(typed: &Fields, local: &Local) -> Result<NewTurn> {
    let mut invalid = Invalid::default();
    let mut moment = |name: &str| {
        let read = local.read(typed.get(name)).ok_or("Write a date and a time of day.");
        invalid.check(name, read)
    };
    let (from, until) = (moment("from"), moment("until"));
    let to = match typed.get("to") {
        "" => None,
        text => invalid.check("to", text.parse::<ContactId>().map_err(|_| "Choose one of these people.")),
    };
    let back = match typed.get("in_return") {
        "" => None,
        text => invalid.check("in_return", marked(text).ok_or("Choose one of these turns.")),
    };
    match (from, until) {
        (Some(from), Some(until)) if invalid.is_empty() => {
            Ok(NewTurn { from, until, to, back, reason: typed.get("reason").to_owned() })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

/// A turn as the value of a choice.
fn mark(turn: &MovableTurn) -> String {
    format!("{}/{}", turn.from, turn.until)
}

fn marked(text: &str) -> Option<(Timestamp, Timestamp)> {
    let (from, until) = text.split_once('/')?;
    Some((Timestamp::parse(from)?, Timestamp::parse(until)?))
}
