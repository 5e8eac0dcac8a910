//! A recording that is open for reading, from wherever one wants to begin.

use std::io::{Error as IoError, ErrorKind, Result as IoResult, SeekFrom};

use kernel::Result;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::files::unreadable;
use super::kind::SoundKind;

/// Bytes that are in memory at a time.
const PIECE: usize = 64 * 1024;

pub struct Sound {
    pub kind: SoundKind,
    pub bytes: u64,
    /// Another one for other bytes.
    pub version: String,
    /// What the file is called when it is taken out: `call-2026-11-20-0915`.
    pub name: String,
    pub(super) file: File,
}

/// A stretch of a recording, read piece by piece.
pub struct Piece {
    file: File,
    left: u64,
}

impl Sound {
    /// The stretch of `length` bytes from `start` on.
    pub async fn stretch(mut self, start: u64, length: u64) -> Result<Piece> {
        self.file.seek(SeekFrom::Start(start)).await.map_err(|error| unreadable(&error))?;
        Ok(Piece { file: self.file, left: length })
    }
}

impl Piece {
    /// The next bytes; none at the end. A file that has become shorter is an error, and not an end.
    pub async fn next(&mut self) -> IoResult<Option<Vec<u8>>> {
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if most == 0 {
            return Ok(None);
        }
        let mut bytes = vec![0; most];
        let read = self.file.read(&mut bytes).await?;
        if read == 0 {
            return Err(IoError::new(ErrorKind::UnexpectedEof, "the recording is shorter than it was"));
        }
        bytes.truncate(read);
        self.left -= read as u64;
        Ok(Some(bytes))
    }
}
