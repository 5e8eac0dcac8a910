//! Recordings are put away where several machines find them: from the disk of whoever took them, one at a time, and
//! known as being there only when all of one was read back. What was deleted here is removed there as well.

use std::fs::TryLockError;

use db::{Tx, params};
use kernel::{Error, OrgId, RecordingId, Result, Span, Timestamp};

use super::elsewhere::{Amiss, Elsewhere};
use super::files::Files;
use super::find::State;
use super::proved::{Proved, Sums};
use super::walk::{self, Found};
use crate::house::House;

/// Those that were looked at. What is larger than can be brought in one request, everywhere, stays where it is.
const WAITING: &str = "place <> 'there' AND state = 'ready' AND bytes <= 5000000000";
/// What was just being brought there when it was deleted may arrive until then.
const ARRIVES_WITHIN: Span = Span::hours(2);
/// Until what could not be removed is tried again: this long, then twice as long, and so on.
const AGAIN_AFTER: Span = Span::seconds(30);
const LONGEST_WAIT: Span = Span::hours(6);

/// Up to which recording this process has come, so that one that cannot be put away delays no other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Round(Option<(OrgId, RecordingId)>);

/// Puts the next recording away; answers whether there was one. A round that has come to its end begins anew.
pub async fn put_away(house: &House, round: &mut Round) -> Result<bool> {
    let Some(elsewhere) = house.files.elsewhere.clone() else { return Ok(false) };
    let Some(waiting) = walk::next(house, WAITING, round.0).await? else {
        *round = Round::default();
        return Ok(false);
    };
    round.0 = Some(waiting.place());
    // Another process at the same disk may be doing the same.
    let Ok(file) = std::fs::File::open(&waiting.path) else { return Ok(true) };
    match file.try_lock() {
        Ok(()) => one(house, elsewhere.as_ref(), &waiting).await.map(|()| true),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(super::files::unreadable(&error)),
    }
}

async fn one(house: &House, elsewhere: &dyn Elsewhere, waiting: &Found) -> Result<()> {
    let (org, id) = (waiting.org, waiting.id);
    let path = waiting.path.clone();
    let sums = tokio::task::spawn_blocking(move || Sums::of(&path)).await.map_err(Error::bug)?;
    let sums = sums.map_err(|error| super::files::unreadable(&error))?;
    if sums.whole != waiting.sha256 {
        tracing::error!(recording = %id, "the file of a recording is damaged: it stays where it is");
        let sql = "UPDATE recordings SET state = ?3 WHERE org_id = ?1 AND id = ?2";
        return set(house, sql, params![org, id, State::Damaged.name()]).await.map(drop);
    }
    // From now on whoever deletes it knows that something of it may be there.
    let going = "UPDATE recordings SET place = 'going' WHERE org_id = ?1 AND id = ?2 AND place <> 'there'";
    if set(house, going, params![org, id]).await? == 0 {
        return Ok(());
    }
    let name = Files::name(org, id);
    let brought = async {
        elsewhere.put(&name, &waiting.path, &waiting.sha256).await?;
        let known = (waiting.bytes, sums.each.clone());
        Proved::ask(elsewhere, &name, known, (0, waiting.bytes)).await?.read_on_to_its_end().await
    };
    brought.await.map_err(|amiss: Amiss| {
        Error::Unavailable(format!("the recording {id} cannot be put away: {amiss}"))
    })?;
    let there =
        "UPDATE recordings SET place = 'there', sums = ?3 WHERE org_id = ?1 AND id = ?2 AND place = 'going'";
    if set(house, there, params![org, id, sums.each.as_slice()]).await? == 0 {
        return deleted_meanwhile(house, org, id).await;
    }
    house.files.remove(org, id).await;
    Ok(())
}

/// Nobody put it away before us, and it is gone: then what we have brought goes, too.
async fn deleted_meanwhile(house: &House, org: OrgId, id: RecordingId) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let known: Option<()> = change
        .tx
        .row("SELECT 1 FROM recordings WHERE org_id = ?1 AND id = ?2", params![org, id], |_| Ok(()))
        .await?;
    if known.is_none() {
        to_remove(&mut change.tx, org, id, change.at).await?;
    }
    change.commit_housekeeping().await
}

async fn set(house: &House, sql: &str, values: &[db::Value<'_>]) -> Result<u64> {
    let mut change = house.change_unasked().await?;
    let changed = change.tx.execute(sql, values).await?;
    change.commit_housekeeping().await?;
    Ok(changed)
}

/// Where a recording lies that is about to be forgotten: what is there is to be removed there.
pub(super) async fn forgotten(
    tx: &mut Tx,
    org: OrgId,
    id: RecordingId,
    place: &str,
    now: Timestamp,
) -> Result<()> {
    match place {
        "here" => Ok(()),
        "going" => to_remove(tx, org, id, now + ARRIVES_WITHIN).await,
        _ => to_remove(tx, org, id, now).await,
    }
}

async fn to_remove(tx: &mut Tx, org: OrgId, id: RecordingId, due: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO recording_removals (org_id, recording_id, attempts, due_at) VALUES (?1, ?2, 0, ?3)
         ON CONFLICT (org_id, recording_id) DO UPDATE SET due_at = excluded.due_at",
        params![org, id, due],
    )
    .await?;
    Ok(())
}

/// Removes the next one there that is gone here; answers whether there was one. What fails is tried again later.
pub async fn remove_away(house: &House) -> Result<bool> {
    let Some(elsewhere) = house.files.elsewhere.clone() else { return Ok(false) };
    let now = house.now();
    let sql = "SELECT org_id, recording_id, attempts FROM recording_removals
               WHERE due_at <= ?1 ORDER BY due_at, org_id, recording_id LIMIT 1";
    let due: Option<(OrgId, RecordingId, i64)> = house
        .read()
        .await?
        .0
        .row(sql, params![now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .await?;
    let Some((org, id, attempts)) = due else { return Ok(false) };
    match elsewhere.remove(&Files::name(org, id)).await {
        Ok(()) | Err(Amiss::Missing) => {
            let done = "DELETE FROM recording_removals WHERE org_id = ?1 AND recording_id = ?2";
            set(house, done, params![org, id]).await?;
        }
        Err(amiss) => {
            tracing::warn!(recording = %id, %amiss, "a deleted recording cannot be removed from where it is kept");
            let later = "UPDATE recording_removals SET attempts = ?3, due_at = ?4
                         WHERE org_id = ?1 AND recording_id = ?2";
            set(house, later, params![org, id, attempts + 1, now + wait(attempts)]).await?;
        }
    }
    Ok(true)
}

/// How many were put away, and are in no backup of the files here.
pub(crate) async fn count_away(house: &House) -> Result<u64> {
    if house.files.elsewhere.is_none() {
        return Ok(0);
    }
    let sql = "SELECT count(*) FROM recordings WHERE place = 'there'";
    let count: Option<i64> = house.read().await?.0.row(sql, &[], |row| row.get(0)).await?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

fn wait(attempts: i64) -> Span {
    let doubled = AGAIN_AFTER.as_seconds() << attempts.clamp(0, 20);
    Span::seconds(doubled.min(LONGEST_WAIT.as_seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_removed_is_tried_again_ever_more_seldom() {
        let waits = [0, 1, 9, 10, 1000].map(|attempts| wait(attempts).as_seconds());
        assert_eq!(waits, [30, 60, 15360, 21600, 21600]);
    }
}
