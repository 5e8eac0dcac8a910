//! A link by which somebody sets the first password: good once, for 72 hours.

use db::{Tx, params};
use kernel::{Error, OrgId, Purpose, Result, Span, Token, UserId};

use super::{passwords, sessions};
use crate::access::{Actor, Granted, OperatorsManage};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

const LASTS: Span = Span::hours(72);

/// Makes the link's token for an operator; an earlier one of the same person is dead from now on.
pub async fn invite(house: &House, granted: &Granted<OperatorsManage>, user: UserId) -> Result<Token> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let token = Token::new(&change.dice);
    forget(&mut change.tx, org, user).await?;
    change
        .tx
        .execute(
            "INSERT INTO first_password_links (org_id, token_hash, user_id, created_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![org, &token.hash(Purpose::FirstPassword), user, change.at, change.at + LASTS],
        )
        .await?;
    let event = Event::of(Action::PasswordSet).about(user.any(), "a link to set it").secret("password link");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(token)
}

/// Who is behind a link.
pub struct Invited {
    pub name: String,
    pub email: String,
}

/// Looks at the link without spending it; `NotFound` if it was never made, is spent, or has run out.
pub async fn look(house: &House, read: &mut Read, org: OrgId, token: &str) -> Result<Invited> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    read.0
        .row(
            "SELECT u.name, u.email FROM first_password_links l
             JOIN users u ON u.org_id = l.org_id AND u.id = l.user_id
             WHERE l.org_id = ?1 AND l.token_hash = ?2 AND l.used_at IS NULL AND l.ends_at > ?3
               AND u.disabled_at IS NULL",
            params![org, &token.hash(Purpose::FirstPassword), house.now()],
            |row| Ok(Invited { name: row.get(0)?, email: row.get(1)? }),
        )
        .await?
        .ok_or(Error::NotFound)
}

/// Spends the link and sets the password, both or neither. A password that is refused spends nothing.
pub async fn accept(house: &House, org: OrgId, token: &str, password: &str) -> Result<()> {
    let mut read = house.read().await?;
    let invited = look(house, &mut read, org, token).await?;
    drop(read);
    let context = [invited.name.as_str(), invited.email.as_str()];
    passwords::judge(password, &context).map_err(|message| Error::invalid("password", message))?;
    let hash = house.passwords.hash(password, &house.dice).await?;
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut change = house.change_unasked().await?;
    let user: UserId = change
        .tx
        .row(
            "UPDATE first_password_links SET used_at = ?3
             WHERE org_id = ?1 AND token_hash = ?2 AND used_at IS NULL AND ends_at > ?3 RETURNING user_id",
            params![org, &token.hash(Purpose::FirstPassword), change.at],
            |row| row.get(0),
        )
        .await?
        .ok_or(Error::NotFound)?;
    passwords::store(&mut change, org, user, &hash).await?;
    // Whoever was signed in with an earlier password is not any more.
    sessions::end_all_of_user(&mut change, org, user).await?;
    let event = Event::of(Action::PasswordSet).about(user.any(), invited.name).secret("password");
    change.record(&Actor::system(org, "password link"), event).await?.commit().await
}

pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM first_password_links WHERE org_id = ?1 AND user_id = ?2", params![org, user])
        .await?;
    Ok(())
}

pub(super) async fn sweep(change: &mut Change) -> Result<()> {
    change.tx.execute("DELETE FROM first_password_links WHERE ends_at < ?1", params![change.at]).await?;
    Ok(())
}
