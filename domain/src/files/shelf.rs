//! Where the files lie: below one folder, each by its own id, written whole or not at all.
//!
//! A name is made of the organization's number and of an id that was rolled here; nothing that anybody sent is in it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use kernel::{Error, OrgId, Result};
use sha2::{Digest, Sha256};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// Bytes of the beginning of a file that are kept in mind while it is written.
pub(crate) const HEAD: usize = 64;

/// What stands behind the name of a file that is not whole yet.
const PART: &str = "part";

/// The folder of one kind of files.
#[derive(Clone, Debug)]
pub(crate) struct Shelf(PathBuf);

impl Shelf {
    /// The folder `name` below the one of the house, if it has one.
    pub fn below(house: Option<&Path>, name: &str) -> Result<Self> {
        let folder = house.ok_or_else(|| Error::Unavailable("no files are kept here".to_owned()))?;
        Ok(Self(folder.join(name)))
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// `79273/4f/018f…4f`: the last two digits are chance, so that no folder grows too long.
    pub fn place(org: OrgId, id: Uuid) -> String {
        let name = id.simple().to_string();
        let last_two = name.get(name.len().saturating_sub(2)..).unwrap_or_default();
        format!("{org}/{last_two}/{name}")
    }

    pub fn path(&self, org: OrgId, id: Uuid) -> PathBuf {
        self.0.join(Self::place(org, id))
    }

    pub fn part(&self, org: OrgId, id: Uuid) -> PathBuf {
        self.0.join(org.to_string()).join(id.simple().to_string()).with_extension(PART)
    }

    /// Begins a file that is not there yet.
    pub async fn begin(&self, org: OrgId, id: Uuid) -> Result<Writing> {
        let part = self.part(org, id);
        private_folder(&part).await?;
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).await;
        let file = file.map_err(|error| unwritable(&error))?;
        Ok(Writing { file, part, sha: Sha256::new(), bytes: 0, head: Vec::new(), stays: false })
    }

    /// A file, and how long it is.
    pub async fn open(&self, org: OrgId, id: Uuid) -> Result<Option<(File, u64)>> {
        let file = match File::open(self.path(org, id)).await {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(&error)),
        };
        let bytes = file.metadata().await.map_err(|error| unreadable(&error))?.len();
        Ok(Some((file, bytes)))
    }

    /// Takes a file away; one that is gone already is gone.
    pub async fn remove(&self, org: OrgId, id: Uuid) {
        if let Err(error) = fs::remove_file(self.path(org, id)).await
            && error.kind() != ErrorKind::NotFound
        {
            // The sweep comes back for it.
            tracing::warn!(%error, "a file could not be removed");
        }
    }
}

/// A file on its way in. Dropped before it is kept, it is gone.
pub(crate) struct Writing {
    file: File,
    part: PathBuf,
    sha: Sha256,
    pub bytes: u64,
    /// As much of its beginning as says what it is.
    pub head: Vec<u8>,
    stays: bool,
}

impl Writing {
    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend(piece.iter().take(missing));
        self.sha.update(piece);
        self.bytes += piece.len() as u64;
        self.file.write_all(piece).await.map_err(|error| unwritable(&error))
    }

    /// Everything that was written is on the disk; answers where.
    pub async fn settle(&mut self) -> Result<&Path> {
        self.file.flush().await.map_err(|error| unwritable(&error))?;
        self.file.sync_all().await.map_err(|error| unwritable(&error))?;
        Ok(&self.part)
    }

    /// It stays as it is, to be written on later.
    pub fn leave(mut self) {
        self.stays = true;
    }

    /// Gives the settled file its name; answers the digest of its bytes.
    pub async fn keep(mut self, path: &Path) -> Result<Vec<u8>> {
        put_in_place(&self.part, path).await?;
        self.stays = true;
        Ok(std::mem::take(&mut self.sha).finalize().to_vec())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.stays {
            // One that cannot be removed now is found by the sweep.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// Moves a file to its place, and sees to it that it is there after the power has failed.
pub(crate) async fn put_in_place(from: &Path, to: &Path) -> Result<()> {
    private_folder(to).await?;
    fs::rename(from, to).await.map_err(|error| unwritable(&error))?;
    if let Some(folder) = to.parent() {
        let folder = File::open(folder).await.map_err(|error| unwritable(&error))?;
        folder.sync_all().await.map_err(|error| unwritable(&error))?;
    }
    Ok(())
}

/// The folder of a file: for its owner's eyes only.
async fn private_folder(file: &Path) -> Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await;
    made.map_err(|error| unwritable(&error))
}

pub(crate) fn unwritable(error: &io::Error) -> Error {
    if error.kind() == ErrorKind::StorageFull {
        return Error::Unavailable("there is no room left for files".to_owned());
    }
    Error::Unavailable(format!("a file cannot be written: {error}"))
}

pub(crate) fn unreadable(error: &io::Error) -> Error {
    Error::Unavailable(format!("a file cannot be read: {error}"))
}
