//! What is said in the recording of a call, in writing: brought, read, taken away.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{RecordingsListen, RecordingsManage};
use domain::recordings::transcript::{MOST_BYTES, read_transcript, take_transcript, transcribe};
use kernel::{CallId, Error};
use serde::Serialize;
use utoipa::ToSchema;

use crate::bytes::Bytes;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::problem::Problem;
use crate::single::done;

/// What was said, line by line.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    #[schema(value_type = String)]
    call: CallId,
    lines: Vec<TranscriptLine>,
    /// Who wrote it down, or brought it.
    written_by: String,
    #[schema(format = DateTime)]
    written_at: String,
}

/// What somebody said at a time.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TranscriptLine {
    /// From the beginning of the recording, in milliseconds; `null` where it is not known.
    #[schema(required)]
    at: Option<i64>,
    #[schema(required)]
    until: Option<i64>,
    /// Empty where nobody is named.
    who: String,
    text: String,
}

/// How much was taken in.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptTranscript {
    #[schema(value_type = String)]
    call: CallId,
    lines: usize,
}

/// The body is the text, and nothing else: plain, WebVTT or SubRip; what it is, it says itself.
pub async fn bring(caller: Caller, Id(id): Id<CallId>, mut bytes: Bytes) -> Answer {
    let granted = caller.may::<RecordingsManage>()?;
    let too_large = || Problem::TooLarge(format!("A transcript may have at most {} kB.", MOST_BYTES / 1_000));
    if bytes.say_more_than(MOST_BYTES as u64) {
        return Err(too_large());
    }
    let mut text = Vec::new();
    while let Some(piece) = bytes.next().await? {
        if text.len() + piece.len() > MOST_BYTES {
            return Err(too_large());
        }
        text.extend_from_slice(&piece);
    }
    let lines = transcribe(caller.house(), &granted, id, &text).await?;
    Ok(Json(KeptTranscript { call: id, lines }).into_response())
}

/// Whoever may not listen is told that there is none. That it was read is in the history.
pub async fn show(caller: Caller, Id(id): Id<CallId>) -> Answer {
    let granted = caller.may::<RecordingsListen>().map_err(|_| Error::NotFound)?;
    let found = read_transcript(caller.house(), &granted, id).await?;
    let lines = found.lines.into_iter().map(|line| TranscriptLine {
        at: line.at,
        until: line.until,
        who: line.who,
        text: line.text,
    });
    let (lines, written_at) = (lines.collect(), found.at.to_string());
    Ok(Json(Transcript { call: id, lines, written_by: found.by, written_at }).into_response())
}

pub async fn remove(caller: Caller, Id(id): Id<CallId>) -> Answer {
    take_transcript(caller.house(), &caller.may::<RecordingsManage>()?, id).await?;
    Ok(done())
}
