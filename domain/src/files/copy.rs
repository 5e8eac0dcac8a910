//! The files beside a backup: linked where that is possible, for a file never changes, and copied otherwise.

use std::io::{ErrorKind, Result as IoResult};
use std::path::{Path, PathBuf};

use kernel::{Error, Result};

use super::lost::{id_of, org_of};
use super::shelf::{Shelf, unreadable, unwritable};

/// Puts every file of a shelf that is there now into `folder`; those that it has already stay. Answers how many it has
/// then.
pub(crate) async fn put_beside(shelf: &Shelf, folder: &Path) -> Result<u64> {
    let (from, to) = (shelf.folder().to_owned(), folder.to_owned());
    let done = tokio::task::spawn_blocking(move || all(&from, &to)).await.map_err(Error::bug)?;
    done.map_err(|error| unwritable(&error))
}

/// The files of a backup back onto their shelf.
pub(crate) async fn bring_back(shelf: &Shelf, folder: &Path) -> Result<u64> {
    let (from, to) = (folder.to_owned(), shelf.folder().to_owned());
    let done = tokio::task::spawn_blocking(move || all(&from, &to)).await.map_err(Error::bug)?;
    done.map_err(|error| unreadable(&error))
}

/// The folders of the organizations. Whatever else lies beside them is another shelf's.
fn all(from: &Path, to: &Path) -> IoResult<u64> {
    let mut count = 0;
    for path in entries(from)? {
        if let Some(name) = path.file_name().filter(|name| name.to_str().and_then(org_of).is_some()) {
            count += below(&path, &to.join(name))?;
        }
    }
    Ok(count)
}

/// What is not whole yet, and what is nothing of ours, is left out.
fn below(from: &Path, to: &Path) -> IoResult<u64> {
    let mut count = 0;
    for path in entries(from)? {
        let Some(name) = path.file_name() else { continue };
        let copy = to.join(name);
        if path.is_dir() {
            count += below(&path, &copy)?;
        } else if name.to_str().and_then(id_of).is_some() {
            count += 1;
            make_private(to)?;
            link_or_copy(&path, &copy)?;
        }
    }
    Ok(count)
}

fn entries(folder: &Path) -> IoResult<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

fn make_private(folder: &Path) -> IoResult<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn link_or_copy(from: &Path, to: &Path) -> IoResult<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        // It is there already, or was deleted in the meantime.
        Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => Ok(()),
        Err(_) => std::fs::copy(from, to).map(drop),
    }
}
