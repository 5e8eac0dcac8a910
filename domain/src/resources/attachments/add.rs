//! Attaching a file to a resource: streamed to the disk, looked at, named, and only then known.

use std::path::PathBuf;

use db::{Tx, params};
use kernel::{AccountId, AttachmentId, Error, OrgId, ResourceId, Result};

use super::find::{Attachment, find_in, size};
use super::{FileKind, content, kind, name, shelf};
use crate::access::{Granted, ResourcesEdit};
use crate::accounts::plans;
use crate::files::{Writing, unreadable};
use crate::history::Action;
use crate::house::House;
use crate::resources::find::{Resource, find_in as find_resource};
use crate::resources::proposals::files_must_not_wait;
use crate::resources::read::unread_again;

/// The most bytes of one file.
pub const LARGEST: u64 = 20_000_000;
/// The most files of one resource.
pub const MOST_OF_RESOURCE: i64 = 20;
/// The most bytes of all files of an account.
pub const MOST_OF_ACCOUNT: u64 = 500_000_000;

/// A file on its way in. Dropped before it is finished, nothing of it is left.
pub struct Incoming {
    resource: ResourceId,
    name: String,
    writing: Writing,
}

/// What is to be kept.
struct Checked {
    id: AttachmentId,
    name: String,
    kind: FileKind,
    bytes: u64,
    sha256: Vec<u8>,
}

/// Begins to take a file in, if the resource and its account have room for one more.
pub async fn begin(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ResourceId,
    said: &str,
) -> Result<Incoming> {
    granted.actor().must_not_only_look()?;
    let mut read = house.read().await?;
    let resource = find_resource(&mut read.0, granted, id).await?;
    files_must_not_wait(&mut read.0, granted.actor(), resource.account).await?;
    must_have_room(&mut read.0, granted.org(), &resource, 1).await?;
    let file = AttachmentId::new(house.now(), house.dice());
    let writing = shelf(house)?.begin(granted.org(), file.uuid()).await?;
    Ok(Incoming { resource: resource.id, name: name::tidy(said), writing })
}

impl Incoming {
    /// Whether so many bytes more would be too many.
    pub fn is_full_with(&self, more: usize) -> bool {
        self.writing.bytes + more as u64 > LARGEST
    }

    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        if self.is_full_with(piece.len()) {
            return Err(Error::invalid("attachment", too_large()));
        }
        self.writing.write(piece).await
    }

    /// Keeps it. `said` is what a program says that it is; a browser goes by the name, which says it anyway.
    pub async fn finish(
        mut self,
        house: &House,
        granted: &Granted<ResourcesEdit>,
        said: &str,
    ) -> Result<Attachment> {
        let part = self.writing.settle().await?.to_owned();
        let (kind, name) = kind::judge(looked_at(part).await?, &self.name, said)?;
        let id = AttachmentId::new(house.now(), house.dice());
        let (place, bytes) = (shelf(house)?, self.writing.bytes);
        let sha256 = self.writing.keep(&place.path(granted.org(), id.uuid())).await?;
        let stored = store(house, granted, self.resource, Checked { id, name, kind, bytes, sha256 }).await;
        if stored.is_err() {
            place.remove(granted.org(), id.uuid()).await;
        }
        stored
    }
}

async fn looked_at(part: PathBuf) -> Result<Result<FileKind, content::Refused>> {
    let looked = tokio::task::spawn_blocking(move || content::of(&part)).await.map_err(Error::bug)?;
    looked.map_err(|error| unreadable(&error))
}

/// What is said of a file that is too long.
pub fn too_large() -> String {
    format!("A file may have at most {}.", size(LARGEST))
}

async fn store(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    resource: ResourceId,
    new: Checked,
) -> Result<Attachment> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    // It may have gone while the bytes came.
    let resource = find_resource(&mut change.tx, granted, resource).await?;
    files_must_not_wait(&mut change.tx, granted.actor(), resource.account).await?;
    plans::hold(&mut change.tx, org, resource.account).await?;
    must_have_room(&mut change.tx, org, &resource, new.bytes).await?;
    let by = granted.actor().signature();
    change
        .tx
        .execute(
            "INSERT INTO resource_attachments (org_id, id, resource_id, name, kind, bytes, sha256, added_at, added_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                org,
                new.id,
                resource.id,
                new.name.as_str(),
                new.kind.name(),
                i64::try_from(new.bytes).map_err(Error::bug)?,
                new.sha256.as_slice(),
                change.at,
                by.as_str()
            ],
        )
        .await?;
    unread_again(&mut change, granted.actor(), &resource).await?;
    let attachment = find_in(&mut change.tx, granted, new.id).await?;
    let event = attachment.event(Action::ResourceAttached).changed("attachment", "", attachment.words());
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(attachment)
}

async fn must_have_room(tx: &mut Tx, org: OrgId, resource: &Resource, bytes: u64) -> Result<()> {
    let sql = "SELECT count(*) FROM resource_attachments WHERE org_id = ?1 AND resource_id = ?2";
    let files: Option<i64> = tx.row(sql, params![org, resource.id], |row| row.get(0)).await?;
    if files.unwrap_or(0) >= MOST_OF_RESOURCE {
        return Err(Error::conflict(format!(
            "A resource has at most {MOST_OF_RESOURCE} files. Remove one first, or write another resource."
        )));
    }
    let used = used(tx, org, resource.account).await?;
    if used + bytes > MOST_OF_ACCOUNT {
        return Err(Error::conflict(format!(
            "The files of an account may have {} together; these have {}. Remove some first.",
            size(MOST_OF_ACCOUNT),
            size(used)
        )));
    }
    Ok(())
}

/// The bytes of all files of an account.
async fn used(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<u64> {
    let sql = "SELECT CAST(COALESCE(sum(t.bytes), 0) AS BIGINT) FROM resource_attachments t
               JOIN resources r ON r.org_id = t.org_id AND r.id = t.resource_id
               WHERE r.org_id = ?1 AND r.account_id = ?2";
    let used: Option<i64> = tx.row(sql, params![org, account], |row| row.get(0)).await?;
    Ok(u64::try_from(used.unwrap_or(0)).unwrap_or(0))
}
