//! Lists of the accounts of a tag or of an operator, and searches, are as quick as the list of all: what they are sorted
//! and narrowed by stands beside each tag, each operator and each word, too.

use db::{Tx, params};
use kernel::{AccountId, OrgId, Result};

use super::words;

/// Writes it again. To be called in each change of an account's name, address, number, state, mark, tags, operators,
/// nickname and external id.
pub(super) async fn repeat(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<()> {
    for sql in [
        "UPDATE account_tags SET name_folded = a.name_folded, created_at = a.created_at, in_setup = a.in_setup,
             locked_at = a.locked_at, template = a.template, secure = a.secure
         FROM accounts a WHERE a.org_id = ?1 AND a.id = ?2
             AND account_tags.org_id = ?1 AND account_tags.account_id = ?2",
        "UPDATE account_operators SET name_folded = a.name_folded, created_at = a.created_at, in_setup = a.in_setup,
             locked_at = a.locked_at, template = a.template, secure = a.secure
         FROM accounts a WHERE a.org_id = ?1 AND a.id = ?2
             AND account_operators.org_id = ?1 AND account_operators.account_id = ?2",
    ] {
        tx.execute(sql, params![org, id]).await?;
    }
    words::index(tx, org, id).await
}
