//! The browsers that somebody has signed in from before: a known one is let in while guessing from elsewhere has made
//! the others wait, and a new one is told of.

use db::{Tx, params};
use kernel::{OrgId, Purpose, Result, Span, Token, UserId};
use serde_json::json;

use super::login::Browser;
use crate::change::Change;
use crate::notices::{self, Channel, Letter, LetterKind};

/// How long a browser stays known without a visit; also how long it keeps its cookie, which is the most it may.
pub const KNOWN_FOR: Span = Span::days(400);

/// Whether the person with this address has signed in before from the browser that sends this token.
pub(super) async fn is_known(tx: &mut Tx, org: OrgId, email_folded: &str, token: &str) -> Result<bool> {
    let Some(token) = Token::parse(token) else { return Ok(false) };
    let found = tx
        .row(
            "SELECT 1 FROM devices d JOIN users u ON u.org_id = d.org_id AND u.id = d.user_id
             WHERE d.org_id = ?1 AND d.token_hash = ?2 AND u.email_folded = ?3",
            params![org, &token.hash(Purpose::Device), email_folded],
            |_| Ok(()),
        )
        .await?;
    Ok(found.is_some())
}

/// A browser that was just signed in from.
pub(super) struct Welcomed {
    /// What the browser keeps from now on.
    pub token: Token,
    /// The person has others, and this is none of them.
    pub is_new: bool,
}

/// Notes the browser, under a new token each time: a token that somebody else put there is dead afterwards. A browser
/// that several people use stays known to each of them.
pub(super) async fn welcome(change: &mut Change, org: OrgId, user: UserId, sent: &str) -> Result<Welcomed> {
    let token = Token::new(&change.dice);
    let hash = token.hash(Purpose::Device);
    if let Some(before) = Token::parse(sent) {
        change
            .tx
            .execute(
                "UPDATE devices SET token_hash = ?3 WHERE org_id = ?1 AND token_hash = ?2",
                params![org, &before.hash(Purpose::Device), &hash],
            )
            .await?;
    }
    let known = change
        .tx
        .execute(
            "UPDATE devices SET seen_at = ?4 WHERE org_id = ?1 AND user_id = ?2 AND token_hash = ?3",
            params![org, user, &hash, change.at],
        )
        .await?;
    if known > 0 {
        return Ok(Welcomed { token, is_new: false });
    }
    let others: i64 = change
        .tx
        .row("SELECT count(*) FROM devices WHERE org_id = ?1 AND user_id = ?2", params![org, user], |row| {
            row.get(0)
        })
        .await?
        .unwrap_or(0);
    change
        .tx
        .execute(
            "INSERT INTO devices (org_id, user_id, token_hash, created_at, seen_at) VALUES (?1, ?2, ?3, ?4, ?4)",
            params![org, user, &hash, change.at],
        )
        .await?;
    Ok(Welcomed { token, is_new: others > 0 })
}

/// Tells the person that a browser is new.
pub(super) async fn tell(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    email: &str,
    browser: &Browser<'_>,
) -> Result<()> {
    let at: String = change.at.to_string().replace('T', " ").chars().take(16).collect();
    let data = json!({ "device": describe(browser.agent), "address": browser.request.address, "at": at });
    let letter = Letter {
        kind: LetterKind::NewDevice,
        channel: Channel::Email,
        to: email.to_owned(),
        user: Some(user),
        account: None,
        data,
        ends_at: Some(change.at + Span::days(3)),
    };
    notices::put(change, org, letter).await?;
    Ok(())
}

/// A browser's description of itself in a few words.
pub fn describe(agent: &str) -> String {
    let among = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser =
        among(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = among(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown device".to_owned(),
    }
}

/// Somebody else may have been at it: no browser of the person is known any more.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM devices WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    Ok(())
}

pub(super) async fn sweep(change: &mut Change) -> Result<()> {
    change.tx.execute("DELETE FROM devices WHERE seen_at < ?1", params![change.at - KNOWN_FOR]).await?;
    Ok(())
}
