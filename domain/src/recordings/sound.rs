//! A recording that is open for reading, from wherever one wants to begin, and wherever it lies.

use std::io::{Error as IoError, Result as IoResult};

use kernel::{Error, RecordingId, Result};
use tokio::fs::File;

use super::elsewhere::Amiss;
use super::kind::SoundKind;
use super::proved::Proved;
use crate::files::Reading;

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
    Disk(Reading),
    Elsewhere {
        recording: RecordingId,
        /// What came first, and was proved before anything was given.
        first: Option<Vec<u8>>,
        rest: Box<Proved>,
    },
}

impl Piece {
    /// The stretch of `length` bytes from `start` on of a file.
    pub(super) async fn of_file(file: File, stretch: (u64, u64)) -> Result<Self> {
        Ok(Self(Source::Disk(Reading::of(file, stretch).await?)))
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
            Source::Disk(reading) => reading.next().await,
            Source::Elsewhere { first, .. } if first.is_some() => Ok(first.take()),
            Source::Elsewhere { recording, rest, .. } => {
                rest.next().await.map_err(|amiss| IoError::other(format!("{recording}: {amiss}")))
            }
        }
    }
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
