//! The files of resources as a page shows them.

use std::collections::BTreeMap;

use askama::Template;
use domain::Read;
use domain::access::{Granted, ResourcesEdit, ResourcesView};
use domain::resources::attachments::{self, Attachment};
use kernel::{ResourceId, Result};

use super::attach::attachments_path;
use crate::ui::prints_itself;
use crate::{Visitor, format};

#[derive(Clone, Debug, Default, Template)]
#[template(path = "resources/attached.html")]
pub struct Attached {
    pub files: Vec<AttachedFile>,
}

#[derive(Clone, Debug)]
pub struct AttachedFile {
    name: String,
    /// “PDF, 120 kB. Nora Ellis, Nov 20, 2026, 9:00 AM”
    about: String,
    /// None if its file is missing.
    href: Option<String>,
    /// Where a picture is shown.
    view: Option<String>,
    /// Where it is removed, for those who may.
    remove: Option<String>,
}

prints_itself!(Attached);

/// The files of each of these resources; a page on which they are managed offers to remove them.
pub async fn attached_to(
    visitor: &Visitor,
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    ids: &[ResourceId],
    managed: bool,
) -> Result<BTreeMap<ResourceId, Attached>> {
    let mut all: BTreeMap<ResourceId, Attached> = BTreeMap::new();
    for attachment in attachments::of_resources(read, granted, ids).await? {
        let there = attachment.is_there(visitor.house(), granted).await;
        let file = file(visitor, &attachment, there, managed && visitor.can::<ResourcesEdit>());
        all.entry(attachment.resource).or_default().files.push(file);
    }
    Ok(all)
}

fn file(visitor: &Visitor, attachment: &Attachment, there: bool, may_remove: bool) -> AttachedFile {
    let href = format!("{}/{}", attachments_path(visitor), attachment.id);
    AttachedFile {
        name: attachment.name.clone(),
        about: format!(
            "{}, {}. {}, {}",
            attachment.kind.label(),
            attachment.size(),
            attachment.by,
            format::instant(attachment.at, &visitor.local)
        ),
        view: (there && attachment.kind.is_picture()).then(|| format!("{href}/view")),
        remove: may_remove.then(|| format!("{href}/remove")),
        href: there.then_some(href),
    }
}
