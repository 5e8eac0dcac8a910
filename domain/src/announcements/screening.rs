//! New accounts send no external links for thirty days, unless an operator lets them (S3-48 … S3-51, E-08).

use kernel::{Error, Result, Span, Timestamp};

use super::links;
use crate::accounts::Account;

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
