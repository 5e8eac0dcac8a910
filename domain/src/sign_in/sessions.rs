//! Signed-in browsers: one row each, so that each can be ended.

use db::params;
use kernel::{AccountId, OrgId, Purpose, Result, SessionId, Span, Timestamp, Token, UserId};

use super::{SignedIn, secure_link};
use crate::access::Mode;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

pub(super) struct NewSession<'a> {
    pub purpose: Purpose,
    pub user: UserId,
    pub account: Option<AccountId>,
    /// The operator and the operator's own session, when logged in as somebody.
    pub operator: Option<(UserId, SessionId)>,
    pub mode: Mode,
    pub return_to: &'a str,
    pub agent: &'a str,
    pub address: &'a str,
    pub idle: Span,
    pub ends_at: Timestamp,
}

pub(super) async fn insert(
    change: &mut Change,
    org: OrgId,
    new: &NewSession<'_>,
) -> Result<(Token, SessionId)> {
    let token = Token::new(&change.dice);
    let id = SessionId::new(change.at, &change.dice);
    let agent: String = new.agent.chars().filter(|c| !c.is_control()).take(200).collect();
    change
        .tx
        .execute(
            "INSERT INTO sessions (org_id, id, token_hash, user_id, account_id, operator_id, operator_session_id,
                                   mode, return_to, address, agent, created_at, seen_at, idle_micros, ends_at,
                                   proved_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13, ?14, ?15)",
            params![
                org,
                id,
                &token.hash(new.purpose),
                new.user,
                new.account,
                new.operator.map(|(user, _)| user),
                new.operator.map(|(_, session)| session),
                new.mode.name(),
                new.return_to,
                new.address,
                agent,
                change.at,
                new.idle.as_micros(),
                new.ends_at,
                // An operator gave no password of the person in whose place the session is.
                new.operator.is_none().then_some(change.at),
            ],
        )
        .await?;
    Ok((token, id))
}

/// Gives a session another token: the one before is dead, whoever else may have had it (ASVS 7.2.4).
pub(super) async fn renew(change: &mut Change, org: OrgId, session: SessionId) -> Result<Token> {
    let token = Token::new(&change.dice);
    let renewed = change
        .tx
        .execute(
            "UPDATE sessions SET token_hash = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, session, &token.hash(Purpose::Session)],
        )
        .await?;
    if renewed == 0 { Err(kernel::Error::SignedOut) } else { Ok(token) }
}

/// Puts a session into an account, under another token; what was allowed to last longer than sessions there may, lasts
/// as long as those.
pub(super) async fn move_to(
    change: &mut Change,
    org: OrgId,
    session: SessionId,
    account: AccountId,
    (lasts, idle): (Span, Span),
) -> Result<Token> {
    let token = Token::new(&change.dice);
    let moved = change
        .tx
        .execute(
            "UPDATE sessions SET token_hash = ?3, account_id = ?4,
                 ends_at = CASE WHEN ends_at > ?5 THEN ?5 ELSE ends_at END,
                 idle_micros = CASE WHEN idle_micros > ?6 THEN ?6 ELSE idle_micros END
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                session,
                &token.hash(Purpose::Session),
                account,
                change.at + lasts,
                idle.as_micros()
            ],
        )
        .await?;
    if moved == 0 { Err(kernel::Error::SignedOut) } else { Ok(token) }
}

/// Notes that the password was given in this session just now.
pub(super) async fn note_proof(change: &mut Change, org: OrgId, session: SessionId) -> Result<()> {
    let sql = "UPDATE sessions SET proved_at = ?3 WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![org, session, change.at]).await?;
    Ok(())
}

/// Notes that the second factor was shown in this session just now.
pub(super) async fn note_factor(change: &mut Change, org: OrgId, session: SessionId) -> Result<()> {
    let sql = "UPDATE sessions SET factor_at = ?3 WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![org, session, change.at]).await?;
    Ok(())
}

/// Ends all sessions of a person but one.
pub(super) async fn end_all_but(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    session: SessionId,
) -> Result<u64> {
    Ok(change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND (user_id = ?2 OR operator_id = ?2) AND id <> ?3",
            params![org, user, session],
        )
        .await?)
}

/// A session on one's own page of sessions.
#[derive(Clone, Debug)]
pub struct SessionRow {
    pub id: SessionId,
    pub agent: String,
    pub address: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    /// The operator who is signed in as this person; none for the person's own sessions.
    pub operator: Option<String>,
}

