//! The files of a resource: listed, brought, taken out, removed.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources;
use domain::resources::attachments::{self, Attachment, LARGEST, too_large};
use kernel::{AttachmentId, Error, ResourceId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Pairs;
use web::disposition::Way;
use web::resources::give::attached;

use crate::bytes::Bytes;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;
use crate::problem::Problem;
use crate::single::{created, done};

/// The files of a resource, in the order in which they came.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachments {
    data: Vec<AttachedFile>,
}

/// A file of a resource.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    #[schema(value_type = String)]
    id: AttachmentId,
    #[schema(value_type = String)]
    resource: ResourceId,
    name: String,
    /// What was found in it: `pdf`, `png`, `jpg`, `gif`, `webp`, `txt`, `csv`, `docx`, `xlsx`, `pptx`, `odt`, `ods` or
    /// `odp`.
    kind: &'static str,
    bytes: u64,
    #[schema(format = DateTime)]
    at: String,
    by: String,
}

fn said(attachment: Attachment) -> AttachedFile {
    AttachedFile {
        id: attachment.id,
        resource: attachment.resource,
        kind: attachment.kind.name(),
        bytes: attachment.bytes,
        at: attachment.at.to_string(),
        name: attachment.name,
        by: attachment.by,
    }
}

pub async fn list(caller: Caller, Id(id): Id<ResourceId>) -> Answer {
    let granted = caller.may::<ResourcesView>()?;
    let mut read = caller.read().await?;
    resources::find(&mut read, &granted, id).await?;
    let found = attachments::of_resources(&mut read, &granted, &[id]).await?;
    Ok(Json(Attachments { data: found.into_iter().map(said).collect() }).into_response())
}

/// The bytes of one file, with its name in the address.
pub async fn bring(
    caller: Caller,
    Id(id): Id<ResourceId>,
    Question(pairs): Question,
    mut bytes: Bytes,
) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    let mut incoming = attachments::begin(caller.house(), &granted, id, name(&pairs)?).await?;
    if bytes.say_more_than(LARGEST) {
        return Err(Problem::TooLarge(too_large()));
    }
    while let Some(piece) = bytes.next().await? {
        if incoming.is_full_with(piece.len()) {
            return Err(Problem::TooLarge(too_large()));
        }
        incoming.write(&piece).await?;
    }
    let kept = incoming.finish(caller.house(), &granted, bytes.kind()).await?;
    Ok(created(&format!("/api/v1/attachments/{}", kept.id), &said(kept)))
}

fn name(pairs: &Pairs) -> Result<&str, Error> {
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "name") {
        return Err(Error::invalid(name, "There is no such parameter. Use name."));
    }
    pairs.get("name").filter(|name| !name.trim().is_empty()).ok_or_else(|| {
        Error::invalid("name", "Say in the address what the file is called, such as ?name=prices.pdf.")
    })
}

pub async fn take_out(caller: Caller, Id(id): Id<AttachmentId>, headers: HeaderMap) -> Answer {
    Ok(attached(caller.house(), &caller.actor, id, &headers, Way::Saved).await?)
}

pub async fn remove(caller: Caller, Id(id): Id<AttachmentId>) -> Answer {
    attachments::remove(caller.house(), &caller.may::<ResourcesEdit>()?, id).await?;
    Ok(done())
}
