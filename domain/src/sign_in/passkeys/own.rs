//! One's own passkeys: which there are, what they are called, and removing one.

use db::{Row, params};
use kernel::{Error, Name, PasskeyId, Result, Timestamp, Token};

use crate::history::Action;
use crate::house::{House, Read};
use crate::sign_in::factors::{forget_codes_without_factor, may_change, own_event, tell};
use crate::sign_in::{SignedIn, sessions};

#[derive(Clone, Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub name: String,
    /// It is kept by an account that syncs it to other devices.
    pub backed_up: bool,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, name, backed_up, created_at, used_at";

fn read_passkey(row: &Row<'_>) -> db::Result<Passkey> {
    Ok(Passkey {
        id: row.get(0)?,
        name: row.get(1)?,
        backed_up: row.get(2)?,
        created_at: row.get(3)?,
        used_at: row.get(4)?,
    })
}

/// All of them: there are few.
pub async fn own(read: &mut Read, who: &SignedIn) -> Result<Vec<Passkey>> {
    let sql = format!("SELECT {COLUMNS} FROM passkeys WHERE org_id = ?1 AND user_id = ?2 ORDER BY id");
    Ok(read.0.rows(&sql, params![who.actor.org(), who.user], read_passkey).await?)
}

pub async fn find(read: &mut Read, who: &SignedIn, id: PasskeyId) -> Result<Passkey> {
    let sql = format!("SELECT {COLUMNS} FROM passkeys WHERE org_id = ?1 AND user_id = ?2 AND id = ?3");
    read.0.row(&sql, params![who.actor.org(), who.user, id], read_passkey).await?.ok_or(Error::NotFound)
}

pub async fn rename(house: &House, who: &SignedIn, id: PasskeyId, name: &Name) -> Result<()> {
    who.actor.must_be_oneself()?;
    let before = find(&mut house.read().await?, who, id).await?.name;
    if before == name.as_str() {
        return Ok(());
    }
    let mut change = house.change_unasked().await?;
    let sql = "UPDATE passkeys SET name = ?4 WHERE org_id = ?1 AND user_id = ?2 AND id = ?3";
    if change.tx.execute(sql, params![who.actor.org(), who.user, id, name]).await? == 0 {
        return Err(Error::NotFound);
    }
    let event = own_event(who, Action::PasskeyRenamed).changed("passkey", before, name.as_str());
    change.record(&who.actor, event).await?.commit().await
}

/// It opens nothing any more. Every other session ends. With the last factor the recovery codes go, and a role that asks
/// for a factor asks for another one at the next click.
pub async fn remove(house: &House, who: &SignedIn, id: PasskeyId) -> Result<Token> {
    may_change(who)?;
    let (org, user) = (who.actor.org(), who.user);
    let mut change = house.change_unasked().await?;
    let sql = "DELETE FROM passkeys WHERE org_id = ?1 AND user_id = ?2 AND id = ?3 RETURNING name";
    let name: String =
        change.tx.row(sql, params![org, user, id], |row| row.get(0)).await?.ok_or(Error::NotFound)?;
    forget_codes_without_factor(&mut change.tx, org, user).await?;
    sessions::end_all_but(&mut change, org, user, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    tell(&mut change, org, user, &who.email, &format!("A passkey was removed: “{name}”.")).await?;
    let event = own_event(who, Action::PasskeyRemoved).changed("passkey", name, "");
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}
