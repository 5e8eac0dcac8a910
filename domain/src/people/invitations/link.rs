//! The link of an invitation: made anew each time it is sent, kept only as a hash, good once and for 72 hours.

use db::{Tx, params};
use kernel::{OrgId, Purpose, Result, Span, Token, UserId};

use super::State;
use super::state::Facts;
use crate::change::Change;
use crate::notices::Channel;
use crate::people::users;
use crate::sign_in::passwords;

/// How long a link is good.
pub const LASTS: Span = Span::hours(72);

/// Makes the link's token; an earlier one of the same person is dead from now on.
pub(super) async fn mint(change: &mut Change, org: OrgId, user: UserId) -> Result<Token> {
    let token = Token::new(&change.dice);
    change
        .tx
        .execute(
            "INSERT INTO invitations (org_id, user_id, token_hash, asked_at, queued_at, sent_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5)
             ON CONFLICT (org_id, user_id) DO UPDATE SET token_hash = excluded.token_hash,
                sent_at = excluded.sent_at, ends_at = excluded.ends_at, accepted_at = NULL, bounced_at = NULL,
                with_password = 0",
            params![org, user, &token.hash(Purpose::FirstPassword), change.at, change.at + LASTS],
        )
        .await?;
    restate(change, org, user).await?;
    Ok(token)
}

/// What is known of a person's invitation.
pub(super) async fn facts(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Option<Facts>> {
    Ok(tx
        .row(
            "SELECT queued_at, sent_at, ends_at, accepted_at, bounced_at FROM invitations
             WHERE org_id = ?1 AND user_id = ?2",
            params![org, user],
            |row| {
                Ok(Facts {
                    queued_at: row.get(0)?,
                    sent_at: row.get(1)?,
                    ends_at: row.get(2)?,
                    accepted_at: row.get(3)?,
                    bounced_at: row.get(4)?,
                })
            },
        )
        .await?)
}

/// By which way a person's invitation goes.
pub(super) async fn way(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Channel> {
    let sql = "SELECT channel FROM invitations WHERE org_id = ?1 AND user_id = ?2";
    let known: Option<String> = tx.row(sql, params![org, user], |row| row.get(0)).await?;
    Ok(known.and_then(|name| Channel::parse(&name)).unwrap_or(Channel::Email))
}

/// Whether there is an invitation that may still be accepted.
pub(super) async fn is_open(change: &mut Change, org: OrgId, user: UserId) -> Result<bool> {
    let state = State::of(facts(&mut change.tx, org, user).await?.as_ref(), change.at);
    Ok(!matches!(state, State::None | State::Accepted))
}

/// Lists are told what has become of an invitation.
pub(crate) async fn restate(change: &mut Change, org: OrgId, user: UserId) -> Result<State> {
    let state = State::of(facts(&mut change.tx, org, user).await?.as_ref(), change.at);
    users::set_invitation(&mut change.tx, org, user, state.name()).await?;
    Ok(state)
}

pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM invitations WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    users::set_invitation(tx, org, user, State::None.name()).await
}

/// Whether the person's password came with an invitation that is still open.
pub(crate) async fn brought_password(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let sql = "SELECT 1 FROM invitations
               WHERE org_id = ?1 AND user_id = ?2 AND with_password = 1 AND accepted_at IS NULL";
    Ok(tx.row(sql, params![org, user], |_| Ok(())).await?.is_some())
}

/// A temporary password that came with an open invitation is no password any more.
pub(crate) async fn void_password(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    if brought_password(&mut change.tx, org, user).await? {
        passwords::forget_temporary(&mut change.tx, org, user).await?;
    }
    Ok(())
}

/// The person may not come in any more: neither by the link, nor by what came with it.
pub(crate) async fn revoke(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    void_password(change, org, user).await?;
    cancel(change, org, user).await
}

/// An invitation is void when the person has another password, or may not come in any more; an accepted one stays as
/// it is.
pub(crate) async fn cancel(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    change
        .tx
        .execute(
            "DELETE FROM invitations WHERE org_id = ?1 AND user_id = ?2 AND accepted_at IS NULL",
            params![org, user],
        )
        .await?;
    restate(change, org, user).await?;
    Ok(())
}

/// Lists are told which links have run out.
pub(crate) async fn sweep(change: &mut Change) -> Result<()> {
    let ended: Vec<(OrgId, UserId)> = change
        .tx
        .rows(
            // In this order: those who wait are few among all who ever came in.
            "SELECT i.org_id, i.user_id FROM organizations g CROSS JOIN memberships m CROSS JOIN invitations i
             WHERE m.org_id = g.org_id AND m.invitation = 'pending' AND i.org_id = m.org_id
             AND i.user_id = m.user_id AND i.ends_at <= ?1 AND i.accepted_at IS NULL",
            params![change.at],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    for (org, user) in ended {
        restate(change, org, user).await?;
    }
    Ok(())
}
