//! The address at which the provider of text messages brings what people reply: secret, made anew or shut at will.

use db::{Tx, params};
use kernel::{OrgId, Purpose, Result, Timestamp, Token};

use crate::access::{Granted, SettingsEdit};
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// There is one, since when, and by whom.
#[derive(Clone, Debug)]
pub struct Door {
    pub made_at: Timestamp,
    pub made_by: String,
}

pub async fn door(read: &mut Read, granted: &Granted<SettingsEdit>) -> Result<Option<Door>> {
    let sql = "SELECT made_at, made_by FROM reply_doors WHERE org_id = ?1";
    let read_one = |row: &db::Row<'_>| Ok(Door { made_at: row.get(0)?, made_by: row.get(1)? });
    Ok(read.0.row(sql, params![granted.org()], read_one).await?)
}

/// Makes an address; one that was there before leads nowhere from now on.
pub async fn open(house: &House, granted: &Granted<SettingsEdit>) -> Result<Token> {
    let mut change = house.change(granted).await?;
    let token = Token::new(&change.dice);
    change
        .tx
        .execute(
            "INSERT INTO reply_doors (org_id, token_hash, made_at, made_by) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (org_id) DO UPDATE SET token_hash = ?2, made_at = ?3, made_by = ?4",
            params![
                granted.org(),
                token.hash(Purpose::SmsReplies).as_bytes(),
                change.at,
                granted.actor().signature()
            ],
        )
        .await?;
    change.record(granted.actor(), Event::of(Action::RepliesOpened)).await?.commit().await?;
    Ok(token)
}

/// Nothing is taken in any more, and text messages ask for no reply.
pub async fn shut(house: &House, granted: &Granted<SettingsEdit>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let sql = "DELETE FROM reply_doors WHERE org_id = ?1";
    if change.tx.execute(sql, params![granted.org()]).await? == 0 {
        return Ok(());
    }
    change.record(granted.actor(), Event::of(Action::RepliesShut)).await?.commit().await
}

pub(super) async fn is_open(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let found = tx.row("SELECT 1 FROM reply_doors WHERE org_id = ?1", params![org], |_| Ok(())).await?;
    Ok(found.is_some())
}

/// Whether this is the token of the address.
pub(super) async fn leads_here(tx: &mut Tx, org: OrgId, token: &str) -> Result<bool> {
    let Some(token) = Token::parse(token) else { return Ok(false) };
    let sql = "SELECT 1 FROM reply_doors WHERE org_id = ?1 AND token_hash = ?2";
    let hash = token.hash(Purpose::SmsReplies);
    Ok(tx.row(sql, params![org, hash.as_bytes()], |_| Ok(())).await?.is_some())
}
