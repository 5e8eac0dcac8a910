//! Recordings that are fetched from where a telephone provider keeps them: asked for with an address, and by the worker
//! brought in as any other, all of it or nothing.

mod address;
mod work;

use db::{Tx, Value, params};
use kernel::{AccountId, CallId, Error, OrgId, Result, Timestamp};

pub use address::FetchAddress;
pub use work::{Due, Outcome, claim, settle};

use super::add::welcome;
use crate::access::{AnyGranted, Granted, RecordingsManage, Select};
use crate::history::Action;
use crate::house::{House, Read};
use crate::organizations::Settings;
use crate::records::calls;

/// How far it has come with one that is not here yet.
#[derive(Clone, Debug)]
pub struct Fetch {
    pub call: CallId,
    /// Whom it is fetched from. What follows in the address is never shown: it may open the recording.
    pub host: String,
    /// When it is tried next; none if it is given up.
    pub next_at: Option<Timestamp>,
    pub attempts: i64,
    /// Why the last attempt failed; empty before the first.
    pub why: String,
    pub asked_at: Timestamp,
}

/// Asks for the recording of a call to be fetched, in place of whatever was asked for before.
pub async fn ask(
    house: &House,
    granted: &Granted<RecordingsManage>,
    id: CallId,
    address: FetchAddress,
) -> Result<Fetch> {
    let mut change = house.change(granted).await?;
    let call = welcome(&mut change.tx, granted, id).await?;
    put(&mut change.tx, granted.org(), id, &address, change.at).await?;
    let (host, at) = (address.host(), change.at);
    let event = call.event(Action::RecordingAsked).changed("recording", "", format!("from {host}"));
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(Fetch { call: id, host, next_at: Some(at), attempts: 0, why: String::new(), asked_at: at })
}

/// The same for a call that is just taken in, whose line of the history says so; where recordings are switched off
/// nothing is asked for.
pub(crate) async fn ask_for_new(
    tx: &mut Tx,
    org: OrgId,
    (call, account): (CallId, AccountId),
    address: &FetchAddress,
    now: Timestamp,
) -> Result<()> {
    let sql = "SELECT g.settings, a.recordings FROM accounts a JOIN organizations g ON g.org_id = a.org_id
               WHERE a.org_id = ?1 AND a.id = ?2";
    let on = tx
        .row(sql, params![org, account], |row| {
            let settings = Settings::stored(&row.get::<String>(0)?);
            Ok(settings.recordings.on && row.get::<i64>(1)? != 0)
        })
        .await?;
    if on == Some(true) { put(tx, org, call, address, now).await } else { Ok(()) }
}

async fn put(tx: &mut Tx, org: OrgId, call: CallId, address: &FetchAddress, now: Timestamp) -> Result<()> {
    forget(tx, org, call).await?;
    tx.execute(
        "INSERT INTO recording_fetches (org_id, call_id, url, host, attempts, why, asked_at, due_at)
         VALUES (?1, ?2, ?3, ?4, 0, '', ?5, ?5)",
        params![org, call, address.as_str(), address.host(), now],
    )
    .await?;
    Ok(())
}

/// There is a recording, however it came, or none is wanted any more.
pub(super) async fn forget(tx: &mut Tx, org: OrgId, call: CallId) -> Result<u64> {
    let sql = "DELETE FROM recording_fetches WHERE org_id = ?1 AND call_id = ?2";
    Ok(tx.execute(sql, params![org, call]).await?)
}

/// What is being fetched for a call, or could not be; for whoever may bring recordings.
pub async fn find(read: &mut Read, granted: &AnyGranted, call: CallId) -> Result<Option<Fetch>> {
    Select::of(
        "f.call_id, f.host, f.due_at, f.attempts, f.why, f.asked_at",
        "recording_fetches f JOIN calls r ON r.org_id = f.org_id AND r.id = f.call_id",
    )
    .within(granted, &calls::OWNER)
    .and("f.call_id = {}", [Value::from(call)])
    .row(&mut read.0, |row| {
        Ok(Fetch {
            call: row.get(0)?,
            host: row.get(1)?,
            next_at: row.get(2)?,
            attempts: row.get(3)?,
            why: row.get(4)?,
            asked_at: row.get(5)?,
        })
    })
    .await
}

/// It is not wanted any more, or its failure was seen.
pub async fn give_up(house: &House, granted: &Granted<RecordingsManage>, call: CallId) -> Result<()> {
    find(&mut house.read().await?, granted, call).await?.ok_or(Error::NotFound)?;
    let mut change = house.change(granted).await?;
    forget(&mut change.tx, granted.org(), call).await?;
    // Nothing of a client is changed by what never came.
    change.commit_housekeeping().await
}
