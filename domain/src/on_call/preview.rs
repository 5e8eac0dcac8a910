//! What a schedule would do before it is kept: its next shifts, and when nobody would be on call.

use kernel::{AccountId, Result, ScheduleId, Span, Timestamp};

use super::draft::Draft;
use super::dry_run::{DryRun, dry_run};
use super::people;
use super::segments::{Segment, final_schedule};
use super::store::{Somebody, find_in};
use crate::access::{CallsView, Granted, OnCallEdit, Reach};
use crate::accounts;
use crate::house::Read;
use crate::records::calls;

/// Days that are looked at for gaps.
pub const DAYS: i64 = 90;
/// Days that are shown shift by shift.
pub const SHOWN: i64 = 14;

pub struct Preview {
    /// When nobody would be on call within the next ninety days.
    pub gaps: Vec<(Timestamp, Timestamp)>,
    /// Of a hundred hours, how many have somebody; a hundred only if all have.
    pub covered: i64,
    /// Who would be on call in the next two weeks.
    pub segments: Vec<Segment>,
    pub people: Vec<Somebody>,
    /// The calls of the last ninety days against it, for who sees all calls of the account.
    pub calls: Option<DryRun>,
}

/// The draft as if it were kept now, with the overrides of the schedule that it would change.
pub async fn preview(
    read: &mut Read,
    granted: &Granted<OnCallEdit>,
    account: AccountId,
    changes: Option<ScheduleId>,
    draft: Draft,
    now: Timestamp,
    calls_seen: Option<&Granted<CallsView>>,
) -> Result<Preview> {
    accounts::find_in(&mut read.0, granted, account).await?;
    let (draft, plan) = draft.check()?;
    people::must_be_of(&mut read.0, granted.org(), account, &draft).await?;
    let standing_in = match changes {
        Some(id) => find_in(&mut read.0, granted, id, now).await?.standing_in,
        None => Vec::new(),
    };
    let whole = Span::days(DAYS);
    let calls = match calls_seen {
        Some(seen) if seen.reach() != Reach::Own => {
            let came = calls::came_in(&mut read.0, seen, account, now - whole).await?;
            Some(dry_run(&plan, &came))
        }
        _ => None,
    };
    let segments = final_schedule(&plan, &standing_in, now, now + whole);
    let gaps: Vec<(Timestamp, Timestamp)> =
        segments.iter().filter(|one| one.who.is_none()).map(|one| (one.from, one.until)).collect();
    let open: i64 = gaps.iter().map(|(from, until)| (*until - *from).as_micros()).sum();
    let shown = now + Span::days(SHOWN);
    Ok(Preview {
        covered: (whole.as_micros() - open) * 100 / whole.as_micros(),
        gaps,
        segments: segments
            .into_iter()
            .filter(|one| one.from < shown)
            .map(|one| Segment { until: one.until.min(shown), ..one })
            .collect(),
        people: people::choices(read, granted, account).await?,
        calls,
    })
}
