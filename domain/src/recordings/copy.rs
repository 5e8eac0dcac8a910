//! The files beside a backup: linked where that is possible, for a file never changes, and copied otherwise.

use std::io::{ErrorKind, Result as IoResult};
use std::path::Path;

use kernel::{Error, Result};

use super::Files;
use super::files::{unreadable, unwritable};
use super::sweep::id_of;

/// Puts every file that is there now into `folder`; those that it has already stay. Answers how many it has then.
pub(crate) async fn put_beside(files: &Files, folder: &Path) -> Result<u64> {
    let Ok(from) = files.folder() else { return Ok(0) };
    let to = folder.to_owned();
    let done = tokio::task::spawn_blocking(move || all(&from, &to)).await.map_err(Error::bug)?;
    done.map_err(|error| unwritable(&error))
}

/// The files of a backup back into their place.
pub(crate) async fn bring_back(files: &Files, folder: &Path) -> Result<u64> {
    let Ok(to) = files.folder() else { return Ok(0) };
    let from = folder.to_owned();
    let done = tokio::task::spawn_blocking(move || all(&from, &to)).await.map_err(Error::bug)?;
    done.map_err(|error| unreadable(&error))
}

/// What is not whole yet, and what is nothing of ours, is left out.
fn all(from: &Path, to: &Path) -> IoResult<u64> {
    let entries = match std::fs::read_dir(from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut count = 0;
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        let copy = to.join(name);
        if path.is_dir() {
            count += all(&path, &copy)?;
        } else if name.to_str().and_then(id_of).is_some() {
            count += 1;
            make_private(to)?;
            link_or_copy(&path, &copy)?;
        }
    }
    Ok(count)
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
