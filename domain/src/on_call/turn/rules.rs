//! What must be so for a turn to change hands: it is one person's from beginning to end, and whoever gets it is free.

use kernel::{ContactId, Error, Result, ScheduleId, Span, Timestamp};

use super::store::everybody;
use crate::access::{Granted, OnCallSwap, Reach};
use crate::house::Read;
use crate::on_call::plan::Plan;
use crate::on_call::segments::over_time;
use crate::on_call::store::{Schedule, find_in};
use crate::on_call::turns::{self, Stretch};

/// How far ahead turns are offered in exchange, and how many.
const AHEAD: Span = Span::days(60);
const OFFERED: usize = 60;

/// A turn of somebody who takes part, as a form offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovableTurn {
    pub contact: ContactId,
    pub name: String,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// Everybody who could get a turn of the schedule, and their own turns that could come back for it.
pub async fn choices_of(
    read: &mut Read,
    granted: &Granted<OnCallSwap>,
    id: ScheduleId,
    now: Timestamp,
) -> Result<(Schedule, Vec<(ContactId, String)>, Vec<MovableTurn>)> {
    let schedule = find_in(&mut read.0, granted, id, now).await?;
    let people = everybody(&mut read.0, granted, id).await?;
    let segments = over_time(&schedule.plans, &schedule.standing_in, now, now + AHEAD);
    let mut turns: Vec<MovableTurn> = Vec::new();
    for segment in segments {
        let Some(who) = segment.who else { continue };
        match turns.last_mut() {
            Some(last) if last.contact == who && last.until == segment.from => last.until = segment.until,
            _ => {
                let Some((_, name)) = people.iter().find(|(one, _)| *one == who) else { continue };
                let (from, until) = (segment.from, segment.until);
                turns.push(MovableTurn { contact: who, name: name.clone(), from, until });
            }
        }
    }
    turns.truncate(OFFERED);
    Ok((schedule, people, turns))
}

/// Whether the turn is the visitor's to give away: one's own, or everybody's.
pub(super) fn must_concern(granted: &Granted<OnCallSwap>, whose: ContactId) -> Result<()> {
    if may_for(granted, whose) {
        return Ok(());
    }
    Err(Error::forbidden("This is not your turn. Only whoever has it, or an administrator, gives it away."))
}

pub(super) fn may_for(granted: &Granted<OnCallSwap>, whose: ContactId) -> bool {
    granted.reach() != Reach::Own || oneself(granted) == Some(whose)
}

pub(super) fn oneself(granted: &Granted<OnCallSwap>) -> Option<ContactId> {
    granted.actor().place().and_then(|place| place.contact)
}

impl Schedule {
    /// Who is on call all the time from then until then; `None` if nobody is, or more than one.
    pub(super) fn holder(&self, from: Timestamp, until: Timestamp) -> Option<ContactId> {
        let segments = over_time(&self.plans, &self.standing_in, from, until);
        let who = segments.first()?.who?;
        segments.iter().all(|one| one.who == Some(who)).then_some(who)
    }

    /// Refuses somebody who has a turn in another layer then: nobody would be left to ask next.
    pub(super) fn must_be_free(
        &self,
        (who, name): (ContactId, &str),
        from: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        let plan = self.plans.last().map(|(_, plan)| plan);
        match plan.and_then(|plan| second(plan, who, (from, until))) {
            None => Ok(()),
            Some(_) => Err(Error::conflict(format!(
                "{name} is in another layer of “{}” at that time already: nobody would be left to ask next.",
                self.name
            ))),
        }
    }
}

/// When within the stretch somebody has a turn in a layer below the one that decides.
fn second(plan: &Plan, who: ContactId, stretch: Stretch) -> Option<Stretch> {
    let layers: Vec<Vec<(Stretch, ContactId)>> =
        plan.layers.iter().map(|layer| turns::of(layer, &plan.zone, stretch)).collect();
    for (number, layer) in layers.iter().enumerate() {
        for ((from, until), _) in layer.iter().filter(|(_, one)| *one == who) {
            let above = layers.iter().take(number).flatten().filter(|(_, first)| *first != who);
            for ((begins, ends), _) in above {
                let both = ((*from).max(*begins), (*until).min(*ends));
                if both.0 < both.1 {
                    return Some(both);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use uuid::Uuid;

    use super::*;
    use crate::on_call::plan::Layer;

    #[test]
    fn somebody_is_elsewhere_only_in_a_layer_below_and_only_while_another_is_above() {
        let [ann, bob, cid] = [1, 2, 3].map(|number| ContactId::from_uuid(Uuid::from_u128(number)));
        let layer = |members: Vec<ContactId>| Layer {
            begins: "2026-11-20T00:00".parse().unwrap(),
            turn: 24,
            members,
            rules: Vec::new(),
        };
        let plan = |layers| Plan { zone: TimeZone::UTC, layers, fallback: Some(cid) };
        let two = plan(vec![layer(vec![ann, bob]), layer(vec![bob, ann])]);
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let day = (at("2026-11-20T00:00:00Z"), at("2026-11-21T00:00:00Z"));
        let half = (at("2026-11-20T12:00:00Z"), at("2026-11-21T12:00:00Z"));
        for (who, stretch, expected) in
            [(bob, day, Some(day)), (ann, day, None), (ann, half, Some((day.1, half.1))), (cid, day, None)]
        {
            assert_eq!(second(&two, who, stretch), expected, "{who} {stretch:?}");
        }
        assert_eq!(second(&plan(vec![layer(vec![ann, bob])]), bob, day), None, "there is but one layer");
        assert_eq!(
            second(&plan(vec![layer(vec![ann]), layer(vec![ann])]), ann, day),
            None,
            "it is Ann twice"
        );
    }
}
