//! What the callers of a day left to be told.

use kernel::{CallId, Result, Span, Timestamp};

use super::chance::Chance;
use super::texts;
use super::traffic::Ringing;
use crate::access::Actor;
use crate::house::House;
use crate::records::messages::{self, NewMessage};

const STREETS: &[&str] = &[
    "14 Alder Street",
    "220 Birch Lane",
    "1187 Canal Road",
    "36 Dogwood Court",
    "905 East Fifth Street",
    "41 Foundry Row",
    "612 Garden Avenue, unit 7",
    "77 Hickory Hill",
    "1520 Lakeshore Drive, apartment 3B",
    "8 Mill Pond Road",
    "330 Orchard Street",
    "2204 Prospect Avenue",
    "19 Quarry Lane",
    "451 Station Street",
];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const TIMES: &[&str] =
    &["8:30 am", "9 am", "10:15 am", "11 am", "noon", "1 pm", "2:30 pm", "3 pm", "4:15 pm", "5 pm", "6 pm"];

/// Writes down the messages that these calls left.
pub(super) async fn after<'a>(
    house: &House,
    actor: &Actor,
    calls: impl Iterator<Item = (&'a Ringing<'a>, Option<CallId>)>,
    present: Timestamp,
) -> Result<()> {
    let chance = Chance(&house.dice);
    let mut batch = Vec::new();
    for (ring, id) in calls {
        if ring.left_message {
            batch.push(Ok(message(&chance, ring, id, present)));
        }
    }
    messages::take_in(house, &actor.may()?, batch, None).await?;
    Ok(())
}

fn message(chance: &Chance<'_>, ring: &Ringing<'_>, call: Option<CallId>, present: Timestamp) -> NewMessage {
    let taken_at = ring.call.started_at + Span::seconds(ring.call.duration);
    let caller = ring.opened.callers.get(ring.caller);
    let text = texts::pick(chance, ring.opened.firm.trade);
    NewMessage {
        account: ring.opened.account,
        contact: ring.call.contact,
        external_id: None,
        call,
        taken_at: Some(taken_at),
        caller_name: caller.map(|caller| caller.name.clone()).unwrap_or_default(),
        caller_company: caller.map_or("", |caller| caller.company).to_owned(),
        caller_number: caller.map(|caller| caller.number.clone()).unwrap_or_default(),
        caller_mobile: caller.map(|caller| caller.mobile.clone()).unwrap_or_default(),
        priority: match text.urgent {
            true => "urgent",
            false if chance.percent(12) => "low",
            false => "normal",
        },
        subject: text.subject.to_owned(),
        text: fill(chance, text.body),
        operator: ring.call.operator.clone(),
        state: state(chance, present - taken_at),
    }
}

/// What is old is done with; what came in this morning is new.
fn state(chance: &Chance<'_>, age: Span) -> &'static str {
    let hours = age.as_seconds() / 3600;
    let weights = match hours {
        ..4 => [100, 0, 0],
        4..48 => [55, 35, 10],
        48..168 => [10, 45, 45],
        _ => [0, 12, 88],
    };
    match chance.weighted(&weights) {
        0 => "new",
        1 => "read",
        _ => "done",
    }
}

fn fill(chance: &Chance<'_>, body: &str) -> String {
    body.replace("{day}", chance.one(DAYS))
        .replace("{time}", chance.one(TIMES))
        .replace("{street}", chance.one(STREETS))
}
