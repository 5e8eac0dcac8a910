//! An account becomes a template, and stops being one (S3-60, S3-62).

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Result};

use crate::access::{AccountsEdit, Granted};
use crate::accounts::for_the_team;
use crate::accounts::list::find_in;
use crate::accounts::repeated::repeat;
use crate::history::{Action, Event};
use crate::house::House;

/// Only an account in which nothing goes on: a template takes no traffic (E-06). What stands in the way is named.
pub async fn set(house: &House, granted: &Granted<AccountsEdit>, id: AccountId) -> Result<()> {
    change(house, granted, id, true).await
}

/// It is an account like all others again; those that were made from it stay as they are.
pub async fn unset(house: &House, granted: &Granted<AccountsEdit>, id: AccountId) -> Result<()> {
    change(house, granted, id, false).await
}

async fn change(house: &House, granted: &Granted<AccountsEdit>, id: AccountId, template: bool) -> Result<()> {
    for_the_team(granted)?;
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.template == template {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET template = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, i64::from(template)],
        )
        .await?;
    repeat(&mut change.tx, granted.org(), id).await?;
    if template {
        if account.secure {
            return Err(Error::conflict("A Secure account cannot be a template. Take the mark off first."));
        }
        let has = traffic(&mut change.tx, granted.org(), id).await?;
        if !has.is_empty() {
            return Err(Error::conflict(format!(
                "“{}” has {}. A template has none: make a template like it instead.",
                account.name,
                has.join(", ")
            )));
        }
    }
    let action = if template { Action::TemplateSet } else { Action::TemplateUnset };
    let event = Event::of(action).about(id.any(), account.name);
    change.record(granted.actor(), event).await?.commit().await
}

/// Why nothing comes into a template.
pub const TAKES_NOTHING: &str =
    "This is a template: nobody signs in to it, and nothing comes in. Make an account from it.";

/// Refuses whatever would go on in a template.
pub(crate) async fn must_take_traffic(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<()> {
    let template: Option<i64> = tx
        .row("SELECT template FROM accounts WHERE org_id = ?1 AND id = ?2", params![org, id], |row| {
            row.get(0)
        })
        .await?;
    if template == Some(1) { Err(Error::conflict(TAKES_NOTHING)) } else { Ok(()) }
}

/// What an account has that a template must not have.
async fn traffic(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<Vec<&'static str>> {
    let mut has = Vec::new();
    for (what, sql) in [
        ("portal users", "SELECT 1 FROM memberships WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
        ("contacts", "SELECT 1 FROM contacts WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
        ("numbers", "SELECT 1 FROM account_numbers WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
        ("calls", "SELECT 1 FROM calls WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
        ("messages", "SELECT 1 FROM messages WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
        ("a status", "SELECT 1 FROM statuses WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
        ("a secure login link", "SELECT 1 FROM secure_links WHERE org_id = ?1 AND account_id = ?2 LIMIT 1"),
    ] {
        if tx.row(sql, params![org, id], |_| Ok(())).await?.is_some() {
            has.push(what);
        }
    }
    Ok(has)
}
