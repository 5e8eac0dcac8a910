//! Whether an account may send links to other sites before its first thirty days are over (S3-51).

use db::params;
use kernel::{AccountId, Result};

use super::list::find_in;
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;

/// Lets an account send external links before its thirty days are over, or no longer lets it (S3-51).
pub async fn let_send_links(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    send: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.send_links == send {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET send_links = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, i64::from(send)],
        )
        .await?;
    let words = |send: bool| if send { "allowed" } else { "screened for thirty days" };
    let event = Event::of(Action::AccountEdited).about(id.any(), account.name).in_account(id).changed(
        "external links",
        words(account.send_links),
        words(send),
    );
    change.record(granted.actor(), event).await?.commit().await
}
