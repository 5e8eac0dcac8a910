//! Turns that are offered or asked for, as a list with its answers.

use domain::Read;
use domain::access::{Granted, OnCallSwap};
use domain::on_call::{self, Schedule, Turn};
use kernel::{Local, Result, Timestamp};

use super::Place;
use super::words::{local, stretch};
use crate::Visitor;
use crate::ui::{RowAction, icon};

/// A turn on offer.
pub struct Offer {
    pub words: String,
    /// The schedule, why, and until when it waits.
    pub detail: String,
    pub actions: Vec<RowAction>,
}

/// What waits for an answer in these schedules and is the visitor's to know.
pub async fn offers(
    visitor: &Visitor,
    read: &mut Read,
    place: &Place,
    schedules: &[Schedule],
) -> Result<Vec<Offer>> {
    let Ok(granted) = visitor.may::<OnCallSwap>() else { return Ok(Vec::new()) };
    let now = visitor.who.now;
    let open = on_call::open(read, &granted, place.account, now).await?;
    let each = open.iter().filter_map(|turn| {
        let schedule = schedules.iter().find(|one| one.id == turn.schedule)?;
        let local = local(visitor, &schedule.zone());
        Some(Offer {
            words: words(turn, &local, now),
            detail: detail(turn, schedule, &local, now),
            actions: actions(turn, &granted, place),
        })
    });
    Ok(each.collect())
}

/// `Ann North asks Bob North to swap tomorrow 08:00 – 17:00 for Tuesday 08:00 – 17:00`
fn words(turn: &Turn, local: &Local, now: Timestamp) -> String {
    let given = stretch(local, now, turn.from, turn.until);
    match (&turn.asked, turn.back) {
        (None, _) => format!("{} offers {given}", turn.name),
        (Some((_, asked)), None) => format!("{} asks {asked} to take {given}", turn.name),
        (Some((_, asked)), Some((from, until))) => {
            format!("{} asks {asked} to swap {given} for {}", turn.name, stretch(local, now, from, until))
        }
    }
}

fn detail(turn: &Turn, schedule: &Schedule, local: &Local, now: Timestamp) -> String {
    let reason = if turn.reason.is_empty() { String::new() } else { format!(": {}", turn.reason) };
    let ends = super::words::when(local, now, turn.ends_at);
    format!("{}{reason} – waits until {ends}", schedule.name)
}

fn actions(turn: &Turn, granted: &Granted<OnCallSwap>, place: &Place) -> Vec<RowAction> {
    let path = place.of(turn.schedule, "answer");
    let action = |label: &str, image: &'static str, answer: &str| {
        let action = RowAction::post(label, icon(image), path.as_str());
        action.with("turn", turn.id.to_string()).with("answer", answer).about(&turn.name)
    };
    let yes = if turn.asked.is_none() { "Take" } else { "Agree" };
    let accept = turn.may_accept(granted).then(|| action(yes, "check", "accept"));
    let refuse = turn.may_refuse(granted).then(|| action("Refuse", "x", "refuse"));
    let withdraw = turn.may_withdraw(granted).then(|| action("Withdraw", "arrow-left", "withdraw"));
    [accept, refuse, withdraw].into_iter().flatten().collect()
}
