//! What becomes of an invitation in the outbox: its link is made when it leaves, and a letter that cannot be
//! delivered is said to have bounced.

use db::params;
use kernel::{OrgId, Result, Token, UserId};

use super::State;
use super::link::{facts, mint, restate, void_password, way};
use crate::change::Change;
use crate::notices::Channel;
use crate::organizations::Organization;
use crate::sign_in::passwords::{self, Temporary};

/// What the letter is to do.
pub(crate) enum Leaving {
    /// With this link, and a password if it is to bring one; those of an attempt before are dead.
    With(Token, Option<String>),
    /// It is to bring a password, which takes long to hash: it is made before the database is held.
    NeedsPassword,
    Drop(&'static str),
}

/// Looks once more, at the moment of sending by this way.
pub(crate) async fn leave(
    change: &mut Change,
    organization: &Organization,
    user: UserId,
    by: Channel,
    temporary: Option<&Temporary>,
) -> Result<Leaving> {
    let org = organization.id;
    if way(&mut change.tx, org, user).await? != by {
        return Ok(Leaving::Drop("The invitation goes by another way now."));
    }
    let state = State::of(facts(&mut change.tx, org, user).await?.as_ref(), change.at);
    if !matches!(state, State::Queued | State::Pending | State::Expired) {
        return Ok(Leaving::Drop("Nobody waits for it any more."));
    }
    if !organization.settings.portal.open {
        void_password(change, org, user).await?;
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
    let brings = organization.settings.invitations.include_password
        && by == Channel::Email
        && !passwords::is_kept(&mut change.tx, org, user).await?;
    if brings && temporary.is_none() {
        return Ok(Leaving::NeedsPassword);
    }
    void_password(change, org, user).await?;
    let token = mint(change, org, user).await?;
    let Some(temporary) = temporary.filter(|_| brings) else { return Ok(Leaving::With(token, None)) };
    passwords::store_temporary(change, org, user, temporary.hash()).await?;
    change
        .tx
        .execute(
            "UPDATE invitations SET with_password = 1 WHERE org_id = ?1 AND user_id = ?2",
            params![org, user],
        )
        .await?;
    Ok(Leaving::With(token, Some(temporary.reveal().to_owned())))
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
