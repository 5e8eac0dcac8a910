//! The person whom a notice is for, as of the moment at which its letter is written, and how much the letter may say.

use kernel::Result;

use super::lines::in_a_line;
use super::write::Occasion;
use crate::access::{Granted, Permission, standing};
use crate::change::Change;
use crate::delivery::{self, Content};

/// The proof that the person may see such things now; or why not.
pub(super) async fn proof<P: Permission>(
    change: &mut Change,
    occasion: &Occasion<'_>,
) -> Result<std::result::Result<Granted<P>, &'static str>> {
    let Some(user) = occasion.letter.user else { return Ok(Err("It is for nobody.")) };
    let person = (user, occasion.letter.account);
    let standing = standing(&mut change.tx, occasion.now, occasion.organization.id, person).await?;
    let Some(standing) = standing.filter(|one| one.refusal.is_none()) else {
        return Ok(Err("The person could not come in."));
    };
    Ok(standing.actor().may().map_err(|_| "It is out of the person's reach."))
}

/// How much may be said outside of the portal of what is in the account of this letter.
pub(super) async fn content(change: &mut Change, occasion: &Occasion<'_>) -> Result<Content> {
    match occasion.letter.account {
        Some(account) => delivery::of_notices(&mut change.tx, occasion.organization.id, account).await,
        None => Ok(Content::Link),
    }
}

/// What is said of it: nothing, a summary, or all of it.
pub(super) fn details(occasion: &Occasion<'_>, content: Content, summary: &[&str], rest: &str) -> String {
    let mut parts = if content == Content::Link { Vec::new() } else { summary.to_vec() };
    if content == Content::Full {
        parts.push(rest);
    }
    in_a_line(&parts, occasion.letter.channel)
}

/// The values that each of these letters has: the page of what it is about, and that on which letters are chosen; and
/// the line that a digest has of it.
pub(super) fn common(
    occasion: &Occasion<'_>,
    path: &str,
    (title, details): (&str, String),
) -> Vec<(&'static str, String)> {
    let line = if details.is_empty() { title.to_owned() } else { format!("{title}: {details}") };
    vec![
        ("link", format!("{}{path}", occasion.address)),
        ("profile_url", format!("{}/profile/notifications", occasion.address)),
        ("details", details),
        ("line", line),
    ]
}
