//! The answer to whoever asks for the sound: all of it or a stretch, a piece in memory at a time.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::House;
use domain::access::{Actor, RecordingsDownload, RecordingsListen};
use domain::recordings::{self, Piece, Sound};
use futures_util::stream;
use kernel::{CallId, Error, Result};

use super::range::{Wanted, wanted};

/// For what it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Heard,
    /// As a file to keep.
    Along,
}

/// The recording of a call. Whoever may not have it, and whoever asks from another site, is told that there is none.
pub async fn sound(
    house: &House,
    actor: &Actor,
    call: CallId,
    (method, headers): (&Method, &HeaderMap),
    taken: Taken,
) -> Result<Response> {
    // No page of another site plays it with the visitor's cookie (ASVS 3.5.8).
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Error::NotFound);
    }
    let there = look(house, actor, call, taken).await?;
    let version = format!("\"{}\"", there.version);
    if knows(headers, &version) {
        return dressed(StatusCode::NOT_MODIFIED, &there, &version, taken, Body::empty());
    }
    if method == Method::HEAD {
        let mut response = dressed(StatusCode::OK, &there, &version, taken, Body::empty())?;
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(there.bytes));
        return Ok(response);
    }
    let bytes = there.bytes;
    let (status, start, length) = match wanted(headers, bytes, &version) {
        Wanted::Whole => (StatusCode::OK, 0, bytes),
        Wanted::Stretch(start, length) => (StatusCode::PARTIAL_CONTENT, start, length),
        Wanted::Beyond => {
            let status = StatusCode::RANGE_NOT_SATISFIABLE;
            let mut response = dressed(status, &there, &version, taken, Body::empty())?;
            put(&mut response, header::CONTENT_RANGE, &format!("bytes */{bytes}"))?;
            return Ok(response);
        }
    };
    let (sound, piece) = open(house, actor, call, taken, (start, length)).await?;
    let mut response = dressed(status, &sound, &version, taken, Body::empty())?;
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {start}-{}/{bytes}", start + length - 1);
        put(&mut response, header::CONTENT_RANGE, &range)?;
    }
    *response.body_mut() = streamed(piece);
    Ok(response)
}

/// What is there, for whoever may have it so; nobody has heard anything by that.
async fn look(house: &House, actor: &Actor, call: CallId, taken: Taken) -> Result<Sound> {
    match taken {
        Taken::Heard => recordings::look(house, &may_listen(actor)?, call).await,
        Taken::Along => {
            actor.must_be_oneself().map_err(|_| Error::NotFound)?;
            recordings::look(house, &may_download(actor)?, call).await
        }
    }
}

async fn open(
    house: &House,
    actor: &Actor,
    call: CallId,
    taken: Taken,
    stretch: (u64, u64),
) -> Result<(Sound, Piece)> {
    match taken {
        Taken::Heard => recordings::listen(house, &may_listen(actor)?, call, stretch).await,
        Taken::Along => recordings::download(house, &may_download(actor)?, call, stretch).await,
    }
}

/// S0-08: where one may not listen there is nothing to listen to.
fn may_listen(actor: &Actor) -> Result<domain::access::Granted<RecordingsListen>> {
    actor.may::<RecordingsListen>().map_err(|_| Error::NotFound)
}

fn may_download(actor: &Actor) -> Result<domain::access::Granted<RecordingsDownload>> {
    actor.may::<RecordingsDownload>().map_err(|_| Error::NotFound)
}

fn knows(headers: &HeaderMap, version: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == version)
}

/// The headers that every answer has: nothing in the file can run, and nobody on the way keeps it.
fn dressed(status: StatusCode, sound: &Sound, version: &str, taken: Taken, body: Body) -> Result<Response> {
    let mut response = (status, body).into_response();
    let way = if taken == Taken::Along { "attachment" } else { "inline" };
    let name = format!("{way}; filename=\"{}.{}\"", sound.name, sound.kind.name());
    for (header, value) in [
        (header::CONTENT_TYPE, sound.kind.media_type()),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::ETAG, version),
        (header::ACCEPT_RANGES, "bytes"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        put(&mut response, header, value)?;
    }
    Ok(response)
}

fn put(response: &mut Response, name: HeaderName, value: &str) -> Result<()> {
    response.headers_mut().insert(name, HeaderValue::from_str(value).map_err(Error::bug)?);
    Ok(())
}

fn streamed(piece: Piece) -> Body {
    Body::from_stream(stream::try_unfold(piece, |mut piece| async move {
        let bytes =
            piece.next().await.inspect_err(|error| tracing::warn!(%error, "a recording broke off"))?;
        Ok::<_, std::io::Error>(bytes.map(|bytes| (Bytes::from(bytes), piece)))
    }))
}
