//! Letters that are not sent because they would only confuse: too late, or pointless by now (R4).

use db::{Row, params};
use kernel::{AccountId, OrgId, OutgoingId, Result};

use super::{Letter, LetterKind, State};
use crate::access::Actor;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Letters dropped in one transaction.
const BATCH: usize = 100;

/// Drops what is too late, each with an entry in the history. A code that is being sent at this moment is not.
pub async fn drop_ended(house: &House) -> Result<()> {
    let mut read = house.read().await?;
    let sql = format!(
        "SELECT org_id, id, kind, recipient, account_id FROM outbox
         WHERE ends_at <= ?1 AND done_at IS NULL AND state IN ('queued', 'waiting', 'held')
         ORDER BY ends_at LIMIT {BATCH}"
    );
    let ended = read.0.rows(&sql, params![house.now()], read_ended).await?;
    drop(read);
    for (org, id, kind, to, account) in ended {
        let change = house.change_unasked().await?;
        drop_row(
            change,
            org,
            id,
            event(Action::LetterDropped, id, &kind, &to, account),
            "It was too late for it.",
        )
        .await?;
    }
    Ok(())
}

type Ended = (OrgId, OutgoingId, String, String, Option<AccountId>);

fn read_ended(row: &Row<'_>) -> db::Result<Ended> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

/// Drops a letter that was just taken.
pub(super) async fn drop_one(
    change: Change,
    org: OrgId,
    id: OutgoingId,
    letter: &Letter,
    reason: &str,
) -> Result<()> {
    let event = event(Action::LetterDropped, id, letter.kind.name(), &letter.to, letter.account);
    drop_row(change, org, id, event, reason).await
}

async fn drop_row(mut change: Change, org: OrgId, id: OutgoingId, event: Event, reason: &str) -> Result<()> {
    let dropped = change
        .tx
        .execute(
            "UPDATE outbox SET state = 'dropped', reason = ?3, next_at = NULL, done_at = ?4
             WHERE org_id = ?1 AND id = ?2 AND done_at IS NULL",
            params![org, id, reason, change.at],
        )
        .await?;
    if dropped == 0 {
        return Ok(());
    }
    let event =
        event.changed("state", State::Queued.name(), State::Dropped.name()).changed("reason", "", reason);
    change.record(&Actor::system(org, "outbox"), event).await?.commit().await
}

/// What the history says of a letter: which kind, to whom, of which account.
pub(super) fn event(
    action: Action,
    id: OutgoingId,
    kind: &str,
    to: &str,
    account: Option<AccountId>,
) -> Event {
    let title = LetterKind::parse(kind).map_or(kind, |kind| kind.shape().title);
    let event = Event::of(action).about(id.any(), format!("{title} to {to}"));
    match account {
        Some(account) => event.in_account(account),
        None => event,
    }
}
