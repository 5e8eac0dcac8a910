//! What a file is, by what is in it and by nothing that was said of it.

use std::fs::File;
use std::io::{Read, Result as IoResult};
use std::path::Path;

use super::kind::FileKind;
use super::package;

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    Empty,
    /// Of no kind that is kept.
    Unknown,
    /// A document that brings programs along.
    Macros,
    /// The binary files of Office until 2003, in which nobody sees whether there are any.
    OldOffice,
}

/// First bytes that tell one kind from another.
const ENOUGH: usize = 64;
const PIECE: usize = 64 * 1024;

pub(super) fn of(path: &Path) -> IoResult<Result<FileKind, Refused>> {
    let mut file = File::open(path)?;
    let mut head = Vec::with_capacity(ENOUGH);
    file.by_ref().take(ENOUGH as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Err(Refused::Empty));
    }
    if let Some(kind) = by_head(&head) {
        return Ok(Ok(kind));
    }
    if head.starts_with(b"PK\x03\x04") {
        return package::kind(&mut file);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Err(Refused::OldOffice));
    }
    Ok(if is_text(&head) && rest_is_text(&mut file)? { Ok(FileKind::Text) } else { Err(Refused::Unknown) })
}

fn by_head(head: &[u8]) -> Option<FileKind> {
    let at = |start: usize, bytes: &[u8]| head.get(start..start + bytes.len()) == Some(bytes);
    if at(0, b"%PDF-") {
        Some(FileKind::Pdf)
    } else if at(0, b"\x89PNG\r\n\x1a\n") && at(12, b"IHDR") {
        Some(FileKind::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Some(FileKind::Jpeg)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some(FileKind::Gif)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(FileKind::WebP)
    } else {
        None
    }
}

/// Text has no control characters but those that move on. In which letters it is written is not asked.
fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

fn rest_is_text(file: &mut File) -> IoResult<bool> {
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        match piece.get(..read) {
            Some(bytes) if !bytes.is_empty() => {
                if !is_text(bytes) {
                    return Ok(false);
                }
            }
            _ => return Ok(true),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests {
    use super::*;

    fn judged(content: &[u8]) -> Result<FileKind, Refused> {
        let path = std::env::temp_dir().join(format!("portico-content-{}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        let judged = of(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        judged
    }

    #[test]
    fn v5_2_2_what_is_in_a_file_says_what_it_is() {
        let long = [vec![b'a'; 100_000], vec![0]].concat();
        for (content, kind) in [
            (b"%PDF-1.7\n\0\x01".as_slice(), Ok(FileKind::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0", Ok(FileKind::Png)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0", Err(Refused::Unknown)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Ok(FileKind::Jpeg)),
            (b"GIF89a\x01\0", Ok(FileKind::Gif)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Ok(FileKind::WebP)),
            (b"RIFF\x10\0\0\0WAVEfmt ", Err(Refused::Unknown)),
            ("Größe;Preis\r\n1;2\r\n".as_bytes(), Ok(FileKind::Text)),
            (b"Gr\xf6\xdfe in Latin-1\n", Ok(FileKind::Text)),
            (b"<html><script>alert(1)</script>", Ok(FileKind::Text)),
            (b"\xff\xfeU\0T\0F\0", Err(Refused::Unknown)),
            (b"MZ\x90\0\x03", Err(Refused::Unknown)),
            (b"\x7fELF\x02", Err(Refused::Unknown)),
            (b"PK\x03\x04broken", Err(Refused::Unknown)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Err(Refused::OldOffice)),
            (&long, Err(Refused::Unknown)),
            (b"", Err(Refused::Empty)),
        ] {
            assert_eq!(
                judged(content),
                kind,
                "{}",
                String::from_utf8_lossy(content.get(..20).unwrap_or(content))
            );
        }
    }
}
