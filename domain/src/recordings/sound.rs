//! A recording that is open for reading, from wherever one wants to begin, and wherever it lies.

use std::io::{Error as IoError, ErrorKind, Result as IoResult, SeekFrom};

use kernel::{Error, RecordingId, Result};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::elsewhere::Amiss;
use super::files::unreadable;
use super::kind::SoundKind;
use super::proved::Proved;

/// Bytes that are in memory at a time.
const PIECE: usize = 64 * 1024;

/// A recording, less its bytes.
pub struct Sound {
    pub kind: SoundKind,
    pub bytes: u64,
    /// Another one for other bytes.
    pub version: String,
    /// What the file is called when it is taken out: `call-2026-11-20-0915`.
    pub name: String,
}

/// A stretch of a recording, read piece by piece.
pub struct Piece(Source);

enum Source {
    Disk {
        file: File,
        left: u64,
    },
    Elsewhere {
        recording: RecordingId,
        /// What came first, and was proved before anything was given.
        first: Option<Vec<u8>>,
        rest: Box<Proved>,
    },
}

impl Piece {
    /// The stretch of `length` bytes from `start` on of a file.
    pub(super) async fn of_file(mut file: File, (start, length): (u64, u64)) -> Result<Self> {
        file.seek(SeekFrom::Start(start)).await.map_err(|error| unreadable(&error))?;
        Ok(Self(Source::Disk { file, left: length }))
    }

    /// One that comes from elsewhere, if its beginning comes.
    pub(super) async fn from_elsewhere(recording: RecordingId, asked: Result<Proved, Amiss>) -> Result<Self> {
        let begun = async {
            let mut rest = Box::new(asked?);
            Ok(Self(Source::Elsewhere { recording, first: rest.next().await?, rest }))
        };
        begun.await.map_err(|amiss: Amiss| not_to_be_had(recording, &amiss))
    }

    /// The next bytes; none at the end. A file that has become shorter is an error, and not an end.
    pub async fn next(&mut self) -> IoResult<Option<Vec<u8>>> {
        match &mut self.0 {
            Source::Disk { file, left } => next_of(file, left).await,
            Source::Elsewhere { first, .. } if first.is_some() => Ok(first.take()),
            Source::Elsewhere { recording, rest, .. } => {
                rest.next().await.map_err(|amiss| IoError::other(format!("{recording}: {amiss}")))
            }
        }
    }
}

async fn next_of(file: &mut File, left: &mut u64) -> IoResult<Option<Vec<u8>>> {
    let most = usize::try_from(*left).unwrap_or(PIECE).min(PIECE);
    if most == 0 {
        return Ok(None);
    }
    let mut bytes = vec![0; most];
    let read = file.read(&mut bytes).await?;
    if read == 0 {
        return Err(IoError::new(ErrorKind::UnexpectedEof, "the recording is shorter than it was"));
    }
    bytes.truncate(read);
    *left -= read as u64;
    Ok(Some(bytes))
}

/// What whoever listens is told; what it was exactly is in the log.
fn not_to_be_had(recording: RecordingId, amiss: &Amiss) -> Error {
    tracing::error!(%recording, %amiss, "a recording cannot be read from where it is kept");
    let words = match amiss {
        Amiss::Away(_) => "the place where recordings are kept does not answer",
        Amiss::Missing => "the recording is not found where it is kept",
        Amiss::Damaged(_) => "the recording is damaged where it is kept",
    };
    Error::Unavailable(words.to_owned())
}
