//! Whether each recording has its file, byte for byte: part of proving that the data is whole.

use db::params;
use kernel::{CallId, Error, OrgId, RecordingId, Result};

use crate::digest::digest;
use crate::house::House;

/// A recording that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    pub org: OrgId,
    pub recording: RecordingId,
    pub call: CallId,
    /// `its file is missing`
    pub why: &'static str,
}

/// Rows that are read at a time.
const BATCH: usize = 500;

/// Reads every file of an organization; answers how many are whole, and which are not.
pub async fn check(house: &House, org: OrgId) -> Result<(u64, Vec<Damage>)> {
    let (mut whole, mut damaged) = (0, Vec::new());
    let mut after: Option<RecordingId> = None;
    loop {
        let rows = batch(house, org, after).await?;
        let Some((last, ..)) = rows.last() else { return Ok((whole, damaged)) };
        after = Some(*last);
        for (recording, call, sha256) in rows {
            let path = house.files.path(org, recording)?;
            let found = tokio::task::spawn_blocking(move || digest(&path)).await.map_err(Error::bug)?;
            let why = match found {
                Ok(found) if found == sha256 => {
                    whole += 1;
                    continue;
                }
                Ok(_) => "its file is damaged",
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => "its file is missing",
                Err(_) => "its file cannot be read",
            };
            damaged.push(Damage { org, recording, call, why });
        }
    }
}

type Known = (RecordingId, CallId, Vec<u8>);

async fn batch(house: &House, org: OrgId, after: Option<RecordingId>) -> Result<Vec<Known>> {
    let after = after.unwrap_or(RecordingId::from_uuid(uuid::Uuid::nil()));
    let sql = format!(
        "SELECT id, call_id, sha256 FROM recordings WHERE org_id = ?1 AND id > ?2 ORDER BY id LIMIT {BATCH}"
    );
    let mut read = house.read().await?;
    Ok(read.0.rows(&sql, params![org, after], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await?)
}
