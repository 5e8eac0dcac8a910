//! What is left of proposals when a resource or a person goes.

use db::{Tx, params};
use kernel::{OrgId, ResourceId, Result, UserId};

/// What was proposed about a resource goes with it; that its deletion was proposed stays, without its text.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, id: ResourceId) -> Result<()> {
    for sql in [
        "DELETE FROM resource_proposals WHERE org_id = ?1 AND resource_id = ?2 AND kind <> 'delete'",
        "UPDATE resource_proposals SET resource_id = NULL, body = '', search = ''
         WHERE org_id = ?1 AND resource_id = ?2",
    ] {
        tx.execute(sql, params![org, id]).await?;
    }
    Ok(())
}

/// The name of whoever proposed something stays when the person goes.
pub(crate) async fn forget_proposer(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    let sql = "UPDATE resource_proposals SET proposer_id = NULL WHERE org_id = ?1 AND proposer_id = ?2";
    tx.execute(sql, params![org, user]).await?;
    Ok(())
}
