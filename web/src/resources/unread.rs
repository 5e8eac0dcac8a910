//! What an operator has not read as it is now.

use std::collections::BTreeMap;

use domain::Read;
use domain::access::{Granted, ResourcesView};
use domain::records::Page;
use domain::resources;
use kernel::{ResourceId, Result};

use crate::ui::{Badge, TableView, Tone};

/// How a resource is marked for an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    New,
    Changed,
}

impl Mark {
    pub fn badge(self) -> Badge {
        match self {
            Self::New => Badge::new(Tone::Accent, "New for you"),
            Self::Changed => Badge::new(Tone::Warning, "Changed"),
        }
    }
}

/// Of one of what [`resources::unread`] found.
pub fn mark(unread: &BTreeMap<ResourceId, Option<i64>>, id: ResourceId) -> Option<Mark> {
    unread.get(&id).map(|seen| if seen.is_some() { Mark::Changed } else { Mark::New })
}

/// Marks what the operator has not read in a list.
pub async fn mark_unread(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    page: &Page,
    table: &mut TableView,
) -> Result<()> {
    let ids: Vec<ResourceId> =
        page.records.iter().map(|record| ResourceId::from_uuid(record.id.uuid)).collect();
    let unread = resources::unread(read, granted, &ids).await?;
    for (id, row) in ids.iter().zip(&mut table.rows) {
        row.unread = unread.contains_key(id);
    }
    Ok(())
}
