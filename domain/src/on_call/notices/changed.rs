//! Whose turns a change has changed: each of them is told once, in the transaction of the change.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{ContactId, Result, ScheduleId, Span, Timestamp};
use serde_json::json;

use crate::access::{Actor, OnCallView};
use crate::change::Change;
use crate::notices::{self, LetterKind, Notice, Whom};
use crate::on_call::segments::{Segment, over_time};
use crate::on_call::store::{Schedule, find_in};

/// Turns that are further ahead will change again before they come.
const AHEAD: Span = Span::days(90);
/// Whoever has not heard of it by then finds it in the portal.
const LASTS: Span = Span::days(1);

/// The schedule with all of its turns, whatever the one who changes it may see.
pub async fn as_of_now(change: &mut Change, actor: &Actor, id: ScheduleId) -> Result<Schedule> {
    let all = Actor::system(actor.org(), "on-call notices").may::<OnCallView>()?;
    find_in(&mut change.tx, &all, id, change.at).await
}

/// Tells everybody whose turns are others than before. Nobody is told of what he or she has done.
pub async fn tell(
    change: &mut Change,
    actor: &Actor,
    before: Option<&Schedule>,
    after: Option<&Schedule>,
) -> Result<()> {
    let Some(schedule) = after.or(before) else { return Ok(()) };
    let (from, until) = (change.at, change.at + AHEAD);
    let turns = |one: Option<&Schedule>| {
        one.map(|one| over_time(&one.plans, &one.standing_in, from, until)).unwrap_or_default()
    };
    let notice = Notice {
        kind: LetterKind::ScheduleChanged,
        account: schedule.account,
        all: vec![json!({ "schedule": schedule.id.to_string(), "name": schedule.name })],
        ends_at: change.at + LASTS,
        by: actor.user_id(),
    };
    for contact in others(&turns(before), &turns(after)) {
        notices::tell(change, actor.org(), &notice, Whom::Contact(contact)).await?;
    }
    Ok(())
}

/// Whose turns are not the same in both.
fn others(before: &[Segment], after: &[Segment]) -> BTreeSet<ContactId> {
    let (before, after) = (each(before), each(after));
    let all = before.keys().chain(after.keys()).copied();
    all.filter(|who| before.get(who) != after.get(who)).collect()
}

/// The turns of each person; turns that meet are one.
fn each(segments: &[Segment]) -> BTreeMap<ContactId, Vec<(Timestamp, Timestamp)>> {
    let mut found: BTreeMap<ContactId, Vec<(Timestamp, Timestamp)>> = BTreeMap::new();
    for segment in segments {
        let Some(who) = segment.who else { continue };
        let turns = found.entry(who).or_default();
        match turns.last_mut() {
            Some(last) if last.1 == segment.from => last.1 = segment.until,
            _ => turns.push((segment.from, segment.until)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::on_call::Source;

    #[test]
    fn only_those_hear_of_a_change_whose_turns_are_others() {
        let person = |number: u128| ContactId::from_uuid(Uuid::from_u128(number));
        // One letter an hour, a dash for nobody; capitals are turns of an override.
        let schedule = |hours: &str| -> Vec<Segment> {
            hours
                .chars()
                .zip(0_i64..)
                .map(|(sign, hour)| Segment {
                    from: Timestamp::from_micros(hour),
                    until: Timestamp::from_micros(hour + 1),
                    who: sign.is_alphabetic().then(|| person(u128::from(sign.to_ascii_lowercase()))),
                    source: if sign.is_uppercase() { Source::Fallback } else { Source::Nobody },
                })
                .collect()
        };
        for (before, after, told) in [
            ("aabb", "aabb", ""),
            ("aabb", "AABb", ""),
            ("aabb", "abbb", "ab"),
            ("aabbcc", "bbaacc", "ab"),
            ("aa--", "aab-", "b"),
            ("aa", "", "a"),
            ("", "ab", "ab"),
        ] {
            let expected: BTreeSet<ContactId> = told.chars().map(|sign| person(u128::from(sign))).collect();
            assert_eq!(others(&schedule(before), &schedule(after)), expected, "{before} {after}");
        }
    }
}
