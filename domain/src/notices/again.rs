//! What an operator does with a letter: send it now, or not at all.

use db::{Tx, Value, params};
use kernel::{AccountId, Error, OutgoingId, Result};

use super::State;
use super::ended::event;
use super::latest::OWNER;
use crate::access::{Granted, OutboxManage, Select};
use crate::history::Action;
use crate::house::House;

struct Found {
    kind: String,
    to: String,
    account: Option<AccountId>,
    state: State,
}

/// Tries a letter at once that waits, is held, failed, or may not have arrived. One that was dropped stays dropped.
pub async fn retry(house: &House, granted: &Granted<OutboxManage>, id: OutgoingId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let found = find(&mut change.tx, granted, id).await?;
    if !matches!(found.state, State::Queued | State::Waiting | State::Held | State::Failed | State::Unclear) {
        return Err(Error::conflict("Only a letter that has not been sent yet can be tried again."));
    }
    let changed = change
        .tx
        .execute(
            "UPDATE outbox SET state = 'queued', next_at = ?4, done_at = NULL, reason = ''
             WHERE org_id = ?1 AND id = ?2 AND state = ?3",
            params![granted.org(), id, found.state.name(), change.at],
        )
        .await?;
    moved_on(changed)?;
    let event = event(Action::LetterRetried, id, &found.kind, &found.to, found.account).changed(
        "state",
        found.state.name(),
        State::Queued.name(),
    );
    change.record(granted.actor(), event).await?.commit().await
}

/// Drops a letter that has not left yet. It is not sent, and cannot be any more.
pub async fn drop_by_hand(house: &House, granted: &Granted<OutboxManage>, id: OutgoingId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let found = find(&mut change.tx, granted, id).await?;
    if !matches!(found.state, State::Queued | State::Waiting | State::Held) {
        return Err(Error::conflict("Only a letter that has not left yet can be dropped."));
    }
    let reason = "Dropped by hand.";
    let changed = change
        .tx
        .execute(
            "UPDATE outbox SET state = 'dropped', next_at = NULL, done_at = ?4, reason = ?5
             WHERE org_id = ?1 AND id = ?2 AND state = ?3",
            params![granted.org(), id, found.state.name(), change.at, reason],
        )
        .await?;
    moved_on(changed)?;
    let event = event(Action::LetterDropped, id, &found.kind, &found.to, found.account)
        .changed("state", found.state.name(), State::Dropped.name())
        .changed("reason", "", reason);
    change.record(granted.actor(), event).await?.commit().await
}

fn moved_on(changed: u64) -> Result<()> {
    if changed == 1 {
        return Ok(());
    }
    Err(Error::conflict("The letter has moved on in the meantime. Look at it again."))
}

async fn find(tx: &mut Tx, granted: &Granted<OutboxManage>, id: OutgoingId) -> Result<Found> {
    Select::of("r.kind, r.recipient, r.account_id, r.state", "outbox r")
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, |row| {
            Ok(Found {
                kind: row.get(0)?,
                to: row.get(1)?,
                account: row.get(2)?,
                state: State::stored(&row.get::<String>(3)?),
            })
        })
        .await?
        .ok_or(Error::NotFound)
}
