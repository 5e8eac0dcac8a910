//! Messages: what a caller wanted somebody of the account to know.

mod collection;
mod mark;
mod new;
mod take;
mod tell;
mod write;

use db::params;
use kernel::{AccountId, ContactId, MessageId, OrgId, Result};

use super::{Page, Query, Record};
use crate::access::{Granted, MessagesView};
use crate::house::Read;

pub use collection::{MESSAGES, PRIORITIES, STATES};
pub use mark::mark;
pub(crate) use mark::note_delivery;
pub use new::NewMessage;
pub use take::take_in;
pub(crate) use tell::news;
pub use write::write;

pub async fn list(read: &mut Read, granted: &Granted<MessagesView>, query: &Query) -> Result<Page> {
    super::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<MessagesView>, id: MessageId) -> Result<Record> {
    super::find(read, granted, &MESSAGES, id.any()).await
}

/// The messages stay with the account when their contact is deleted.
pub(crate) async fn unlink_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<()> {
    tx.execute(
        "UPDATE messages SET contact_id = NULL WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, contact],
    )
    .await?;
    Ok(())
}

/// The messages go to the one that stays when two contacts become one.
pub(crate) async fn move_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    tx.execute(
        "UPDATE messages SET contact_id = ?4 WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, from, to],
    )
    .await?;
    Ok(())
}
