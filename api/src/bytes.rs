//! A body that is a file: its bytes as they come, and nothing else.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use web::Site;

use crate::problem::Problem;

pub struct Bytes {
    headers: HeaderMap,
    body: Body,
}

impl FromRequest<Site> for Bytes {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if parts.headers.contains_key(header::CONTENT_ENCODING) {
            let path = parts.uri.path();
            let kinds = match path.rsplit('/').next() {
                Some("attachments") => FILE,
                Some("transcript") => TEXT,
                _ => SOUND,
            };
            return Err(Problem::Media(kinds));
        }
        Ok(Self { headers: parts.headers, body })
    }
}

const SOUND: &str = "audio/wav, audio/mpeg, audio/ogg, audio/mp4";
const TEXT: &str = "text/plain, text/vtt, application/x-subrip";
const FILE: &str = "application/octet-stream";

impl Bytes {
    /// What they are said to be.
    pub fn kind(&self) -> &str {
        self.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
    }

    /// Whether they say themselves that they are too many.
    pub fn say_more_than(&self, most: u64) -> bool {
        let said = self.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        said.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > most)
    }

    pub async fn next(&mut self) -> Result<Option<axum::body::Bytes>, Problem> {
        while let Some(frame) = self.body.frame().await {
            let frame = frame.map_err(|_| Problem::Malformed("The body broke off.".to_owned()))?;
            if let Ok(data) = frame.into_data() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }
}
