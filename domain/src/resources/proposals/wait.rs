//! Whether what somebody changes of resources waits: the organization says so, and an account may say otherwise.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, ResourceId, Result};

use crate::access::{Actor, Granted, ResourcesEdit};
use crate::house::Read;
use crate::organizations::Settings;

/// Whether what this person changes of the resources of this account waits for an operator. What operators write never
/// does; what an operator writes in a client's place does.
pub async fn waits(read: &mut Read, granted: &Granted<ResourcesEdit>, account: AccountId) -> Result<bool> {
    waits_in(&mut read.0, granted.actor(), account).await
}

/// Whether what clients change waits in an account that says this, in an organization that decided that.
pub fn is_on(organization: &Settings, account: Option<bool>) -> bool {
    account.unwrap_or(organization.clients.approve_resources)
}

async fn waits_in(tx: &mut Tx, actor: &Actor, account: AccountId) -> Result<bool> {
    if actor.is_of_the_team() {
        return Ok(false);
    }
    let found: Option<(Option<i64>, String)> = tx
        .row(
            "SELECT a.approve_resources, g.settings FROM accounts a JOIN organizations g ON g.org_id = a.org_id
             WHERE a.org_id = ?1 AND a.id = ?2",
            params![actor.org(), account],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let (account, settings) = found.ok_or(Error::NotFound)?;
    Ok(is_on(&Settings::stored(&settings), account.map(|approve| approve != 0)))
}

/// Refuses what is to be proposed instead.
pub(in crate::resources) async fn must_not_wait(
    tx: &mut Tx,
    actor: &Actor,
    account: AccountId,
) -> Result<()> {
    if waits_in(tx, actor, account).await? {
        return Err(Error::conflict("What you change of resources is looked at first: propose it."));
    }
    Ok(())
}

/// Files hold at once, and so are not brought where what is changed is looked at first.
pub(in crate::resources) async fn files_must_not_wait(
    tx: &mut Tx,
    actor: &Actor,
    account: AccountId,
) -> Result<()> {
    if waits_in(tx, actor, account).await? {
        return Err(Error::conflict(
            "What you change of resources is looked at first, and its files are attached and removed by operators. Ask \
             them through the help page.",
        ));
    }
    Ok(())
}

/// What waits is decided on before its resource goes.
pub(in crate::resources) async fn none_may_wait(tx: &mut Tx, org: OrgId, id: ResourceId) -> Result<()> {
    let sql = "SELECT proposed_by FROM resource_proposals
               WHERE org_id = ?1 AND resource_id = ?2 AND state IN ('open', 'scheduled')";
    let by: Option<String> = tx.row(sql, params![org, id], |row| row.get(0)).await?;
    match by {
        Some(by) => Err(Error::conflict(format!("A change of it by {by} waits. Decide on that first."))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_10_an_account_says_otherwise_than_the_organization_or_nothing() {
        let off = Settings::default();
        let mut on = Settings::default();
        on.clients.approve_resources = true;
        for (settings, account, waits) in [
            (&off, None, false),
            (&off, Some(true), true),
            (&off, Some(false), false),
            (&on, None, true),
            (&on, Some(true), true),
            (&on, Some(false), false),
        ] {
            assert_eq!(is_on(settings, account), waits, "{account:?}");
        }
    }
}
