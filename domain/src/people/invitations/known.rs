//! Somebody who has a login already was added to a further account (C-07): told by a letter, with no new password.

use kernel::{AccountId, OrgId, Result, UserId};
use serde_json::json;

use super::State;
use super::ask::{Destination, ask};
use super::link::facts;
use crate::change::Change;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::sign_in::passwords;

/// Tells the person, or sends the invitation again to one who has not set a password yet. Whoever added the person sets
/// none: it would open the other accounts, too.
pub(crate) async fn ask_known(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    account: AccountId,
    email: &str,
    invites: bool,
) -> Result<State> {
    let has_password = passwords::hash_of(&mut change.tx, org, user).await?.is_some();
    if !has_password && invites {
        return ask(change, org, user, account, Destination::email(email)).await;
    }
    let letter = Letter {
        kind: LetterKind::AccountAdded,
        channel: Channel::Email,
        to: email.to_owned(),
        user: Some(user),
        account: Some(account),
        data: json!({}),
        ends_at: None,
    };
    notices::put(change, org, letter).await?;
    Ok(State::of(facts(&mut change.tx, org, user).await?.as_ref(), change.at))
}
