//! `portico healthcheck`: whether the portal on this machine is well, for containers.

use kernel::{Error, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::settings::Settings;

#[allow(clippy::disallowed_methods, reason = "asks the portal on this machine, and nobody else")]
pub async fn run(settings: &Settings) -> Result<()> {
    let ill = |what: String| Error::Unavailable(format!("the portal is not well: {what}"));
    let mut stream =
        tokio::net::TcpStream::connect(settings.listen).await.map_err(|error| ill(error.to_string()))?;
    let request = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.map_err(|error| ill(error.to_string()))?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer).await.map_err(|error| ill(error.to_string()))?;
    let first = String::from_utf8_lossy(&answer);
    match first.lines().next() {
        Some(line) if line.contains(" 200 ") => Ok(()),
        other => Err(ill(other.unwrap_or("it does not answer").to_owned())),
    }
}
