//! A file that is given out piece by piece, so that a large one costs no more memory than a small one.

use std::io::{Error as IoError, ErrorKind, Result as IoResult, SeekFrom};

use kernel::Result;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::shelf::unreadable;

/// Bytes that are in memory at a time.
const PIECE: usize = 64 * 1024;

/// A stretch of a file.
pub struct Reading {
    file: File,
    left: u64,
}

impl Reading {
    /// The stretch of `length` bytes from `start` on.
    pub(crate) async fn of(mut file: File, (start, length): (u64, u64)) -> Result<Self> {
        file.seek(SeekFrom::Start(start)).await.map_err(|error| unreadable(&error))?;
        Ok(Self { file, left: length })
    }

    /// The next bytes; none at the end. A file that has become shorter is an error, and not an end.
    pub async fn next(&mut self) -> IoResult<Option<Vec<u8>>> {
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if most == 0 {
            return Ok(None);
        }
        let mut bytes = vec![0; most];
        let read = self.file.read(&mut bytes).await?;
        if read == 0 {
            return Err(IoError::new(ErrorKind::UnexpectedEof, "the file is shorter than it was"));
        }
        bytes.truncate(read);
        self.left -= read as u64;
        Ok(Some(bytes))
    }
}
