//! Recordings are kept for a time, and then they go: a batch at a time, each with its line of the history.

use db::params;
use kernel::{AccountId, OrgId, RecordingId, Result};

use super::add::forget;
use crate::access::Actor;
use crate::history::{Action, Event};
use crate::house::House;
use crate::organizations::{self, Organization};
use crate::records::calls;

/// Recordings of an account that go in one transaction.
const BATCH: usize = 100;

/// Deletes what was kept long enough, in every organization; answers how many.
pub async fn expire(house: &House) -> Result<usize> {
    let mut gone = 0;
    let all = organizations::all(&mut house.read().await?).await?;
    for organization in all {
        let accounts: Vec<(AccountId, Option<i64>)> = house
            .read()
            .await?
            .0
            .rows(
                "SELECT a.id, a.recordings_days FROM accounts a WHERE a.org_id = ?1
                 AND EXISTS (SELECT 1 FROM recordings v WHERE v.org_id = a.org_id AND v.account_id = a.id)",
                params![organization.id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .await?;
        for (account, days) in accounts {
            loop {
                let done = batch(house, &organization, account, days).await?;
                gone += done;
                if done < BATCH {
                    break;
                }
            }
        }
    }
    Ok(gone)
}

async fn batch(
    house: &House,
    organization: &Organization,
    account: AccountId,
    days: Option<i64>,
) -> Result<usize> {
    let org: OrgId = organization.id;
    let kept = organization.settings.recordings.kept(days);
    let mut change = house.change_unasked().await?;
    let old: Vec<(RecordingId, kernel::CallId)> = change
        .tx
        .rows(
            &format!(
                "SELECT id, call_id FROM recordings WHERE org_id = ?1 AND account_id = ?2 AND recorded_at < ?3
                 ORDER BY recorded_at, id LIMIT {BATCH}"
            ),
            params![org, account, change.at - kept],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    if old.is_empty() {
        return Ok(0);
    }
    for (_, call) in &old {
        forget(&mut change.tx, org, *call, change.at).await?;
        calls::note_recorded(&mut change.tx, org, *call, false).await?;
    }
    let days = kept.as_seconds() / (24 * 60 * 60);
    let event = Event::of(Action::RecordingsExpired)
        .labelled(format!("{} of calls more than {days} days ago", old.len()))
        .in_account(account);
    change.record(&Actor::system(org, "retention"), event).await?.commit().await?;
    for (id, _) in &old {
        house.files.remove(org, *id).await;
    }
    Ok(old.len())
}
