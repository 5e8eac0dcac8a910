//! Attaching files to a resource and removing them, at the door of clients and at the one of operators.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources;
use domain::resources::attachments::{
    self, Attachment, LARGEST, MOST_OF_ACCOUNT, MOST_OF_RESOURCE, too_large,
};
use kernel::{AttachmentId, Error, ResourceId, Result};

use crate::form_page::FormPage;
use crate::ui::{Choice, ConfirmPage, Door, FieldKind, FieldView, FormView, Shell};
use crate::upload::{NoFile, Streamed};
use crate::{Answer, Fields, Id, Visitor, page};

const FIELD: &str = "attachment";

fn resources_path(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/resources" } else { "/resources" }
}

pub(super) fn attachments_path(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/attachments" } else { "/attachments" }
}

pub async fn ask(visitor: Visitor, Id(id): Id<ResourceId>) -> Answer {
    form_page(&visitor, id, None).await?.answer()
}

pub async fn bring(visitor: Visitor, Id(id): Id<ResourceId>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    match take(&visitor, id, &parts.headers, body).await {
        Ok(attachment) => {
            let here = format!("{}/{id}", resources_path(&visitor));
            Ok(visitor.done(&here, &format!("{} is attached", attachment.name)))
        }
        Err(NoFile::TooLarge) => {
            let page = form_page(&visitor, id, Some(too_large())).await?.answer()?;
            Ok((StatusCode::PAYLOAD_TOO_LARGE, page).into_response())
        }
        Err(NoFile::Wrong(error)) => form_page(&visitor, id, None).await?.refused(error),
    }
}

/// From the connection to the disk, a piece in memory at a time.
async fn take(
    visitor: &Visitor,
    id: ResourceId,
    headers: &HeaderMap,
    body: Body,
) -> Result<Attachment, NoFile> {
    let granted = visitor.may::<ResourcesEdit>()?;
    let mut form = Streamed::begin(headers, body, FIELD, LARGEST).await?;
    if form.name.is_empty() {
        return Err(Error::invalid(FIELD, "Choose a file.").into());
    }
    let mut incoming = attachments::begin(visitor.house(), &granted, id, &form.name).await?;
    while let Some(piece) = form.next().await? {
        if incoming.is_full_with(piece.len()) {
            return Err(NoFile::TooLarge);
        }
        incoming.write(&piece).await?;
    }
    Ok(incoming.finish(visitor.house(), &granted, "").await?)
}

pub async fn ask_remove(visitor: Visitor, Id(id): Id<AttachmentId>) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let attachment = attachments::find(&mut visitor.read().await?, &granted, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Remove “{}”?", attachment.name)),
        effect: "Neither the client nor operators find it any more. That it was there stays in the history. This cannot \
                 be undone."
            .to_owned(),
        verb: "Remove file".to_owned(),
        action: format!("{}/{id}/remove", attachments_path(&visitor)),
        cancel_href: format!("{}/{}", resources_path(&visitor), attachment.resource),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn remove(visitor: Visitor, Id(id): Id<AttachmentId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let found = attachments::find(&mut visitor.read().await?, &visitor.may()?, id).await?;
    attachments::remove(visitor.house(), &visitor.may()?, id).await?;
    let here = format!("{}/{}", resources_path(&visitor), found.resource);
    Ok(visitor.done(&here, &format!("{} is removed", found.name)))
}

async fn form_page(visitor: &Visitor, id: ResourceId, complaint: Option<String>) -> Result<FormPage> {
    let granted = visitor.may::<ResourcesView>()?;
    let record = resources::find(&mut visitor.read().await?, &granted, id).await?;
    let here = format!("{}/{id}", resources_path(visitor));
    let field = FieldView {
        required: true,
        hint: format!(
            "A PDF, a picture (PNG, JPEG, GIF, WebP), plain text (.txt, .csv), or a document of Word, Excel, PowerPoint \
             or LibreOffice without macros; at most {} MB. A resource has up to {MOST_OF_RESOURCE} files, all files of \
             an account up to {} MB.",
            LARGEST / 1_000_000,
            MOST_OF_ACCOUNT / 1_000_000
        ),
        error: complaint,
        ..FieldView::new(FIELD, "File", FieldKind::File)
    };
    Ok(FormPage {
        shell: below(visitor, &format!("Attach a file to {}", record.cell("title").text())),
        lead: "Whoever sees the resource sees the file, and operators are told that something changed."
            .to_owned(),
        form: FormView {
            action: format!("{here}/attach"),
            fields: vec![field],
            submit: "Attach file".to_owned(),
            cancel_href: Some(here),
            has_files: true,
            ..FormView::default()
        },
    })
}

fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Resources", resources_path(visitor), false)], ..visitor.shell(title) }
}
