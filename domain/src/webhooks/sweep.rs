//! Deliveries that were settled a month ago are forgotten.

use db::params;
use kernel::{Result, Span};

use crate::house::House;

const KEPT: Span = Span::days(30);

pub async fn sweep(house: &House) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let before = change.at - KEPT;
    change
        .tx
        .execute(
            "DELETE FROM webhook_attempts WHERE EXISTS (SELECT 1 FROM webhook_deliveries d
               WHERE d.org_id = webhook_attempts.org_id AND d.id = webhook_attempts.delivery_id AND d.done_at < ?1)",
            params![before],
        )
        .await?;
    change.tx.execute("DELETE FROM webhook_deliveries WHERE done_at < ?1", params![before]).await?;
    change.commit_housekeeping().await
}
