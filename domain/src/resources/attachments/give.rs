//! Giving an attached file to whoever sees its resource, piece by piece.

use kernel::{AttachmentId, Error, Result};

use super::find::{Attachment, find};
use super::shelf;
use crate::access::{Granted, ResourcesView};
use crate::files::Reading;
use crate::house::House;

/// A file that is open.
pub struct Given {
    pub attachment: Attachment,
    pub reading: Reading,
}

pub async fn give(house: &House, granted: &Granted<ResourcesView>, id: AttachmentId) -> Result<Given> {
    let attachment = find(&mut house.read().await?, granted, id).await?;
    match shelf(house)?.open(granted.org(), id.uuid()).await? {
        Some((file, bytes)) if bytes == attachment.bytes => {
            Ok(Given { reading: Reading::of(file, (0, bytes)).await?, attachment })
        }
        _ => {
            tracing::error!(attachment = %id, "the file of an attachment is missing or damaged");
            Err(Error::conflict(format!(
                "The file “{}” is missing here. Whoever runs this portal can bring it back from a backup; or attach it \
                 again.",
                attachment.name
            )))
        }
    }
}
