//! What is attached to resources, for whoever sees those.

use db::{Row, Tx, Value, params};
use kernel::{AccountId, AnyId, AttachmentId, Error, OrgId, ResourceId, Result, Timestamp};

use super::FileKind;
use super::shelf;
use crate::access::{AnyGranted, Granted, ResourcesView, Select};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::resources::collection::OWNER;

/// What is known of a file; its bytes lie elsewhere.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub id: AttachmentId,
    pub resource: ResourceId,
    pub(super) account: AccountId,
    /// What its resource is called.
    title: String,
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    pub at: Timestamp,
    pub by: String,
}

pub(super) const COLUMNS: &str =
    "t.id, t.resource_id, r.account_id, r.title, t.name, t.kind, t.bytes, t.added_at, t.added_by";
pub(super) const FROM: &str =
    "resource_attachments t JOIN resources r ON r.org_id = t.org_id AND r.id = t.resource_id";

fn attachment(row: &Row<'_>) -> db::Result<Attachment> {
    Ok(Attachment {
        id: row.get(0)?,
        resource: row.get(1)?,
        account: row.get(2)?,
        title: row.get(3)?,
        name: row.get(4)?,
        // A word that is not known is of no kind that a browser opens.
        kind: FileKind::stored(&row.get::<String>(5)?).unwrap_or(FileKind::Text),
        bytes: u64::try_from(row.get::<i64>(6)?).unwrap_or(0),
        at: row.get(7)?,
        by: row.get(8)?,
    })
}

impl Attachment {
    /// “12 kB”, “3.4 MB”
    pub fn size(&self) -> String {
        size(self.bytes)
    }

    /// Whether its file is there, and as long as it was.
    pub async fn is_there(&self, house: &House, granted: &Granted<ResourcesView>) -> bool {
        let Ok(place) = shelf(house) else { return false };
        let found = tokio::fs::metadata(place.path(granted.org(), self.id.uuid())).await;
        found.is_ok_and(|file| file.len() == self.bytes)
    }

    pub(super) fn event(&self, action: Action) -> Event {
        Event::of(action).about(self.resource.any(), self.title.as_str()).in_account(self.account)
    }

    /// As the history says it.
    pub(super) fn words(&self) -> String {
        format!("{}, {}", self.name, self.size())
    }
}

pub(super) fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", bytes.div_ceil(1000));
    }
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// What is attached to these resources, in the order in which it came.
pub async fn of_resources(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    ids: &[ResourceId],
) -> Result<Vec<Attachment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .among("t.resource_id", ids.iter().copied())
        .then("ORDER BY t.id")
        .rows(&mut read.0, attachment)
        .await
}

/// The resource that this is a file of, if it is the id of a file.
pub(crate) async fn resource_of(tx: &mut Tx, org: OrgId, id: AnyId) -> Result<Option<ResourceId>> {
    if id.prefix != AttachmentId::PREFIX {
        return Ok(None);
    }
    let sql = "SELECT resource_id FROM resource_attachments WHERE org_id = ?1 AND id = ?2";
    Ok(tx.row(sql, params![org, id.uuid], |row| row.get(0)).await?)
}

pub async fn find(read: &mut Read, granted: &Granted<ResourcesView>, id: AttachmentId) -> Result<Attachment> {
    find_in(&mut read.0, granted, id).await
}

pub(super) async fn find_in(tx: &mut Tx, granted: &AnyGranted, id: AttachmentId) -> Result<Attachment> {
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and("t.id = {}", [Value::from(id)])
        .row(tx, attachment)
        .await?
        .ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let said = [1, 1000, 1001, 999_999, 1_000_000, 3_420_000, 20_000_000].map(size);
        assert_eq!(said, ["1 kB", "1 kB", "2 kB", "1000 kB", "1.0 MB", "3.5 MB", "20.0 MB"]);
    }
}
