//! The recording of a call: brought in one request or in parts, taken out as a file, deleted.

use axum::Json;
use axum::http::{HeaderMap, Method};
use axum::response::IntoResponse;
use domain::access::{Granted, RecordingsManage};
use domain::recordings::{self, Begun, Kept};
use kernel::{CallId, Error, RecordingId, UploadId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Pairs;
use web::recordings::{Taken, sound};

use crate::body;
use crate::bytes::Bytes;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;
use crate::problem::Problem;
use crate::single::{created, done};

/// A recording that is kept.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptRecording {
    #[schema(value_type = String)]
    id: RecordingId,
    #[schema(value_type = String)]
    call: CallId,
    /// `wav`, `mp3`, `ogg` or `m4a`.
    kind: &'static str,
    bytes: u64,
    /// Null where only a player finds it out.
    #[schema(required)]
    milliseconds: Option<i64>,
}

/// A recording that is to come in parts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUpload {
    /// How long the whole file is.
    #[schema(minimum = 1)]
    bytes: u64,
    /// What it is, such as `audio/wav`; left out, its first bytes say it.
    kind: Option<String>,
}

/// How far a recording has come.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Upload {
    #[schema(value_type = String)]
    id: UploadId,
    #[schema(value_type = String)]
    call: CallId,
    bytes: u64,
    /// Where the next part begins.
    received: u64,
    /// The recording, once the last part has come; the upload is gone then.
    #[schema(required)]
    recording: Option<KeptRecording>,
}

fn said(call: CallId, kept: &Kept) -> KeptRecording {
    KeptRecording {
        id: kept.id,
        call,
        kind: kept.kind.name(),
        bytes: kept.bytes,
        milliseconds: kept.milliseconds,
    }
}

fn so_far(begun: &Begun, recording: Option<KeptRecording>) -> Upload {
    Upload { id: begun.id, call: begun.call, bytes: begun.bytes, received: begun.received, recording }
}

fn too_large(most: u64) -> Problem {
    Problem::TooLarge(format!("A recording may have at most {} MB.", most / 1_000_000))
}

fn may_manage(caller: &Caller) -> Result<Granted<RecordingsManage>, Error> {
    caller.may::<RecordingsManage>()
}

/// All of it in one request, in the place of the one that the call had.
pub async fn bring(caller: Caller, Id(id): Id<CallId>, mut bytes: Bytes) -> Answer {
    let granted = may_manage(&caller)?;
    let mut incoming = recordings::begin(caller.house(), &granted, id).await?;
    if bytes.say_more_than(incoming.most()) {
        return Err(too_large(incoming.most()));
    }
    while let Some(piece) = bytes.next().await? {
        if incoming.bytes() + piece.len() as u64 > incoming.most() {
            return Err(too_large(incoming.most()));
        }
        incoming.write(&piece).await?;
    }
    let kept = incoming.finish(caller.house(), &granted, bytes.kind()).await?;
    Ok(created(&format!("/api/v1/calls/{id}/recording"), &said(id, &kept)))
}

/// Taken out as a file. Who does is in the history.
pub async fn take_out(caller: Caller, Id(id): Id<CallId>, method: Method, headers: HeaderMap) -> Answer {
    Ok(sound(caller.house(), &caller.actor, id, (&method, &headers), Taken::Along).await?)
}

pub async fn remove(caller: Caller, Id(id): Id<CallId>) -> Answer {
    recordings::remove(caller.house(), &may_manage(&caller)?, id).await?;
    Ok(done())
}

pub async fn begin(caller: Caller, Id(id): Id<CallId>, body::Body(new): body::Body<NewUpload>) -> Answer {
    let kind = new.kind.unwrap_or_default();
    let begun =
        recordings::begin_in_parts(caller.house(), &may_manage(&caller)?, id, new.bytes, &kind).await?;
    Ok(created(&format!("/api/v1/recording-uploads/{}", begun.id), &so_far(&begun, None)))
}

pub async fn show(caller: Caller, Id(id): Id<UploadId>) -> Answer {
    let begun = recordings::so_far(caller.house(), &may_manage(&caller)?, id).await?;
    Ok(Json(so_far(&begun, None)).into_response())
}

/// The next bytes. What has come of a part that breaks off stays.
pub async fn go_on(
    caller: Caller,
    Id(id): Id<UploadId>,
    Question(pairs): Question,
    mut bytes: Bytes,
) -> Answer {
    let granted = may_manage(&caller)?;
    let at = offset(&pairs)?;
    let mut part = recordings::go_on(caller.house(), &granted, id, at).await?;
    while let Some(piece) = bytes.next().await? {
        part.write(&piece).await?;
    }
    let (begun, kept) = part.finish(caller.house(), &granted).await?;
    let recording = kept.map(|kept| said(begun.call, &kept));
    Ok(Json(so_far(&begun, recording)).into_response())
}

fn offset(pairs: &Pairs) -> Result<u64, Error> {
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "offset") {
        return Err(Error::invalid(name, "There is no such parameter. Use offset."));
    }
    let offset = pairs.get("offset").and_then(|text| text.parse().ok());
    offset.ok_or_else(|| Error::invalid("offset", "Send the number of bytes that have come already."))
}

pub async fn give_up(caller: Caller, Id(id): Id<UploadId>) -> Answer {
    recordings::drop_parts(caller.house(), &may_manage(&caller)?, id).await?;
    Ok(done())
}
