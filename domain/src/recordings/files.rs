//! Where recordings are to be had: on the shelf of this house, or in the place that it shares with others.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::{OrgId, RecordingId, Result};
use tokio::fs::File;
use uuid::Uuid;

use super::elsewhere::Elsewhere;
use super::find::{Place, Recording};
use crate::files::Shelf;
pub(super) use crate::files::{Writing, put_in_place, unreadable, unwritable};

/// The folder of a house, none of a house that keeps no files; and the place that it shares with others, if there is one.
#[derive(Clone, Default)]
pub struct Files {
    folder: Option<Arc<Path>>,
    pub(super) elsewhere: Option<Arc<dyn Elsewhere>>,
}

/// Where the bytes of a recording are to be had.
pub(super) enum At<'a> {
    Disk(File),
    Elsewhere(&'a dyn Elsewhere),
    /// Another machine has it, and has not put it away yet.
    OnItsWay,
    /// Its file is missing, or not as long as it was.
    Nowhere,
}

impl Files {
    pub fn in_folder(self, folder: PathBuf) -> Self {
        Self { folder: Some(folder.into()), ..self }
    }

    pub fn and_elsewhere(self, elsewhere: Arc<dyn Elsewhere>) -> Self {
        Self { elsewhere: Some(elsewhere), ..self }
    }

    /// The folder of this name beside the one of recordings.
    pub(crate) fn beside(&self, name: &str) -> Result<Shelf> {
        Shelf::below(self.folder.as_deref(), name)
    }

    pub(crate) fn shelf(&self) -> Result<Shelf> {
        self.beside("recordings")
    }

    pub(super) fn path(&self, org: OrgId, id: RecordingId) -> Result<PathBuf> {
        Ok(self.shelf()?.path(org, id.uuid()))
    }

    /// What it is called elsewhere: the same as here, below the folder of the house.
    pub(super) fn name(org: OrgId, id: RecordingId) -> String {
        format!("recordings/{}", Shelf::place(org, id.uuid()))
    }

    /// Where the bytes of a recording are to be had now. Nobody elsewhere is asked.
    pub(super) async fn at(&self, org: OrgId, recording: &Recording) -> Result<At<'_>> {
        let elsewhere = self.elsewhere.as_deref();
        if let (Place::There, Some(elsewhere)) = (recording.place, elsewhere) {
            return Ok(At::Elsewhere(elsewhere));
        }
        Ok(match self.shelf()?.open(org, recording.id.uuid()).await? {
            Some((file, bytes)) if bytes == recording.bytes => At::Disk(file),
            None if elsewhere.is_some() => At::OnItsWay,
            _ => At::Nowhere,
        })
    }

    pub(super) fn part(&self, org: OrgId, id: Uuid) -> Result<PathBuf> {
        Ok(self.shelf()?.part(org, id))
    }

    /// Begins a file that is not there yet.
    pub(super) async fn begin(&self, org: OrgId, id: Uuid) -> Result<Writing> {
        self.shelf()?.begin(org, id).await
    }

    /// Takes a file away; one that is gone already is gone.
    pub(super) async fn remove(&self, org: OrgId, id: RecordingId) {
        if let Ok(shelf) = self.shelf() {
            shelf.remove(org, id.uuid()).await;
        }
    }
}
