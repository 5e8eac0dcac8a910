//! Removes what was kept for long enough: a few lines at a time, each time with a line that tells of it.

use std::collections::BTreeMap;

use db::{Tx, params};
use kernel::{AccountId, OrgId, Result, Span, Timestamp};

use super::gaps::{Gap, insert, proof};
use super::stream::{Line, Stream, due};
use crate::access::Actor;
use crate::history::{Action, Event, PROOF, touches};
use crate::house::House;
use crate::organizations;
use crate::organizations::settings::History;

/// Lines that are removed in one transaction: at first, at least and at most. As many as at most are looked at.
const FIRST: i64 = 250;
const LEAST: i64 = 50;
const MOST: i64 = 1000;
/// A transaction that takes longer keeps others from writing for too long, and one that takes less could do more.
const LONG: Span = Span::micros(50_000);
const SHORT: Span = Span::micros(20_000);

/// One line as far as it decides whether it goes.
struct Seen {
    seq: i64,
    at: Timestamp,
    stream: Option<Stream>,
    prev_hash: Vec<u8>,
    hash: Vec<u8>,
}

/// Does it for every organization; answers how many lines went. Two who do it at once, and one who does it again, do no
/// harm: what is gone is not found.
pub async fn remove_due(house: &House) -> Result<u64> {
    let organizations = organizations::all(&mut house.read().await?).await?;
    let mut removed = 0;
    for organization in organizations {
        let (org, kept) = (organization.id, organization.settings.history);
        if kept.keeps_everything() {
            continue;
        }
        let (mut after, mut size) = (0, FIRST);
        while let Some(next) = step(house, org, &kept, (after, size)).await? {
            removed += next.removed;
            after = next.last;
            match next.took {
                // Others get their turn between two batches, also those of other processes.
                Some(took) => {
                    size = next_size(size, took);
                    house.give_way().await;
                }
                None => tokio::task::yield_now().await,
            }
        }
    }
    Ok(removed)
}

struct Step {
    last: i64,
    removed: u64,
    /// How long others could not write; none if nothing was due.
    took: Option<Span>,
}

/// So many at once that it takes neither long nor needless turns, on whatever machine this is.
fn next_size(size: i64, took: Span) -> i64 {
    match took {
        took if took > LONG => (size / 2).max(LEAST),
        took if took < SHORT => (size * 2).min(MOST),
        _ => size,
    }
}

/// Looks at the lines after `after`, and removes what is due among so many from the first that is; none when there are no
/// older ones left.
async fn step(house: &House, org: OrgId, kept: &History, (after, size): (i64, i64)) -> Result<Option<Step>> {
    let now = house.now();
    let lines = look(&mut house.read().await?.0, org, kept, (after, MOST), now).await?;
    let Some(last) = lines.last() else { return Ok(None) };
    // Lines follow each other in time: nothing after these is older.
    let Some(first) = lines.iter().find(|line| line.stream.is_some()) else {
        let young = now - last.at < kept.shortest();
        return Ok((!young).then_some(Step { last: last.seq, removed: 0, took: None }));
    };
    Ok(Some(remove(house, org, kept, (first.seq - 1, size)).await?))
}

async fn look(
    tx: &mut Tx,
    org: OrgId,
    kept: &History,
    (after, size): (i64, i64),
    now: Timestamp,
) -> Result<Vec<Seen>> {
    let held = touches("legal_holds");
    let secure = touches("secure_accounts");
    let sql = format!(
        "SELECT e.seq, e.at, e.thing, e.account_id, {held}, {secure}, e.prev_hash, e.hash
         FROM events e WHERE e.org_id = ?1 AND e.seq > ?2 ORDER BY e.seq LIMIT {size}"
    );
    let rows = tx
        .rows(&sql, params![org, after], |row| {
            Ok((
                (row.get::<i64>(0)?, row.get::<Timestamp>(1)?, row.get::<String>(2)?),
                (row.get::<Option<AccountId>>(3)?.is_some(), row.get::<bool>(4)?, row.get::<bool>(5)?),
                (row.get(6)?, row.get(7)?),
            ))
        })
        .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for ((seq, at, thing), (in_account, held, secure), (prev_hash, hash)) in rows {
        let line = Line { thing: &thing, in_account, secure, held, at };
        lines.push(Seen { seq, at, stream: due(&line, kept, now)?, prev_hash, hash });
    }
    Ok(lines)
}

