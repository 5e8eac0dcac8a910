//! Whole files by the one way out: streamed in both directions, with an end to each wait instead of one to the whole.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use kernel::{Error, Result};
use reqwest::header::{CONTENT_TYPE, HeaderMap, RANGE, TRANSFER_ENCODING};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::time::timeout;

use super::{Client, Network, checked, client, words};

/// Until an answer begins.
const BEGINS_WITHIN: Duration = Duration::from_secs(10);
/// Until the next bytes of it come.
const GOES_ON_WITHIN: Duration = Duration::from_secs(10);
/// A file that is sent may take this long, and a second more for each so many bytes.
const SENT_WITHIN: Duration = Duration::from_secs(30);
const BYTES_A_SECOND: u64 = 100_000;
/// Bytes of a file that are in memory at a time.
const PIECE: usize = 64 * 1024;

/// Asks for files and brings them, at whichever address.
#[derive(Clone)]
pub struct FileWay {
    client: Client,
    network: Network,
}

/// An answer whose bytes are still on their way.
pub struct Arriving(reqwest::Response);

impl FileWay {
    pub fn new(network: Network) -> Result<Self> {
        Ok(Self { client: client(network).build().map_err(Error::bug)?, network })
    }

    pub fn network(&self) -> Network {
        self.network
    }

    /// Whether `url` may be asked, as far as that is seen from the outside.
    pub fn check(url: &str, network: Network) -> Result<()> {
        checked(url, network).map(drop)
    }

    /// Asks for a file, or for so many bytes of it from `start` on.
    pub async fn get(&self, url: &str, stretch: Option<(u64, u64)>) -> Result<Arriving, String> {
        let url = checked(url, self.network).map_err(|error| error.to_string())?;
        let mut request = self.client.get(url);
        if let Some((start, length)) = stretch {
            request = request.header(RANGE, format!("bytes={start}-{}", (start + length).saturating_sub(1)));
        }
        heard(request, BEGINS_WITHIN).await
    }

    pub async fn put(&self, url: &str, headers: HeaderMap, file: &Path) -> Result<Arriving, String> {
        let url = checked(url, self.network).map_err(|error| error.to_string())?;
        let unreadable = |error: io::Error| error.to_string();
        let file = File::open(file).await.map_err(unreadable)?;
        let left = file.metadata().await.map_err(unreadable)?.len();
        let within = SENT_WITHIN + Duration::from_secs(left / BYTES_A_SECOND);
        let body = reqwest::Body::wrap(Sent { file, left });
        heard(self.client.put(url).headers(headers).body(body), within).await
    }

    pub async fn delete(&self, url: &str) -> Result<Arriving, String> {
        let url = checked(url, self.network).map_err(|error| error.to_string())?;
        heard(self.client.delete(url), BEGINS_WITHIN).await
    }
}

async fn heard(request: reqwest::RequestBuilder, within: Duration) -> Result<Arriving, String> {
    match timeout(within, request.send()).await {
        Ok(Ok(response)) => Ok(Arriving(response)),
        Ok(Err(error)) => Err(words(&error)),
        Err(_) => Err("no answer in time".to_owned()),
    }
}

impl Arriving {
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// How long it says that it is.
    pub fn length(&self) -> Option<u64> {
        self.0.content_length()
    }

    /// Whether it ends by a mark of its own, and not just by nothing more coming.
    pub fn says_its_end(&self) -> bool {
        self.length().is_some() || self.0.headers().contains_key(TRANSFER_ENCODING)
    }

    /// What it says that it is.
    pub fn kind(&self) -> &str {
        self.0.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
    }

    /// The next bytes; none at the end. An answer that breaks off before the length that it said has no end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, String> {
        match timeout(GOES_ON_WITHIN, self.0.chunk()).await {
            Ok(read) => read.map_err(|error| words(&error)),
            Err(_) => Err("nothing more came in time".to_owned()),
        }
    }

    /// The beginning of what it says, up to so many bytes; as much of it as comes.
    pub async fn beginning(mut self, most: usize) -> String {
        let mut bytes = Vec::new();
        while bytes.len() < most {
            let Ok(Some(more)) = self.next().await else { break };
            bytes.extend_from_slice(&more);
        }
        bytes.truncate(most);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A file on its way out, which says how long it is.
struct Sent {
    file: File,
    left: u64,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if most == 0 {
            return Poll::Ready(None);
        }
        let mut bytes = vec![0; most];
        let mut buffer = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut self.file).poll_read(context, &mut buffer))?;
        let read = buffer.filled().len();
        if read == 0 {
            let shorter = io::Error::new(io::ErrorKind::UnexpectedEof, "the file has become shorter");
            return Poll::Ready(Some(Err(shorter)));
        }
        bytes.truncate(read);
        self.left -= read as u64;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(bytes)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
