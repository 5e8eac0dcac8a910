//! The style sheet, the script and the icons, built into the binary.

use std::fmt::Write;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use kernel::Error;
use rust_embed::RustEmbed;

use crate::Answer;

#[derive(RustEmbed)]
#[folder = "dist/"]
struct Dist;

/// Changes whenever a built file does; stands in the address of each.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut sum = [0u8; 8];
    for name in Dist::iter() {
        if let Some(file) = Dist::get(&name) {
            for (place, byte) in sum.iter_mut().zip(file.metadata.sha256_hash()) {
                *place ^= byte;
            }
        }
    }
    sum.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
});

pub(crate) fn version() -> &'static str {
    &VERSION
}

pub async fn serve(Path(name): Path<String>) -> Answer {
    let file = Dist::get(&name).ok_or(Error::NotFound)?;
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, file.data).into_response())
}
