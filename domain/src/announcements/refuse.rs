//! No more announcements, by the link in any of them: from then on, whoever this address is a contact of.

use db::params;
use kernel::{AccountId, OrgId, Purpose, Result, Token, TokenHash};

use crate::access::Actor;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Whose announcements, and which address.
#[derive(Clone, Debug)]
pub struct Refused {
    pub business: String,
    pub recipient: String,
    account: AccountId,
}

const FOUND: &str = "SELECT a.name, p.recipient, n.account_id FROM announcement_recipients p
     JOIN announcements n ON n.org_id = p.org_id AND n.id = p.announcement_id
     JOIN accounts a ON a.org_id = n.org_id AND a.id = n.account_id
     WHERE p.org_id = ?1 AND p.token_hash = ?2";

/// What the link is for; looking changes nothing. None for a link that was never sent.
pub async fn would_refuse(read: &mut Read, org: OrgId, token: &str) -> Result<Option<Refused>> {
    let Some(hash) = hash(token) else { return Ok(None) };
    Ok(read.0.row(FOUND, params![org, hash.as_bytes()], read_refused).await?)
}

/// From now on this address gets no announcement of this account; a second time changes nothing.
pub async fn refuse(house: &House, org: OrgId, token: &str) -> Result<Option<Refused>> {
    let mut change = house.change_unasked().await?;
    let Some(hash) = hash(token) else { return Ok(None) };
    let found = change.tx.row(FOUND, params![org, hash.as_bytes()], read_refused).await?;
    let Some(refused) = found else { return Ok(None) };
    if note(&mut change, org, &refused).await? {
        let event = Event::of(Action::AnnouncementsRefused)
            .about(refused.account.any(), refused.business.as_str())
            .in_account(refused.account)
            .changed("address", "", refused.recipient.as_str());
        change.record(&Actor::system(org, "unsubscribe link"), event).await?.commit().await?;
    }
    Ok(Some(refused))
}

fn hash(token: &str) -> Option<TokenHash> {
    Token::parse(token).map(|token| token.hash(Purpose::Unsubscribe))
}

fn read_refused(row: &db::Row<'_>) -> db::Result<Refused> {
    Ok(Refused { business: row.get(0)?, recipient: row.get(1)?, account: row.get(2)? })
}

async fn note(change: &mut Change, org: OrgId, refused: &Refused) -> Result<bool> {
    let added = change
        .tx
        .execute(
            "INSERT INTO announcement_refusals (org_id, account_id, recipient, refused_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO NOTHING",
            params![org, refused.account, refused.recipient.to_lowercase(), change.at],
        )
        .await?;
    Ok(added > 0)
}
