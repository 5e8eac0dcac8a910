//! New accounts send no external links for thirty days, unless an operator lets them (S3-48 … S3-51, E-08).

use db::params;
use kernel::{AccountId, Error, Result, Span, Timestamp};

use super::links;
use crate::access::{AccountsEdit, Granted};
use crate::accounts::{self, Account};
use crate::history::{Action, Event};
use crate::house::House;

/// Counted from the creation of the account, to the second.
pub const SCREENED_FOR: Span = Span::days(30);
const DAY: i64 = 24 * 60 * 60;

/// Refuses what leads elsewhere in a text as its recipients will read it, with the days that are left at the moment
/// when it would go out.
pub(super) fn screen(account: &Account, texts: &[&str], own: &str, at: Timestamp) -> Result<()> {
    let Some(left) = left(account, at) else { return Ok(()) };
    let Some(link) = texts.iter().find_map(|text| links::external(text, own)) else { return Ok(()) };
    Err(Error::invalid("text", refusal(&account.name, &link, left)))
}

/// How long it may not send external links, at this moment; none if it may.
fn left(account: &Account, at: Timestamp) -> Option<Span> {
    let ends_at = account.created_at + SCREENED_FOR;
    (!account.send_links && at < ends_at).then(|| ends_at - at)
}

fn refusal(name: &str, link: &str, left: Span) -> String {
    let days = (left.as_seconds() + DAY - 1) / DAY;
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    format!(
        "“{link}” leads to another site. {name} is new here and may send such links in {days}. Leave it out, or ask \
         your provider to allow it now."
    )
}

/// Lets an account send external links before its thirty days are over, or no longer lets it (S3-51).
pub async fn let_send_links(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    send: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = accounts::find_in(&mut change.tx, granted, id).await?;
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
