//! The page on which a resource is written, with what others have changed of it in the meantime.

use askama::Template;
use domain::Read;
use domain::access::ResourcesView;
use domain::resources;
use kernel::{Error, ResourceId, Result};

use super::changes::Changes;
use crate::ui::{FormView, Shell};
use crate::{Answer, Visitor, page, refused};

#[derive(Template)]
#[template(path = "resources/write.html")]
pub struct WritePage {
    pub shell: Shell,
    pub lead: String,
    pub form: FormView,
    pub changes: Vec<Changes>,
}

impl WritePage {
    pub fn answer(&self) -> Answer {
        page(self)
    }

    /// With what is wrong. What others wrote in the meantime stands below what was written here, which is kept: sent once
    /// more, it goes on from there.
    pub fn refused(mut self, error: Error, meanwhile: Option<(i64, Changes)>) -> Answer {
        let error = self.form.refuse(error)?;
        if let Some((latest, changes)) = meanwhile {
            if let Some(field) = self.form.fields.iter_mut().find(|field| field.name == "version") {
                field.value = latest.to_string();
            }
            self.changes.insert(0, changes);
        }
        refused(&self, &error)
    }
}

/// What has been changed of a resource since this version, and which is the latest one; nothing if it is the latest.
pub async fn meanwhile(
    visitor: &Visitor,
    read: &mut Read,
    id: ResourceId,
    base: Option<i64>,
) -> Result<Option<(i64, Changes)>> {
    let granted = visitor.may::<ResourcesView>()?;
    let versions = resources::versions(read, &granted, id).await?;
    let before = versions.iter().find(|one| Some(one.number) == base);
    let (Some(latest), Some(before)) = (versions.first(), before) else { return Ok(None) };
    let title = format!("What {} changed in the meantime", latest.by);
    let changes = Changes::between_whole(title, &before.details, &latest.details);
    Ok(changes.map(|changes| (latest.number, changes.named("meanwhile"))))
}
