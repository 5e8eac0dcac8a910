//! Deliveries go on by the clock: the next channel, a reminder, the next person, the end.

use db::params;
use kernel::{MessageId, OrgId, Result};

use super::advance::{Going, advance, stop};
use super::plan;
use crate::access::Actor;
use crate::house::House;

/// Deliveries looked at once.
const AT_ONCE: usize = 100;

/// What is due, and what waits for an answer to a letter that is known not to arrive.
fn due() -> String {
    format!(
        "SELECT d.org_id, d.message_id, d.step FROM deliveries d
         WHERE d.state = 'waiting' AND (d.next_at <= ?1 OR EXISTS (
           SELECT 1 FROM delivery_attempts p LEFT JOIN outbox o ON o.org_id = p.org_id AND o.id = p.outgoing_id
           WHERE p.org_id = d.org_id AND p.message_id = d.message_id
             AND COALESCE(o.state, p.state) IN ('failed', 'dropped')
             AND p.place = (SELECT max(m.place) FROM delivery_attempts m
                            WHERE m.org_id = d.org_id AND m.message_id = d.message_id)
             AND COALESCE(o.done_at, p.sent_at) >= d.looked_at))
         ORDER BY d.next_at LIMIT {AT_ONCE}"
    )
}

/// Goes on with every delivery whose time has come; how many. Of any number of processes that do so at once, one
/// takes each step.
pub async fn step_due(house: &House) -> Result<usize> {
    let now = house.now();
    let due: Vec<(OrgId, MessageId, i64)> = house
        .read()
        .await?
        .0
        .rows(&due(), params![now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .await?;
    let mut taken = 0;
    for one in due {
        // What is wrong with one of them keeps no other back.
        match step(house, one).await {
            Ok(true) => taken += 1,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, message = %one.1, "a message could not be sent on"),
        }
    }
    Ok(taken)
}

async fn step(house: &House, (org, message, step): (OrgId, MessageId, i64)) -> Result<bool> {
    let mut change = house.change_unasked().await?;
    let ours = change
        .tx
        .execute(
            "UPDATE deliveries SET step = step + 1, looked_at = ?4
             WHERE org_id = ?1 AND message_id = ?2 AND step = ?3 AND state = 'waiting'",
            params![org, message, step, change.at],
        )
        .await?;
    if ours == 0 {
        return Ok(false);
    }
    let found = change
        .tx
        .row(
            "SELECT account_id, contact_id, created_by, caller_name, priority FROM messages
             WHERE org_id = ?1 AND id = ?2",
            params![org, message],
            |row| {
                let going = Going {
                    org,
                    message,
                    account: row.get(0)?,
                    contact: row.get(1)?,
                    creator: row.get(2)?,
                    caller: row.get(3)?,
                };
                Ok((going, row.get::<String>(4)?))
            },
        )
        .await?;
    let Some((going, priority)) = found else { return Ok(false) };
    let Some(plan) = plan::of_account(&mut change.tx, org, going.account).await? else { return Ok(false) };
    let events = if plan.sends(&priority) {
        advance(&mut change, &going, &plan).await?
    } else {
        vec![stop(&mut change, &going).await?]
    };
    let mut events = events.into_iter();
    let Some(first) = events.next() else {
        change.commit_housekeeping().await?;
        return Ok(true);
    };
    let actor = Actor::system(org, "delivery");
    let mut recorded = change.record(&actor, first).await?;
    for event in events {
        recorded = recorded.and(&actor, event).await?;
    }
    recorded.commit().await?;
    Ok(true)
}

/// Links that have run out are forgotten.
pub async fn sweep(house: &House) -> Result<()> {
    let mut change = house.change_unasked().await?;
    change.tx.execute("DELETE FROM delivery_links WHERE ends_at <= ?1", params![change.at]).await?;
    change.commit_housekeeping().await
}
