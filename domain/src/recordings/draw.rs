//! Looks at each new recording once: whether its bytes are those that were brought, and how loud each stretch is.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use db::params;
use kernel::{Error, OrgId, RecordingId, Result};

use super::find::State;
use super::kind::SoundKind;
use super::wav;
use crate::digest::digest;
use crate::house::House;

/// Rows that are read at a time.
const BATCH: usize = 100;

/// Looks at one new recording, whosever it is; answers whether there was one. Two processes that look at the same
/// one see the same.
pub async fn draw(house: &House) -> Result<bool> {
    let Some((org, id, kind, sha256, path)) = next(house).await? else { return Ok(false) };
    let seen = tokio::task::spawn_blocking(move || look(&path, &kind, &sha256)).await.map_err(Error::bug)?;
    let mut change = house.change_unasked().await?;
    change
        .tx
        .execute(
            "UPDATE recordings SET state = ?3, peaks = ?4 WHERE org_id = ?1 AND id = ?2",
            params![org, id, seen.0.name(), seen.1.as_slice()],
        )
        .await?;
    change.commit_housekeeping().await?;
    Ok(true)
}

type New = (OrgId, RecordingId, String, Vec<u8>, PathBuf);

/// The first new one. Where machines share a place for recordings, each looks at those that it has taken.
async fn next(house: &House) -> Result<Option<New>> {
    let mut after = (OrgId::new(0), RecordingId::from_uuid(uuid::Uuid::nil()));
    loop {
        let sql = format!(
            "SELECT org_id, id, kind, sha256 FROM recordings
             WHERE state = 'new' AND (org_id, id) > (?1, ?2) ORDER BY org_id, id LIMIT {BATCH}"
        );
        let rows: Vec<(OrgId, RecordingId, String, Vec<u8>)> = house
            .read()
            .await?
            .0
            .rows(&sql, params![after.0, after.1], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .await?;
        let Some(last) = rows.last() else { return Ok(None) };
        after = (last.0, last.1);
        for (org, id, kind, sha256) in rows {
            let path = house.files.path(org, id)?;
            if house.files.elsewhere.is_none() || path.exists() {
                return Ok(Some((org, id, kind, sha256, path)));
            }
        }
    }
}

/// A file that is not there now may be back later: that is said when somebody wants to listen, and not for ever.
fn look(file: &Path, kind: &str, sha256: &[u8]) -> (State, Vec<u8>) {
    match digest(file) {
        Ok(found) if found != sha256 => return (State::Damaged, Vec::new()),
        Ok(_) => {}
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, "a recording cannot be read");
            }
            return (State::Ready, Vec::new());
        }
    }
    let peaks = || {
        let sound = std::fs::File::open(file).ok()?;
        wav::Head::read(&sound).ok()?.ok()?.peaks(&sound).ok()
    };
    let drawn = if kind == SoundKind::Wav.name() { peaks() } else { None };
    (State::Ready, drawn.unwrap_or_default())
}
