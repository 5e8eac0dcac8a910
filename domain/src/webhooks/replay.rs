//! Sending again what was sent before: one delivery, or all since a time, under the ids that they had.

use db::params;
use kernel::{DeliveryId, Error, Result, Timestamp, WebhookId};

use super::endpoint::find_in;
use crate::access::{Granted, SettingsEdit};
use crate::history::{Action, Event};
use crate::house::House;

const AGAIN: &str = "UPDATE webhook_deliveries SET state = 'waiting', tries = 0, next_at = ?3, done_at = NULL
    WHERE org_id = ?1 AND state <> 'waiting'";

pub async fn replay_one(house: &House, granted: &Granted<SettingsEdit>, id: DeliveryId) -> Result<WebhookId> {
    let mut change = house.change(granted).await?;
    let webhook: Option<WebhookId> = change
        .tx
        .row(
            "SELECT webhook_id FROM webhook_deliveries WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id],
            |row| row.get(0),
        )
        .await?;
    let webhook = webhook.ok_or(Error::NotFound)?;
    let endpoint = find_in(&mut change.tx, granted, webhook).await?;
    endpoint.must_be_ones_own(granted)?;
    let sql = format!("{AGAIN} AND id = ?2");
    let put = change.tx.execute(&sql, params![granted.org(), id, change.at]).await?;
    if put == 0 {
        return Err(Error::conflict("It waits for its next attempt already."));
    }
    let event =
        Event::of(Action::WebhookReplayed).about(webhook.any(), endpoint.name).changed("deliveries", "", "1");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(webhook)
}

/// Everything that was put in line for this endpoint at that time or later; answers how many.
pub async fn replay_since(
    house: &House,
    granted: &Granted<SettingsEdit>,
    id: WebhookId,
    since: Timestamp,
) -> Result<u64> {
    let mut change = house.change(granted).await?;
    let endpoint = find_in(&mut change.tx, granted, id).await?;
    endpoint.must_be_ones_own(granted)?;
    let sql = format!("{AGAIN} AND webhook_id = ?2 AND created_at >= ?4");
    let put = change.tx.execute(&sql, params![granted.org(), id, change.at, since]).await?;
    if put == 0 {
        return Err(Error::conflict("Nothing was sent since then that could be sent again."));
    }
    let event = Event::of(Action::WebhookReplayed)
        .about(id.any(), endpoint.name)
        .changed("deliveries", "", put.to_string())
        .changed("since", "", since.to_string());
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(put)
}
