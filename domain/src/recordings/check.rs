//! Whether each recording has its bytes, here or where it was put away: part of proving that the data is whole.

use db::params;
use kernel::{CallId, Error, OrgId, RecordingId, Result};

use super::elsewhere::Amiss;
use super::files::Files;
use super::proved::Proved;
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
const BATCH: usize = 200;

/// Reads every file of an organization; answers how many are whole, and which are not.
pub async fn check(house: &House, org: OrgId) -> Result<(u64, Vec<Damage>)> {
    let (mut whole, mut damaged) = (0, Vec::new());
    let mut after: Option<RecordingId> = None;
    loop {
        let rows = batch(house, org, after).await?;
        let Some(last) = rows.last() else { return Ok((whole, damaged)) };
        after = Some(last.id);
        for known in rows {
            match proof(house, org, &known).await? {
                None => whole += 1,
                Some(why) => damaged.push(Damage { org, recording: known.id, call: known.call, why }),
            }
        }
    }
}

/// What is wrong with one; nothing if its bytes are those that were brought.
async fn proof(house: &House, org: OrgId, known: &Known) -> Result<Option<&'static str>> {
    if let (Some(elsewhere), Some(sums)) = (house.files.elsewhere.as_deref(), &known.sums) {
        let (name, bytes) = (Files::name(org, known.id), known.bytes);
        let read = async {
            let proved = Proved::ask(elsewhere, &name, (bytes, sums.clone()), (0, bytes)).await?;
            proved.read_on_to_its_end().await
        };
        return Ok(read.await.err().map(|amiss| match amiss {
            Amiss::Missing => "it is not where it is kept",
            Amiss::Damaged(_) => "it is damaged where it is kept",
            Amiss::Away(_) => "the place where it is kept does not answer",
        }));
    }
    let path = house.files.path(org, known.id)?;
    let found = tokio::task::spawn_blocking(move || digest(&path)).await.map_err(Error::bug)?;
    Ok(match found {
        Ok(found) if found == known.sha256 => None,
        Ok(_) => Some("its file is damaged"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(match house.files.elsewhere {
            Some(_) => "it was not put away yet, and its file is not on this machine",
            None => "its file is missing",
        }),
        Err(_) => Some("its file cannot be read"),
    })
}

struct Known {
    id: RecordingId,
    call: CallId,
    bytes: u64,
    sha256: Vec<u8>,
    /// Of one that was put away.
    sums: Option<Vec<u8>>,
}

async fn batch(house: &House, org: OrgId, after: Option<RecordingId>) -> Result<Vec<Known>> {
    let after = after.unwrap_or(RecordingId::from_uuid(uuid::Uuid::nil()));
    let sql = format!(
        "SELECT id, call_id, bytes, sha256, CASE WHEN place = 'there' THEN sums END FROM recordings
         WHERE org_id = ?1 AND id > ?2 ORDER BY id LIMIT {BATCH}"
    );
    let mut read = house.read().await?;
    let known = |row: &db::Row<'_>| {
        let bytes = u64::try_from(row.get::<i64>(2)?).unwrap_or(0);
        Ok(Known { id: row.get(0)?, call: row.get(1)?, bytes, sha256: row.get(3)?, sums: row.get(4)? })
    };
    Ok(read.0.rows(&sql, params![org, after], known).await?)
}
