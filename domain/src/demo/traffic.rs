//! Ninety days of calls, and the messages that were taken.

use jiff::civil::Date;
use kernel::{CallId, Result, Span, TimeZoneName, Timestamp};

use super::cast::AGENTS;
use super::chance::Chance;
use super::people::Opened;
use super::{hours, messages};
use crate::access::Actor;
use crate::house::House;
use crate::records::calls::{self, NewCall};
use crate::records::intake::Taken;

/// A call, with what the message of it needs to know.
pub(super) struct Ringing<'a> {
    pub opened: &'a Opened,
    pub caller: usize,
    pub call: NewCall,
    pub left_message: bool,
}

/// Takes in what happened on `day`, wherever each business is, as far as it lies before the `present`.
pub(super) async fn of_day(
    house: &House,
    actor: &Actor,
    accounts: &[Opened],
    day: Date,
    present: Timestamp,
) -> Result<()> {
    let chance = Chance(&house.dice);
    let mut ringing = Vec::new();
    for opened in accounts {
        let zone = TimeZoneName::parse(opened.firm.zone).map_err(kernel::Error::bug)?.rules();
        for at in hours::of_day(&chance, opened.firm, &zone, day) {
            let ring = ring(&chance, opened, at);
            // A call that is still going on is not in the list yet.
            if at + Span::seconds(ring.call.duration) < present {
                ringing.push(ring);
            }
        }
    }
    let batch = ringing.iter().map(|ring| Ok(ring.call.clone())).collect();
    let outcome = calls::take_in(house, &actor.may()?, batch, None).await?;
    let ids = outcome.results.iter().map(|taken| match taken {
        Taken::Created { id } => id.parse::<CallId>().ok(),
        Taken::Exists | Taken::Refused { .. } => None,
    });
    messages::after(house, actor, ringing.iter().zip(ids), present).await
}

fn ring<'a>(chance: &Chance<'_>, opened: &'a Opened, at: Timestamp) -> Ringing<'a> {
    let firm = opened.firm;
    let index = chance.weighted(&vec![1; opened.callers.len()]);
    let (from, from_name) = opened
        .callers
        .get(index)
        .map(|caller| (caller.number.clone(), caller.name.clone()))
        .unwrap_or_default();
    let lines: Vec<String> = firm.numbers().collect();
    let line = chance.0.pick(&lines).cloned().unwrap_or_default();
    let contact = if chance.percent(65) { chance.0.pick(&opened.contacts).copied() } else { None };
    let outbound = chance.percent(6);
    let state = match chance.weighted(&[78, 13, 9]) {
        0 => "answered",
        1 => "missed",
        _ if outbound => "missed",
        _ => "voicemail",
    };
    let rang = chance.between(3, 24);
    let talked = match state {
        "answered" => talk(chance),
        "voicemail" => chance.between(12, 75),
        _ => 0,
    };
    let name = if outbound { firm.name.to_owned() } else { from_name };
    let (from, to) = if outbound { (line, from) } else { (from, line) };
    let answered = state == "answered";
    // About half of those who reach somebody want something told.
    let left_message = answered && !outbound && chance.percent(55);
    let notes = if left_message { "Message taken." } else { notes(chance, state, outbound) };
    let call = NewCall {
        account: opened.account,
        contact,
        external_id: None,
        direction: if outbound { "outbound" } else { "inbound" },
        state,
        from,
        from_name: name,
        to,
        started_at: at,
        answered_at: answered.then(|| at + Span::seconds(rang)),
        duration: rang + talked,
        operator: if answered { agent(chance).to_owned() } else { String::new() },
        notes: notes.to_owned(),
        recording: None,
    };
    Ringing { opened, caller: index, call, left_message }
}

/// Most calls are short; one in eight is not.
fn talk(chance: &Chance<'_>) -> i64 {
    if chance.percent(12) { chance.between(300, 1260) } else { chance.between(28, 240) }
}

fn agent(chance: &Chance<'_>) -> &'static str {
    chance.0.pick(AGENTS).map_or("", |agent| agent.name)
}

fn notes(chance: &Chance<'_>, state: &str, outbound: bool) -> &'static str {
    if outbound && state != "answered" {
        return "No answer, will try again.";
    }
    if outbound {
        return chance.one(&[
            "",
            "Called back as asked.",
            "Reached, all settled.",
            "No answer, will try again.",
        ]);
    }
    match state {
        "answered" => chance.one(&[
            "",
            "",
            "",
            "",
            "Patched through.",
            "Gave the opening hours.",
            "Wrong number.",
            "Will call again.",
            "Asked for the address.",
        ]),
        "voicemail" => chance.one(&["", "Left a message after the tone.", "Left only the number."]),
        _ => chance.one(&["", "", "", "Hung up while it rang."]),
    }
}
