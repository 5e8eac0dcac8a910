//! The answer to whoever opens an attached file: saved, or shown if it is a picture; never run.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::House;
use domain::access::{Actor, ResourcesView};
use domain::files::Reading;
use domain::resources::attachments::{self, Given};
use futures_util::stream;
use kernel::{AttachmentId, Error, Result};

use crate::disposition::{Way, disposition};
use crate::{Answer, Id, Visitor};

pub async fn download(visitor: Visitor, Id(id): Id<AttachmentId>, headers: HeaderMap) -> Answer {
    Ok(attached(visitor.house(), &visitor.who.actor, id, &headers, Way::Saved).await?)
}

pub async fn view(visitor: Visitor, Id(id): Id<AttachmentId>, headers: HeaderMap) -> Answer {
    Ok(attached(visitor.house(), &visitor.who.actor, id, &headers, Way::Shown).await?)
}

/// A file of a resource. Its kind is the one that was found in it, whatever was said; should a browser ever take it for
/// a page, that page may do nothing (ASVS 1.3.4).
pub async fn attached(
    house: &House,
    actor: &Actor,
    id: AttachmentId,
    headers: &HeaderMap,
    way: Way,
) -> Result<Response> {
    // No page of another site gets it with the visitor’s cookie (ASVS 3.5.8).
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Error::NotFound);
    }
    let granted = actor.may::<ResourcesView>()?;
    let Given { attachment, reading } = attachments::give(house, &granted, id).await?;
    if way == Way::Shown && !attachment.kind.is_picture() {
        return Err(Error::NotFound);
    }
    let dressed: [(HeaderName, HeaderValue); 7] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(attachment.kind.media_type())),
        (header::CONTENT_LENGTH, HeaderValue::from(attachment.bytes)),
        (header::CONTENT_DISPOSITION, disposition(way, &attachment.name)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::VARY, HeaderValue::from_static("cookie")),
    ];
    Ok((dressed, streamed(reading)).into_response())
}

fn streamed(reading: Reading) -> Body {
    Body::from_stream(stream::try_unfold(reading, |mut reading| async move {
        let bytes =
            reading.next().await.inspect_err(|error| tracing::warn!(%error, "an attachment broke off"))?;
        Ok::<_, std::io::Error>(bytes.map(|bytes| (Bytes::from(bytes), reading)))
    }))
}
