//! Contacts as the database keeps them.

use db::{Tx, Value, params};
use kernel::{AccountId, ContactId, OrgId, Result};

use super::{ContactDetails, verify};
use crate::change::Change;

/// A new row, and the id that it got.
pub(super) async fn insert(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
    details: &ContactDetails,
) -> Result<ContactId> {
    let id = ContactId::new(change.at, &change.dice);
    let values: Vec<Value<'_>> = [org.into(), id.into(), account.into(), change.at.into()]
        .into_iter()
        .chain(details.values())
        .collect();
    change
        .tx
        .execute(
            "INSERT INTO contacts (org_id, id, account_id, created_at, name, name_folded, title, email, phone, emails,
                                   phones, hours, group_names, groups_folded, note, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            &values,
        )
        .await?;
    Ok(id)
}

pub(super) async fn update(tx: &mut Tx, org: OrgId, id: ContactId, details: &ContactDetails) -> Result<()> {
    let values: Vec<Value<'_>> = [org.into(), id.into()].into_iter().chain(details.values()).collect();
    tx.execute(
        "UPDATE contacts SET name = ?3, name_folded = ?4, title = ?5, email = ?6, phone = ?7, emails = ?8, phones = ?9,
                             hours = ?10, group_names = ?11, groups_folded = ?12, note = ?13, search = ?14
         WHERE org_id = ?1 AND id = ?2",
        &values,
    )
    .await?;
    verify::keep_only(tx, org, (id, details)).await
}

pub(super) async fn remove(tx: &mut Tx, org: OrgId, id: ContactId) -> Result<()> {
    verify::forget(tx, org, id).await?;
    tx.execute("DELETE FROM contacts WHERE org_id = ?1 AND id = ?2", params![org, id]).await?;
    Ok(())
}
