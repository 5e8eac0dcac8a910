//! Files that belong to nothing: of uploads that broke off, and of a process that ended between the file and its row.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use db::params;
use kernel::{Error, OrgId, Result, Span, Timestamp};
use uuid::Uuid;

use crate::house::House;

/// What is younger may still be on its way.
const ON_ITS_WAY: Span = Span::hours(1);
/// How long a recording that comes in parts may take.
pub(super) const PARTS_WITHIN: Span = Span::hours(24);
/// What is older was looked at by an earlier sweep.
const SEEN_BEFORE: Span = Span::days(2);

const KEPT: &str = "SELECT 1 FROM recordings WHERE org_id = ?1 AND id = ?2";
/// Of one that was put away, and of which a process that ended left this copy, the other one is kept.
const KEPT_HERE: &str = "SELECT 1 FROM recordings WHERE org_id = ?1 AND id = ?2 AND place <> 'there'";

struct Found {
    org: OrgId,
    id: Uuid,
    part: bool,
    path: PathBuf,
}

/// Removes them; answers how many. A sweep of everything looks at old files, too: once for each start of the program.
pub async fn sweep(house: &House, everything: bool) -> Result<usize> {
    let (now, folder) = (house.now(), house.files.folder()?);
    let found = tokio::task::spawn_blocking(move || files(&folder)).await.map_err(Error::bug)?;
    let mut gone = 0;
    for file in found {
        let age = now - made_at(file.id);
        let looked_at = everything || file.part || age <= SEEN_BEFORE;
        if age > ON_ITS_WAY && looked_at && !is_known(house, &file, now).await? {
            // Another process may have been quicker.
            gone += usize::from(std::fs::remove_file(&file.path).is_ok());
        }
    }
    let mut change = house.change_unasked().await?;
    change
        .tx
        .execute("DELETE FROM recording_uploads WHERE started_at < ?1", params![now - PARTS_WITHIN])
        .await?;
    change.commit_housekeeping().await?;
    Ok(gone)
}

/// An id says when it was made (RFC 9562): the clock of the machine that holds the files has no say in it.
fn made_at(id: Uuid) -> Timestamp {
    let (high, _) = id.as_u64_pair();
    let milliseconds = i64::try_from(high >> 16).unwrap_or(i64::MAX);
    Timestamp::from_micros(milliseconds.saturating_mul(1000))
}

async fn is_known(house: &House, file: &Found, now: Timestamp) -> Result<bool> {
    let mut read = house.read().await?;
    let known: Option<()> = if file.part {
        let sql = "SELECT 1 FROM recording_uploads WHERE org_id = ?1 AND id = ?2 AND started_at >= ?3";
        read.0.row(sql, params![file.org, file.id, now - PARTS_WITHIN], |_| Ok(())).await?
    } else {
        let sql = if house.files.elsewhere.is_some() { KEPT_HERE } else { KEPT };
        read.0.row(sql, params![file.org, file.id], |_| Ok(())).await?
    };
    Ok(known.is_some())
}

/// Every file that has a name of ours; any other is somebody else's and stays.
fn files(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for organization in entries(folder) {
        let Some(number) = name(&organization).and_then(|name| name.parse().ok()) else { continue };
        let org = OrgId::new(number);
        for entry in entries(&organization) {
            if let Some(id) = name(&entry).and_then(|name| name.strip_suffix(".part")).and_then(id_of) {
                found.push(Found { org, id, part: true, path: entry });
                continue;
            }
            let sounds = entries(&entry).into_iter();
            found.extend(
                sounds.filter_map(|path| Some(Found { org, id: id_of(name(&path)?)?, part: false, path })),
            );
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(error) => {
            if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
                tracing::warn!(%error, "a folder of recordings cannot be read");
            }
            Vec::new()
        }
    }
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

/// The id by which a file is called.
pub(super) fn id_of(name: &str) -> Option<Uuid> {
    (name.len() == 32).then(|| Uuid::try_parse(name).ok())?
}
