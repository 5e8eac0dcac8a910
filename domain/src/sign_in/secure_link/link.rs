//! Making the link of an account and taking it away. Portico keeps its hash only, so it is shown once.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Purpose, Result, Timestamp, Token};

use super::session::end_all_of_account;
use crate::access::{Granted, UsersManage, UsersView};
use crate::accounts;
use crate::accounts::templates::TAKES_NOTHING;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::organizations::Settings;

/// What an operator sees of it: everything but the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The organization has secure links at all.
    pub on: bool,
    /// With a portal user the link only leads to the sign-in page (S2-12).
    pub has_users: bool,
    pub link: Option<Link>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub created_at: Timestamp,
    pub ends_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub uses: i64,
}

pub async fn of_account(read: &mut Read, granted: &Granted<UsersView>, account: AccountId) -> Result<Status> {
    if !granted.covers(Some(account), None, None) {
        return Err(Error::NotFound);
    }
    granted.must_see_into(&mut read.0, account).await?;
    status(&mut read.0, granted.org(), account).await
}

async fn status(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Status> {
    tx.row(
        "SELECT g.settings, l.created_at, l.ends_at, l.used_at, l.uses,
                (SELECT count(*) FROM (SELECT 1 FROM memberships m
                    WHERE m.org_id = a.org_id AND m.account_id = a.id LIMIT 1) AS counted)
         FROM accounts a
         JOIN organizations g ON g.org_id = a.org_id
         LEFT JOIN secure_links l ON l.org_id = a.org_id AND l.account_id = a.id
         WHERE a.org_id = ?1 AND a.id = ?2",
        params![org, account],
        |row| {
            let (made, ends): (Option<Timestamp>, Option<Timestamp>) = (row.get(1)?, row.get(2)?);
            let (used_at, uses) = (row.get(3)?, row.get::<Option<i64>>(4)?.unwrap_or(0));
            let link =
                made.zip(ends).map(|(created_at, ends_at)| Link { created_at, ends_at, used_at, uses });
            Ok(Status {
                on: Settings::stored(&row.get::<String>(0)?).secure_link.on,
                has_users: row.get::<i64>(5)? > 0,
                link,
            })
        },
    )
    .await?
    .ok_or(Error::NotFound)
}

/// A new link for the account. The one before it is dead, and whoever was in by it is out.
pub async fn make(house: &House, granted: &Granted<UsersManage>, account: AccountId) -> Result<Token> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let found = accounts::find_in(&mut change.tx, granted, account).await?;
    if found.is_locked() {
        return Err(Error::Locked);
    }
    if found.template {
        return Err(Error::conflict(TAKES_NOTHING));
    }
    if found.secure {
        return Err(Error::conflict(
            "This account is Secure: its people sign in with their own addresses, never by a link alone.",
        ));
    }
    let before = status(&mut change.tx, org, account).await?;
    if !before.on {
        return Err(Error::conflict(
            "Secure login links are switched off. They are switched on in the settings.",
        ));
    }
    if before.has_users {
        return Err(Error::conflict(
            "This account has portal users, who sign in with their own addresses. A secure login link is for accounts \
             without any.",
        ));
    }
    let lasts = settings(&mut change.tx, org).await?.secure_link.lasts();
    let (ends_at, days) = (change.at + lasts, lasts.as_seconds() / 86_400);
    let token = Token::new(&change.dice);
    forget(&mut change, org, account).await?;
    change
        .tx
        .execute(
            "INSERT INTO secure_links (org_id, account_id, token_hash, created_at, ends_at, uses)
             VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            params![org, account, &token.hash(Purpose::SecureLink), change.at, ends_at],
        )
        .await?;
    let event = Event::of(Action::SecureLinkMade)
        .about(account.any(), found.name)
        .in_account(account)
        .changed("good for", "", format!("{days} days"))
        .secret("link");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(token)
}

/// The link is dead from now on, and whoever is in by it is out.
pub async fn revoke(house: &House, granted: &Granted<UsersManage>, account: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let found = accounts::find_in(&mut change.tx, granted, account).await?;
    if !forget(&mut change, granted.org(), account).await? {
        return Ok(());
    }
    let event = Event::of(Action::SecureLinkRevoked).about(account.any(), found.name).in_account(account);
    change.record(granted.actor(), event).await?.commit().await
}

/// The link alone is not enough any more (S2-12): whoever is in by it is out. The link itself is kept, to lead to the
/// sign-in page.
pub(crate) async fn first_user_came(change: &mut Change, org: OrgId, account: AccountId) -> Result<()> {
    end_all_of_account(change, org, account).await
}

/// E-01: when the last portal user is gone, a link opens the portal again, but never the old one.
pub(crate) async fn last_user_went(change: &mut Change, org: OrgId, account: AccountId) -> Result<()> {
    if !status(&mut change.tx, org, account).await?.has_users {
        forget(change, org, account).await?;
    }
    Ok(())
}

pub(crate) async fn forget(change: &mut Change, org: OrgId, account: AccountId) -> Result<bool> {
    end_all_of_account(change, org, account).await?;
    let sql = "DELETE FROM secure_links WHERE org_id = ?1 AND account_id = ?2";
    Ok(change.tx.execute(sql, params![org, account]).await? > 0)
}

pub(super) async fn settings(tx: &mut Tx, org: OrgId) -> Result<Settings> {
    let sql = "SELECT settings FROM organizations WHERE org_id = ?1";
    let text: Option<String> = tx.row(sql, params![org], |row| row.get(0)).await?;
    Ok(Settings::stored(&text.ok_or(Error::NotFound)?))
}
