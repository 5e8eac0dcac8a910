//! The final schedule: who is on call from when to when, once layers, overrides and the fallback are laid together.

use std::collections::BTreeSet;

use kernel::{ContactId, OverrideId, Span, Timestamp};

use super::plan::{Layer, Override, Plan};
use super::turns;
use super::wall::moment;

/// From when to when one person is on call, or nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: Timestamp,
    pub until: Timestamp,
    pub who: Option<ContactId>,
    pub source: Source,
}

/// Why somebody is on call. Overrides come before layers, the first layer before the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Override(OverrideId),
    /// Which layer, counted from nought.
    Layer(usize),
    Fallback,
    Nobody,
}

/// Somebody for a stretch of time. Of all that hold at a moment the smallest rank decides; those of one rank never
/// overlap.
struct Claim {
    from: Timestamp,
    until: Timestamp,
    rank: usize,
    who: ContactId,
    source: Source,
}

/// Every moment of `from` to `until` is in exactly one segment; neighbours differ.
pub fn final_schedule(
    plan: &Plan,
    overrides: &[Override],
    from: Timestamp,
    until: Timestamp,
) -> Vec<Segment> {
    if from >= until {
        return Vec::new();
    }
    sweep(&claims(plan, overrides, from, until), from, until)
}

/// Everybody who could be asked at this moment, in order: who is on call, then those below.
pub fn in_order(plan: &Plan, overrides: &[Override], at: Timestamp) -> Vec<(ContactId, Source)> {
    let mut claims = claims(plan, overrides, at, at + Span::micros(1));
    claims.sort_unstable_by_key(|claim| claim.rank);
    let mut found: Vec<(ContactId, Source)> = Vec::new();
    for claim in claims {
        if found.iter().all(|(who, _)| *who != claim.who) {
            found.push((claim.who, claim.source));
        }
    }
    found
}

/// Whether somebody is on call at every moment from this one on, whatever the hour: by the fallback, or by a layer
/// around the clock that has begun.
pub fn is_never_left(plan: &Plan, from: Timestamp) -> bool {
    let begun = |layer: &Layer| moment(&plan.zone, layer.begins) <= from;
    plan.fallback.is_some()
        || plan.layers.iter().any(|layer| layer.rules.is_empty() && !layer.members.is_empty() && begun(layer))
}

/// The plans that held one after the other, each from its moment on: what was is not touched by what is changed.
pub fn over_time(
    plans: &[(Timestamp, Plan)],
    overrides: &[Override],
    from: Timestamp,
    until: Timestamp,
) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    for (place, (since, plan)) in plans.iter().enumerate() {
        let over = plans.get(place + 1).map_or(until, |(next, _)| (*next).min(until));
        for segment in final_schedule(plan, overrides, (*since).max(from), over) {
            push(&mut found, segment);
        }
    }
    found
}

fn claims(plan: &Plan, overrides: &[Override], from: Timestamp, until: Timestamp) -> Vec<Claim> {
    let mut latest: Vec<&Override> =
        overrides.iter().filter(|one| one.from < until && one.until > from && one.from < one.until).collect();
    latest.sort_unstable_by_key(|one| std::cmp::Reverse((one.made_at, one.id)));
    let mut claims: Vec<Claim> = latest
        .iter()
        .enumerate()
        .map(|(rank, one)| Claim {
            from: one.from.max(from),
            until: one.until.min(until),
            rank,
            who: one.contact,
            source: Source::Override(one.id),
        })
        .collect();
    for (number, layer) in plan.layers.iter().enumerate() {
        let rank = latest.len() + number;
        let source = Source::Layer(number);
        let turns = turns::of(layer, &plan.zone, (from, until));
        claims.extend(turns.into_iter().map(|((from, until), who)| Claim { from, until, rank, who, source }));
    }
    claims.extend(plan.fallback.map(|who| Claim {
        from,
        until,
        rank: latest.len() + plan.layers.len(),
        who,
        source: Source::Fallback,
    }));
    claims
}

/// Goes through the moments at which a claim begins or ends, and asks each time who is first.
fn sweep(claims: &[Claim], from: Timestamp, until: Timestamp) -> Vec<Segment> {
    // At one moment, what ends goes before what begins: so there is never more than one claim of a rank.
    let mut edges: Vec<(Timestamp, bool, usize)> = claims
        .iter()
        .enumerate()
        .flat_map(|(place, claim)| [(claim.from, true, place), (claim.until, false, place)])
        .collect();
    edges.sort_unstable();
    let mut holding = BTreeSet::new();
    let mut found = Vec::with_capacity(edges.len());
    let mut at = from;
    for (moment, begins, place) in edges {
        if moment > at {
            push(&mut found, first(claims, &holding, at, moment));
            at = moment;
        }
        let Some(claim) = claims.get(place) else { continue };
        if begins {
            holding.insert((claim.rank, place));
        } else {
            holding.remove(&(claim.rank, place));
        }
    }
    if at < until {
        push(&mut found, first(claims, &holding, at, until));
    }
    found
}

fn first(claims: &[Claim], holding: &BTreeSet<(usize, usize)>, from: Timestamp, until: Timestamp) -> Segment {
    let claim = holding.first().and_then(|(_, place)| claims.get(*place));
    Segment {
        from,
        until,
        who: claim.map(|claim| claim.who),
        source: claim.map_or(Source::Nobody, |claim| claim.source),
    }
}

/// Adds a segment, or makes the one before longer if it says the same.
fn push(found: &mut Vec<Segment>, segment: Segment) {
    match found.last_mut() {
        Some(last)
            if last.until == segment.from && last.who == segment.who && last.source == segment.source =>
        {
            last.until = segment.until;
        }
        _ => found.push(segment),
    }
}