/// Removes what is due among so many lines after `after`, in one transaction with the lines that tell of it.
async fn remove(house: &House, org: OrgId, kept: &History, (after, size): (i64, i64)) -> Result<Step> {
    let mut change = house.change_unasked().await?;
    let begun = house.now();
    // A hold may have been set since they were looked at.
    let lines = look(&mut change.tx, org, kept, (after, size), change.at).await?;
    let last = lines.last().map_or(after, |line| line.seq);
    let step = |removed| Step { last, removed, took: Some(house.now() - begun) };
    let runs = runs(&lines);
    let mut removed = 0;
    for gaps in runs.values() {
        for gap in gaps {
            removed += change
                .tx
                .execute(
                    "DELETE FROM events WHERE org_id = ?1 AND seq >= ?2 AND seq <= ?3",
                    params![org, gap.from, gap.to],
                )
                .await?;
        }
    }
    let actor = Actor::system(org, "retention");
    let mut told = runs.into_iter();
    let Some((stream, gaps)) = told.next() else { return Ok(step(0)) };
    let mut recorded = change.record(&actor, event(stream, &gaps, &lines)).await?;
    note(&mut recorded.change().tx, org, &gaps).await?;
    for (stream, gaps) in told {
        recorded = recorded.and(&actor, event(stream, &gaps, &lines)).await?;
        note(&mut recorded.change().tx, org, &gaps).await?;
    }
    recorded.commit().await?;
    Ok(step(removed))
}

/// The lines that go, those without a break together.
fn runs(lines: &[Seen]) -> BTreeMap<Stream, Vec<Gap>> {
    let mut runs: BTreeMap<Stream, Vec<Gap>> = BTreeMap::new();
    for line in lines {
        let Some(stream) = line.stream else { continue };
        let of_stream = runs.entry(stream).or_default();
        match of_stream.last_mut() {
            Some(gap) if gap.to + 1 == line.seq => {
                gap.to = line.seq;
                gap.hash.clone_from(&line.hash);
            }
            _ => of_stream.push(Gap {
                from: line.seq,
                to: line.seq,
                prev_hash: line.prev_hash.clone(),
                hash: line.hash.clone(),
                removed_seq: 0,
            }),
        }
    }
    runs
}

/// What was removed: of which stream, how many, of which time, and the digest that proves it.
fn event(stream: Stream, gaps: &[Gap], lines: &[Seen]) -> Event {
    let count: i64 = gaps.iter().map(|gap| gap.to - gap.from + 1).sum();
    let mut times = lines.iter().filter(|line| line.stream == Some(stream)).map(|line| line.at);
    let from = times.next();
    let until = times.next_back().or(from);
    let period = from.zip(until).map(|(from, until)| format!("{from} to {until}")).unwrap_or_default();
    let words = if count == 1 { "line" } else { "lines" };
    Event::of(Action::HistoryRemoved)
        .labelled(format!("{count} {words} of {}", stream.words()))
        .changed("period", period, "")
        .changed(PROOF, "", proof(gaps))
}

/// Keeps the gaps beside the line that has just been written about them.
async fn note(tx: &mut Tx, org: OrgId, gaps: &[Gap]) -> Result<()> {
    let told: Option<i64> =
        tx.row("SELECT seq FROM history_heads WHERE org_id = ?1", params![org], |row| row.get(0)).await?;
    insert(tx, org, gaps, told.unwrap_or_default()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_machine_removes_fewer_lines_at_once_and_a_quick_one_more() {
        for (size, took, next) in [
            (FIRST, 1, 500),
            (500, 19_999, MOST),
            (MOST, 1, MOST),
            (FIRST, 20_000, FIRST),
            (FIRST, 50_000, FIRST),
            (FIRST, 50_001, 125),
            (LEAST, 900_000, LEAST),
        ] {
            assert_eq!(next_size(size, Span::micros(took)), next, "{size} in {took} µs");
        }
    }
}
