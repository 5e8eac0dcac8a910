//! The files on a shelf, for whoever looks for those that belong to nothing any more.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use kernel::{Error, OrgId, Result, Span, Timestamp};
use uuid::Uuid;

use super::Shelf;

/// What is younger may still be on its way.
const ON_ITS_WAY: Span = Span::hours(1);
/// What is older was looked at by an earlier sweep.
const SEEN_BEFORE: Span = Span::days(2);

pub(crate) struct Found {
    pub org: OrgId,
    pub id: Uuid,
    /// It is not whole yet, or never became so.
    pub part: bool,
    pub path: PathBuf,
}

impl Found {
    /// Whether a sweep asks for it. One of everything looks at old files, too: once for each start of the program.
    ///
    /// An id says when it was made (RFC 9562): the clock of the machine that holds the files has no say in it.
    pub fn is_looked_at(&self, now: Timestamp, everything: bool) -> bool {
        let age = now - made_at(self.id);
        age > ON_ITS_WAY && (everything || self.part || age <= SEEN_BEFORE)
    }
}

/// Every file that has a name of ours; any other is somebody else's and stays.
pub(crate) async fn found(shelf: &Shelf) -> Result<Vec<Found>> {
    let folder = shelf.folder().to_owned();
    tokio::task::spawn_blocking(move || files(&folder)).await.map_err(Error::bug)
}

fn made_at(id: Uuid) -> Timestamp {
    let (high, _) = id.as_u64_pair();
    let milliseconds = i64::try_from(high >> 16).unwrap_or(i64::MAX);
    Timestamp::from_micros(milliseconds.saturating_mul(1000))
}

fn files(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for organization in entries(folder) {
        let Some(org) = name(&organization).and_then(org_of) else { continue };
        for entry in entries(&organization) {
            if let Some(id) = name(&entry).and_then(|name| name.strip_suffix(".part")).and_then(id_of) {
                found.push(Found { org, id, part: true, path: entry });
                continue;
            }
            let whole = entries(&entry).into_iter();
            found.extend(
                whole.filter_map(|path| Some(Found { org, id: id_of(name(&path)?)?, part: false, path })),
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
                tracing::warn!(%error, "a folder of files cannot be read");
            }
            Vec::new()
        }
    }
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

/// The organization by whose number a folder is called.
pub(super) fn org_of(name: &str) -> Option<OrgId> {
    name.parse().ok().map(OrgId::new)
}

/// The id by which a file is called.
pub(super) fn id_of(name: &str) -> Option<Uuid> {
    (name.len() == 32).then(|| Uuid::try_parse(name).ok())?
}
