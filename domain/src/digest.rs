//! The digest of a file, read piece by piece.

use std::io::{Read, Result as IoResult};
use std::path::Path;

use sha2::{Digest, Sha256};

/// SHA-256 of all its bytes.
pub(crate) fn digest(file: &Path) -> IoResult<Vec<u8>> {
    let mut input = std::fs::File::open(file)?;
    let mut sha = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = input.read(&mut buffer)?;
        match buffer.get(..read) {
            Some(bytes) if !bytes.is_empty() => sha.update(bytes),
            _ => return Ok(sha.finalize().to_vec()),
        }
    }
}
