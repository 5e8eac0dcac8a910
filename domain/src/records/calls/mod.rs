//! Calls: who called, whom, when, and what became of it.

pub mod cdr;
mod collection;
pub mod import;
mod moments;
mod new;
mod take;
mod tell;

use db::params;
use kernel::{AccountId, CallId, ContactId, OrgId, Result};

use super::{Page, Query, Record};
use crate::access::{CallsView, Granted};
use crate::house::Read;

pub(crate) use collection::OWNER;
pub use collection::{CALLS, DIRECTIONS, RECORDED, STATES};
pub(crate) use moments::came_in;
pub use new::NewCall;
pub use take::take_in;
pub(crate) use tell::missed;

pub async fn list(read: &mut Read, granted: &Granted<CallsView>, query: &Query) -> Result<Page> {
    super::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<CallsView>, id: CallId) -> Result<Record> {
    super::find(read, granted, &CALLS, id.any()).await
}

/// The calls stay with the account when their contact is deleted.
pub(crate) async fn unlink_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<()> {
    tx.execute(
        "UPDATE calls SET contact_id = NULL WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, contact],
    )
    .await?;
    Ok(())
}

/// The calls go to the one that stays when two contacts become one.
pub(crate) async fn move_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    tx.execute(
        "UPDATE calls SET contact_id = ?4 WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, from, to],
    )
    .await?;
    Ok(())
}

pub(crate) async fn is_in_account(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    call: CallId,
) -> Result<bool> {
    let found = tx
        .row(
            "SELECT 1 FROM calls WHERE org_id = ?1 AND account_id = ?2 AND id = ?3",
            params![org, account, call],
            |_| Ok(()),
        )
        .await?;
    Ok(found.is_some())
}

/// Whether there is a recording of it, for lists.
pub(crate) async fn note_recorded(tx: &mut db::Tx, org: OrgId, call: CallId, recorded: bool) -> Result<()> {
    tx.execute("UPDATE calls SET recorded = ?3 WHERE org_id = ?1 AND id = ?2", params![org, call, recorded])
        .await?;
    Ok(())
}
