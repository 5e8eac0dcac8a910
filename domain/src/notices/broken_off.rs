//! Text messages whose attempt broke off because the process ended: whether they arrived nobody knows. They are said to
//! be unclear and are not sent again by themselves (R3); what follows to the same number goes on.

use db::params;
use kernel::{AccountId, OrgId, OutgoingId, Result};

use super::State;
use super::ended::event;
use crate::access::Actor;
use crate::history::Action;
use crate::house::House;

/// Messages settled at a time.
const BATCH: usize = 100;
const REASON: &str = "Nobody heard whether it was taken: it may have arrived.";

/// Settles those whose attempt has lasted too long, each with an entry in the history.
pub async fn settle_broken_off(house: &House) -> Result<()> {
    let mut read = house.read().await?;
    let sql = format!(
        "SELECT org_id, id, kind, recipient, account_id FROM outbox
         WHERE channel = 'sms' AND next_at <= ?1 AND state = 'sending' ORDER BY next_at LIMIT {BATCH}"
    );
    let found: Vec<(OrgId, OutgoingId, String, String, Option<AccountId>)> = read
        .0
        .rows(&sql, params![house.now()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .await?;
    drop(read);
    for (org, id, kind, to, account) in found {
        let mut change = house.change_unasked().await?;
        let ours = change
            .tx
            .execute(
                "UPDATE outbox SET state = ?3, reason = ?4, next_at = NULL, done_at = ?5
                 WHERE org_id = ?1 AND id = ?2 AND state = 'sending' AND next_at <= ?5",
                params![org, id, State::Unclear.name(), REASON, change.at],
            )
            .await?;
        if ours == 1 {
            let event = event(Action::LetterFailed, id, &kind, &to, account)
                .changed("state", State::Sending.name(), State::Unclear.name())
                .changed("reason", "", REASON);
            change.record(&Actor::system(org, "outbox"), event).await?.commit().await?;
        }
    }
    Ok(())
}
