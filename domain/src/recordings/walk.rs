//! The recordings that are still to be looked at or put away, one after the other: each machine those whose file it has.

use std::path::PathBuf;

use db::params;
use kernel::{OrgId, RecordingId, Result};

use crate::house::House;

/// Rows that are read at a time.
const BATCH: usize = 100;

/// One of them.
pub(super) struct Found {
    pub org: OrgId,
    pub id: RecordingId,
    pub kind: String,
    pub bytes: u64,
    pub sha256: Vec<u8>,
    pub path: PathBuf,
}

impl Found {
    pub const fn place(&self) -> (OrgId, RecordingId) {
        (self.org, self.id)
    }
}

/// The first one after `after` of which `which` is true, whosever it is. Where machines share a place for recordings,
/// each finds those that it has taken.
pub(super) async fn next(
    house: &House,
    which: &'static str,
    after: Option<(OrgId, RecordingId)>,
) -> Result<Option<Found>> {
    let mut after = after.unwrap_or((OrgId::new(0), RecordingId::from_uuid(uuid::Uuid::nil())));
    loop {
        let sql = format!(
            "SELECT org_id, id, kind, bytes, sha256 FROM recordings
             WHERE {which} AND (org_id, id) > (?1, ?2) ORDER BY org_id, id LIMIT {BATCH}"
        );
        let rows: Vec<(OrgId, RecordingId, String, i64, Vec<u8>)> = house
            .read()
            .await?
            .0
            .rows(&sql, params![after.0, after.1], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .await?;
        let Some(last) = rows.last() else { return Ok(None) };
        after = (last.0, last.1);
        for (org, id, kind, bytes, sha256) in rows {
            let path = house.files.path(org, id)?;
            if house.files.elsewhere.is_none() || path.exists() {
                let bytes = u64::try_from(bytes).unwrap_or(0);
                return Ok(Some(Found { org, id, kind, bytes, sha256, path }));
            }
        }
    }
}
