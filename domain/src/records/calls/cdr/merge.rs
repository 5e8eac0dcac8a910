//! One call out of the lines that belong together: every telephone that rang, every transfer.

use std::collections::HashSet;

use kernel::Timestamp;

use super::leg::{App, Disposition, Leg};
use super::{Call, Direction, Outcome, channel, clean};

/// Puts the legs of one call together; nothing if there are none.
///
/// The outcome is the caller's: the exchange also calls it “answered” when a queue, a menu or the voice mail box
/// took the call, and a caller who hung up there has spoken to nobody.
pub fn merge(external_id: String, mut legs: Vec<Leg>) -> Option<Call> {
    let duplicates = if legs.len() > 1 { in_order(&mut legs) } else { 0 };
    let first = legs.first()?;
    let winner = answerer(&legs);
    let state = match winner {
        Some(_) => Outcome::Answered,
        None if legs.iter().any(left_a_message) => Outcome::Voicemail,
        None => Outcome::Missed,
    };
    let caller = legs.iter().find(|leg| !leg.from.is_empty()).unwrap_or(first);
    let dialed = legs.iter().find(|leg| is_number(&leg.to)).unwrap_or(first);
    let direction_hint = legs.iter().find_map(|leg| leg.direction);
    let answered_by = winner
        .map(|leg| channel::peer(&leg.dst_channel))
        .filter(|peer| !peer.is_empty() && direction_hint != Some(Direction::Outbound));
    let ended_at = legs.iter().map(|leg| leg.end).max()?;
    Some(Call {
        external_id,
        from: caller.from.clone(),
        from_name: caller.from_name.clone(),
        to: dialed.to.clone(),
        started_at: first.start,
        answered_at: winner.and_then(|leg| leg.answer),
        ended_at,
        duration_s: (ended_at - first.start).as_seconds(),
        state,
        direction_hint,
        answered_by: answered_by.map(str::to_owned),
        notes: notes(&legs),
        recording: recording(&legs),
        first_line: legs.iter().map(|leg| leg.line).min()?,
        legs: u32::try_from(legs.len()).unwrap_or(u32::MAX),
        duplicates,
    })
}

/// Sorts the legs as they happened and takes out the lines that repeat another; how many these were.
fn in_order(legs: &mut Vec<Leg>) -> u32 {
    let before = legs.len();
    legs.sort_unstable();
    legs.dedup_by(|later, earlier| {
        let line = std::mem::replace(&mut later.line, earlier.line);
        let same = later == earlier;
        later.line = line;
        same
    });
    legs.sort_unstable_by_key(|leg| (leg.start, leg.sequence, leg.line));
    u32::try_from(before - legs.len()).unwrap_or(u32::MAX)
}

/// The leg in which a person answered first.
fn answerer(legs: &[Leg]) -> Option<&Leg> {
    // A relay rings on behalf of a telephone. If that telephone has a leg of its own, it knows better whether and
    // when a person was there; the relay of a queue has the time at which the queue took the call.
    let relays: HashSet<&str> = if legs.len() > 1 {
        legs.iter().filter_map(|leg| channel::relay(&leg.channel)).collect()
    } else {
        HashSet::new()
    };
    let itself = |leg: &&Leg| channel::relay(&leg.dst_channel).is_none_or(|relay| !relays.contains(relay));
    let order = |leg: &&Leg| -> (Timestamp, Timestamp) { (leg.answer.unwrap_or(leg.start), leg.start) };
    legs.iter().filter(|leg| was_answered(leg)).filter(itself).min_by_key(order)
}

fn was_answered(leg: &Leg) -> bool {
    leg.disposition == Disposition::Answered
        && match leg.app {
            // A plain list of calls has nothing but this word, and then it counts.
            App::Unsaid | App::People => true,
            App::Rang => !leg.dst_channel.is_empty(),
            App::Voicemail | App::Machine => false,
        }
}

fn left_a_message(leg: &Leg) -> bool {
    leg.disposition == Disposition::Voicemail
        || (leg.disposition == Disposition::Answered && leg.app == App::Voicemail)
}

/// `s`, `t`, `h` and the like are places in a dialplan and not numbers.
fn is_number(to: &str) -> bool {
    to.len() > 1 || to.bytes().any(|b| !b.is_ascii_alphabetic())
}

/// Every note once, each on its own line.
/// A call has one recording: that of its longest part.
fn recording(legs: &[Leg]) -> String {
    let recorded = legs.iter().filter(|leg| !leg.recording.is_empty());
    recorded.max_by_key(|leg| leg.end - leg.start).map(|leg| leg.recording.clone()).unwrap_or_default()
}

fn notes(legs: &[Leg]) -> String {
    let mut notes = String::new();
    for note in legs.iter().map(|leg| leg.notes.as_str()).filter(|note| !note.is_empty()) {
        if notes.len() + note.len() > 2 * clean::NOTES || notes.split('\n').any(|known| known == note) {
            continue;
        }
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(note);
    }
    notes
}