/// Whose sessions one may see: one's own, and those of operators in one's place.
pub async fn own(read: &mut Read, who: &SignedIn) -> Result<Vec<SessionRow>> {
    let now = who.now;
    Ok(read
        .0
        .rows(
            "SELECT s.id, s.agent, s.address, s.created_at, s.seen_at, o.name
             FROM sessions s LEFT JOIN users o ON o.org_id = s.org_id AND o.id = s.operator_id
             WHERE s.org_id = ?1 AND s.user_id = ?2 AND s.ends_at > ?3 AND s.seen_at + s.idle_micros > ?3
             ORDER BY s.seen_at DESC, s.id DESC LIMIT 100",
            params![who.actor.org(), who.user, now],
            |row| {
                Ok(SessionRow {
                    id: row.get(0)?,
                    agent: row.get(1)?,
                    address: row.get(2)?,
                    created_at: row.get(3)?,
                    seen_at: row.get(4)?,
                    operator: row.get(5)?,
                })
            },
        )
        .await?)
}

/// Ends one of one's own sessions, also that of an operator in one's place.
pub async fn end_own(house: &House, who: &SignedIn, id: SessionId) -> Result<()> {
    who.actor.must_be_oneself()?;
    let mut change = house.change_unasked().await?;
    let ended = change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND user_id = ?2 AND id = ?3",
            params![who.actor.org(), who.user, id],
        )
        .await?;
    if ended == 0 {
        return Err(kernel::Error::NotFound);
    }
    ended_event(change, who, 1).await
}

/// Ends all of one's sessions but the one that asks.
pub async fn end_others(house: &House, who: &SignedIn) -> Result<()> {
    who.actor.must_be_oneself()?;
    let mut change = house.change_unasked().await?;
    let ended = change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND user_id = ?2 AND id <> ?3",
            params![who.actor.org(), who.user, who.session],
        )
        .await?;
    if ended == 0 {
        return Ok(());
    }
    ended_event(change, who, ended).await
}

async fn ended_event(change: Change, who: &SignedIn, count: u64) -> Result<()> {
    let mut event = Event::of(Action::SessionsEnded).about(who.any(), who.name.as_str()).changed(
        "sessions",
        count.to_string(),
        "0",
    );
    if let Some(place) = who.actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
}

/// Ends the session that asks, and those of an operator that hang on it.
pub async fn sign_out(house: &House, who: &SignedIn) -> Result<()> {
    let mut change = house.change_unasked().await?;
    secure_link::end(&mut change, who.actor.org(), who.session).await?;
    change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND (id = ?2 OR operator_session_id = ?2)",
            params![who.actor.org(), who.session],
        )
        .await?;
    let action = if who.login_as.is_some() { Action::LoginAsEnded } else { Action::SignedOut };
    let mut event = Event::of(action);
    if let Some(place) = who.actor.place() {
        event = event.in_account(place.account).labelled(who.account_name());
    }
    change.record(&who.actor, event).await?.commit().await
}

pub(crate) async fn end_all_of_user(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND (user_id = ?2 OR operator_id = ?2)",
            params![org, user],
        )
        .await?;
    Ok(())
}

pub(crate) async fn end_all_of_account(change: &mut Change, org: OrgId, account: AccountId) -> Result<()> {
    secure_link::end_all_of_account(change, org, account).await?;
    put_out(change, org, account, None).await?;
    change
        .tx
        .execute("DELETE FROM sessions WHERE org_id = ?1 AND account_id = ?2", params![org, account])
        .await?;
    Ok(())
}

/// Shuts one account for one person: of those who have others, the own sessions go on in none of them until one is
/// chosen; all others end, also those of operators in the person's place.
pub(crate) async fn shut_place(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
    user: UserId,
) -> Result<()> {
    put_out(change, org, account, Some(user)).await?;
    change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND account_id = ?2 AND user_id = ?3",
            params![org, account, user],
        )
        .await?;
    Ok(())
}

/// Takes the sessions of people who have other accounts out of this one.
async fn put_out(change: &mut Change, org: OrgId, account: AccountId, only: Option<UserId>) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE sessions SET account_id = NULL
             WHERE org_id = ?1 AND account_id = ?2 AND user_id = COALESCE(?3, user_id) AND operator_id IS NULL
               AND EXISTS (SELECT 1 FROM memberships m WHERE m.org_id = sessions.org_id
                           AND m.user_id = sessions.user_id AND m.account_id <> ?2)",
            params![org, account, only],
        )
        .await?;
    Ok(())
}

/// Removes what has run out: sessions, links, attempts and idempotency keys.
pub async fn sweep(house: &House) -> Result<()> {
    let mut change = house.change_unasked().await?;
    change.tx.execute("DELETE FROM sessions WHERE ends_at < ?1", params![change.at]).await?;
    crate::people::invitations::sweep(&mut change).await?;
    secure_link::sweep(&mut change).await?;
    super::verification::sweep(&mut change.tx, change.at).await?;
    crate::people::contacts::verify::sweep(&mut change.tx, change.at).await?;
    super::reset::sweep(&mut change).await?;
    super::devices::sweep(&mut change).await?;
    super::passkeys::sweep(&mut change).await?;
    super::throttle::sweep(&mut change).await?;
    crate::records::intake::sweep(&mut change).await?;
    change.commit_housekeeping().await
}
