//! Whether each attachment has its bytes: part of proving that the data is whole.

use std::io::ErrorKind;

use db::params;
use kernel::{AttachmentId, Error, OrgId, ResourceId, Result};

use super::shelf;
use crate::digest::digest;
use crate::house::House;

/// An attachment that cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    pub attachment: AttachmentId,
    pub resource: ResourceId,
    /// `its file is missing`
    pub why: &'static str,
}

/// Rows that are read at a time.
const BATCH: usize = 200;

/// Reads every file of an organization; answers how many are whole, and which are not.
pub async fn check(house: &House, org: OrgId) -> Result<(u64, Vec<Lost>)> {
    let (mut whole, mut lost) = (0, Vec::new());
    let mut after = AttachmentId::from_uuid(uuid::Uuid::nil());
    loop {
        let sql = format!(
            "SELECT id, resource_id, sha256 FROM resource_attachments
             WHERE org_id = ?1 AND id > ?2 ORDER BY id LIMIT {BATCH}"
        );
        let rows: Vec<(AttachmentId, ResourceId, Vec<u8>)> = house
            .read()
            .await?
            .0
            .rows(&sql, params![org, after], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .await?;
        let Some((end, ..)) = rows.last() else { return Ok((whole, lost)) };
        after = *end;
        for (attachment, resource, sha256) in rows {
            match proof(house, org, attachment, &sha256).await? {
                None => whole += 1,
                Some(why) => lost.push(Lost { attachment, resource, why }),
            }
        }
    }
}

/// What is wrong with one; nothing if its bytes are those that were brought.
async fn proof(house: &House, org: OrgId, id: AttachmentId, sha256: &[u8]) -> Result<Option<&'static str>> {
    let path = shelf(house)?.path(org, id.uuid());
    let found = tokio::task::spawn_blocking(move || digest(&path)).await.map_err(Error::bug)?;
    Ok(match found {
        Ok(found) if found == sha256 => None,
        Ok(_) => Some("its file is damaged"),
        Err(error) if error.kind() == ErrorKind::NotFound => Some("its file is missing"),
        Err(_) => Some("its file cannot be read"),
    })
}
