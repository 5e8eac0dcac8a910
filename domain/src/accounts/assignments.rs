//! The operators who look after an account: several of them, and each looks after several accounts (S3-58).

use db::{Tx, Value, params};
use kernel::{AccountId, Error, OrgId, Result, UserId};

use super::for_the_team;
use super::list::{Account, find_in};
use super::repeated::repeat;
use crate::access::{AccountsEdit, AccountsView, Granted, Owner, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Operators of one account.
pub const MOST: usize = 50;

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

/// An operator by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    pub id: UserId,
    pub name: String,
}

pub async fn list(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Vec<Assigned>> {
    for_the_team(granted)?;
    Select::of("u.id, u.name", "account_operators r JOIN users u ON u.org_id = r.org_id AND u.id = r.user_id")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(id)])
        .then("ORDER BY u.name, u.id")
        .rows(&mut read.0, |row| Ok(Assigned { id: row.get(0)?, name: row.get(1)? }))
        .await
}

/// The operators who can be assigned: those who can work; at most a thousand.
pub async fn offered(read: &mut Read, granted: &Granted<AccountsView>) -> Result<Vec<Assigned>> {
    for_the_team(granted)?;
    Ok(read
        .0
        .rows(
            "SELECT u.id, u.name FROM users u
             WHERE u.org_id = ?1 AND u.kind = 'operator' AND u.disabled_at IS NULL ORDER BY u.name, u.id LIMIT 1000",
            params![granted.org()],
            |row| Ok(Assigned { id: row.get(0)?, name: row.get(1)? }),
        )
        .await?)
}

pub async fn assign(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    operator: UserId,
) -> Result<()> {
    rewrite(house, granted, id, |all| all.push(operator)).await
}

pub async fn unassign(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    operator: UserId,
) -> Result<()> {
    rewrite(house, granted, id, |all| all.retain(|one| *one != operator)).await
}

/// These operators look after the account, and no others.
pub async fn set(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    operators: Vec<UserId>,
) -> Result<()> {
    rewrite(house, granted, id, |all| *all = operators).await
}

async fn rewrite(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    how: impl FnOnce(&mut Vec<UserId>) + Send,
) -> Result<()> {
    for_the_team(granted)?;
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    match rewrite_in(&mut change, granted.org(), &account, how).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share. The event is about the account and not in it: the client does not
/// read it.
pub(super) async fn rewrite_in(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    how: impl FnOnce(&mut Vec<UserId>) + Send,
) -> Result<Option<Event>> {
    let before = of_account(&mut change.tx, org, account.id).await?;
    let mut after: Vec<UserId> = before.iter().map(|one| one.id).collect();
    how(&mut after);
    after.sort();
    after.dedup();
    if after.len() > MOST {
        return Err(Error::invalid("operators", format!("At most {MOST} operators look after an account.")));
    }
    let new: Vec<UserId> =
        after.iter().filter(|id| before.iter().all(|one| one.id != **id)).copied().collect();
    let gone: Vec<UserId> = before.iter().map(|one| one.id).filter(|id| !after.contains(id)).collect();
    if new.is_empty() && gone.is_empty() {
        return Ok(None);
    }
    for id in gone {
        change
            .tx
            .execute(
                "DELETE FROM account_operators WHERE org_id = ?1 AND account_id = ?2 AND user_id = ?3",
                params![org, account.id, id],
            )
            .await?;
    }
    for id in new {
        must_be_active(&mut change.tx, org, id).await?;
        change
            .tx
            .execute(
                "INSERT INTO account_operators (org_id, account_id, user_id, assigned_at) VALUES (?1, ?2, ?3, ?4)",
                params![org, account.id, id, change.at],
            )
            .await?;
    }
    repeat(&mut change.tx, org, account.id).await?;
    let after = of_account(&mut change.tx, org, account.id).await?;
    let event = Event::of(Action::AccountAssigned).about(account.id.any(), account.name.as_str());
    Ok(Some(event.changed("operators", names(&before), names(&after))))
}

/// Somebody of another organization, a portal user and nobody at all are the same here.
pub(super) async fn must_be_active(tx: &mut Tx, org: OrgId, id: UserId) -> Result<String> {
    tx.row(
        "SELECT name FROM users WHERE org_id = ?1 AND id = ?2 AND kind = 'operator' AND disabled_at IS NULL",
        params![org, id],
        |row| row.get(0),
    )
    .await?
    .ok_or_else(|| Error::invalid("operators", "Choose an operator who is active."))
}

/// A deleted operator looks after nobody.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, id: UserId) -> Result<()> {
    tx.execute("DELETE FROM account_operators WHERE org_id = ?1 AND user_id = ?2", params![org, id]).await?;
    Ok(())
}

async fn of_account(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<Vec<Assigned>> {
    Ok(tx
        .rows(
            "SELECT u.id, u.name FROM account_operators o
             JOIN users u ON u.org_id = o.org_id AND u.id = o.user_id
             WHERE o.org_id = ?1 AND o.account_id = ?2 ORDER BY u.name, u.id",
            params![org, id],
            |row| Ok(Assigned { id: row.get(0)?, name: row.get(1)? }),
        )
        .await?)
}

fn names(operators: &[Assigned]) -> String {
    operators.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
}
