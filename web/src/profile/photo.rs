//! One's photo: chosen from a file, taken away again, and shown to whoever may see the person.

use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::people::profile::photo::{self, LARGEST};
use kernel::{Error, PhotoId};

use super::{base, below};
use crate::form_page::FormPage;
use crate::ui::{FieldKind, FieldView, FormView};
use crate::upload::{self, NoFile};
use crate::{Answer, Fields, Visitor};

pub(super) async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, None).answer()
}

pub(super) async fn choose(visitor: Visitor, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    match choose_file(&visitor, &parts.headers, body).await {
        Ok(()) => Ok(visitor.done(base(&visitor), "Your photo is changed")),
        Err(NoFile::TooLarge) => {
            let page =
                form_page(&visitor, Some("This file is too large. Choose one of at most 5 MB.")).answer()?;
            Ok((StatusCode::PAYLOAD_TOO_LARGE, page).into_response())
        }
        Err(NoFile::Wrong(error)) => form_page(&visitor, None).refused(error),
    }
}

async fn choose_file(visitor: &Visitor, headers: &HeaderMap, body: Body) -> Result<(), NoFile> {
    let file = upload::file(headers, body, "photo", LARGEST).await?;
    Ok(photo::choose(visitor.house(), &visitor.who, file).await?)
}

pub(super) async fn remove(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    photo::remove(visitor.house(), &visitor.who).await?;
    Ok(visitor.done(base(&visitor), "Your photo is gone"))
}

fn form_page(visitor: &Visitor, complaint: Option<&str>) -> FormPage {
    let field = FieldView {
        required: true,
        hint: "A JPEG, PNG or WebP picture of at most 5 MB. The middle of it is kept, in 256 by 256 pixels."
            .to_owned(),
        error: complaint.map(str::to_owned),
        ..FieldView::new("photo", "Picture", FieldKind::File)
    };
    FormPage {
        shell: below(visitor, "Your photo"),
        lead: String::new(),
        form: FormView {
            action: format!("{}/photo", base(visitor)),
            fields: vec![field],
            submit: "Use this photo".to_owned(),
            cancel_href: Some(base(visitor).to_owned()),
            has_files: true,
            ..FormView::default()
        },
    }
}

/// A photo never changes under its address, so a browser may keep it; only this browser, because not everybody may
/// see everybody. Should a browser ever take it for a page, that page may do nothing (ASVS 1.3.4).
pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let id: PhotoId = id.parse().map_err(|_| Error::NotFound)?;
    let picture = photo::find(&mut visitor.read().await?, &visitor.who, id).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable")),
        (header::VARY, HeaderValue::from_name(HeaderName::from_static("cookie"))),
    ];
    let response: Response = (headers, picture).into_response();
    Ok(response)
}
