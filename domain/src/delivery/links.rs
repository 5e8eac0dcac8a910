//! The link in a letter by which its reader acknowledges. Looking at it changes nothing, so that a scanner of letters
//! acknowledges nothing; a button does.

use db::params;
use kernel::{MessageId, OrgId, Purpose, Result, Span, Timestamp, Token, TokenHash};

use super::acknowledge::{How, close};
use super::advance::Going;
use super::letter::Said;
use crate::access::Actor;
use crate::change::Change;
use crate::house::{House, Read};
use crate::records::messages::PRIORITIES;

/// Afterwards the message is acknowledged in the portal, or not at all.
const LASTS: Span = Span::days(3);

/// What is to be acknowledged, and by whom.
#[derive(Clone, Debug)]
pub struct Asked {
    pub message: MessageId,
    pub business: String,
    /// “Urgent”
    pub priority: &'static str,
    pub taken_at: Timestamp,
    /// Whom the letter was for.
    pub name: String,
    pub said: Said,
    contact: Option<kernel::ContactId>,
    creator: Option<kernel::UserId>,
    account: kernel::AccountId,
    caller: String,
}

/// A link for one letter, good until the message is acknowledged, and for three days.
pub(super) async fn make(
    change: &mut Change,
    org: OrgId,
    (message, place): (MessageId, i64),
) -> Result<Token> {
    let token = Token::new(&change.dice);
    change
        .tx
        .execute(
            "INSERT INTO delivery_links (org_id, token_hash, message_id, place, ends_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                org,
                token.hash(Purpose::Acknowledgement).as_bytes(),
                message,
                place,
                change.at + LASTS
            ],
        )
        .await?;
    Ok(token)
}

/// What the link is for; none for one that was used, has run out, or never was.
pub async fn asked_by_link(
    read: &mut Read,
    org: OrgId,
    token: &str,
    now: Timestamp,
) -> Result<Option<Asked>> {
    find(&mut read.0, org, hash(token), now).await
}

/// Acknowledges the message, in the name of whom the letter was for.
pub async fn acknowledge_by_link(house: &House, org: OrgId, token: &str) -> Result<Option<Asked>> {
    let mut change = house.change_unasked().await?;
    let Some(asked) = find(&mut change.tx, org, hash(token), change.at).await? else { return Ok(None) };
    let going = Going {
        org,
        message: asked.message,
        account: asked.account,
        contact: asked.contact,
        creator: asked.creator,
        caller: asked.caller.clone(),
    };
    let Some(event) = close(&mut change, &going, &asked.name, How::Link).await? else { return Ok(None) };
    change.record(&Actor::system(org, "acknowledgement link"), event).await?.commit().await?;
    Ok(Some(asked))
}

fn hash(token: &str) -> Option<TokenHash> {
    Token::parse(token).map(|token| token.hash(Purpose::Acknowledgement))
}

async fn find(tx: &mut db::Tx, org: OrgId, hash: Option<TokenHash>, now: Timestamp) -> Result<Option<Asked>> {
    let Some(hash) = hash else { return Ok(None) };
    let found = tx
        .row(
            "SELECT m.id, a.name, m.priority, m.taken_at, p.name, m.contact_id, m.created_by, m.account_id,
                    m.caller_name
             FROM delivery_links l
             JOIN delivery_attempts p ON p.org_id = l.org_id AND p.message_id = l.message_id AND p.place = l.place
             JOIN deliveries d ON d.org_id = l.org_id AND d.message_id = l.message_id
             JOIN messages m ON m.org_id = l.org_id AND m.id = l.message_id
             JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             WHERE l.org_id = ?1 AND l.token_hash = ?2 AND l.ends_at > ?3 AND d.state IN ('waiting', 'nobody')
               AND a.locked_at IS NULL",
            params![org, hash.as_bytes(), now],
            |row| {
                let priority: String = row.get(2)?;
                let known = PRIORITIES.iter().find(|one| one.value == priority);
                Ok(Asked {
                    message: row.get(0)?,
                    business: row.get(1)?,
                    priority: known.map_or("Normal", |one| one.label),
                    taken_at: row.get(3)?,
                    name: row.get(4)?,
                    said: Said::default(),
                    contact: row.get(5)?,
                    creator: row.get(6)?,
                    account: row.get(7)?,
                    caller: row.get(8)?,
                })
            },
        )
        .await?;
    let Some(asked) = found else { return Ok(None) };
    let said = Said::of(tx, org, (asked.account, asked.message)).await?;
    Ok(Some(Asked { said, ..asked }))
}
