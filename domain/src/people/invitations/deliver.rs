//! What becomes of an invitation in the outbox: its link is made when it leaves, and a letter that cannot be
//! delivered is said to have bounced.

use db::params;
use kernel::{OrgId, Result, Token, UserId};

use super::State;
use super::link::{facts, mint, restate};
use crate::change::Change;
use crate::organizations::Organization;

/// What the letter is to do.
pub(crate) enum Leaving {
    /// With this link; the one of an attempt before is dead.
    With(Token),
    Drop(&'static str),
}

/// Looks once more, at the moment of sending.
pub(crate) async fn leave(change: &mut Change, organization: &Organization, user: UserId) -> Result<Leaving> {
    let org = organization.id;
    let state = State::of(facts(&mut change.tx, org, user).await?.as_ref(), change.at);
    if !matches!(state, State::Queued | State::Pending | State::Expired) {
        return Ok(Leaving::Drop("Nobody waits for it any more."));
    }
    if !organization.settings.portal.open {
        change
            .tx
            .execute(
                "UPDATE invitations SET queued_at = NULL, sent_at = NULL, token_hash = NULL, ends_at = NULL
                 WHERE org_id = ?1 AND user_id = ?2",
                params![org, user],
            )
            .await?;
        restate(change, org, user).await?;
        return Ok(Leaving::Drop("The portal is closed: the invitation waits."));
    }
    Ok(Leaving::With(mint(change, org, user).await?))
}

/// The letter was refused for good, or tried for too long.
pub(crate) async fn bounced(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE invitations SET bounced_at = ?3 WHERE org_id = ?1 AND user_id = ?2 AND accepted_at IS NULL",
            params![org, user, change.at],
        )
        .await?;
    restate(change, org, user).await?;
    Ok(())
}
