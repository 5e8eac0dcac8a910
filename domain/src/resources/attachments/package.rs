//! Documents of offices are ZIP files: which one it is, its list of parts says. Nothing is ever taken out of it.

use std::fs::File;
use std::io::{Read, Result as IoResult, Seek, SeekFrom};

use super::content::Refused;
use super::kind::FileKind;

/// The end of the list: 22 bytes and a remark of at most 65,535.
const END: usize = 22;
const LONGEST_REMARK: u64 = 65_535;
/// A document has some hundred parts; a list longer than this is none of a document.
const LONGEST_LIST: u64 = 4_000_000;

pub(super) fn kind(file: &mut File) -> IoResult<Result<FileKind, Refused>> {
    let Some(parts) = parts(file)? else { return Ok(Err(Refused::Unknown)) };
    let has = |name: &str| parts.iter().any(|part| part == name);
    let open_document = open_document(file)?;
    let kind = if !has("[Content_Types].xml") {
        open_document
    } else if has("word/document.xml") {
        Some(FileKind::Word)
    } else if has("xl/workbook.xml") {
        Some(FileKind::Excel)
    } else if has("ppt/presentation.xml") {
        Some(FileKind::PowerPoint)
    } else {
        None
    };
    let macros = parts.iter().map(|part| part.to_ascii_lowercase()).any(|part| {
        part.ends_with("vbaproject.bin") || part.starts_with("basic/") || part.starts_with("scripts/")
    });
    Ok(match kind {
        Some(_) if macros => Err(Refused::Macros),
        Some(kind) => Ok(kind),
        None => Err(Refused::Unknown),
    })
}

/// `OpenDocument` names itself in its first part, which is not compressed.
fn open_document(file: &mut File) -> IoResult<Option<FileKind>> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(128).read_to_end(&mut head)?;
    let name = head.get(30..38) == Some(b"mimetype") && number(&head, 26, 2) == Some(8);
    let extra = number(&head, 28, 2).and_then(|extra| usize::try_from(extra).ok());
    let length = number(&head, 22, 4).and_then(|length| usize::try_from(length).ok());
    let (Some(extra), Some(length), true) = (extra, length, name) else { return Ok(None) };
    let said = head.get(38 + extra..).and_then(|rest| rest.get(..length)).unwrap_or_default();
    let kinds = [FileKind::Writer, FileKind::Calc, FileKind::Impress];
    Ok(kinds.into_iter().find(|kind| kind.media_type().as_bytes() == said))
}

/// The names of all parts, by the list at the end; none if it is no whole ZIP file.
fn parts(file: &mut File) -> IoResult<Option<Vec<String>>> {
    let bytes = file.seek(SeekFrom::End(0))?;
    let from = bytes.saturating_sub(END as u64 + LONGEST_REMARK);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let Some((at, size, start)) = end_of_list(&tail) else { return Ok(None) };
    if size > LONGEST_LIST || start + size > from + at {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start))?;
    let mut list = Vec::new();
    file.take(size).read_to_end(&mut list)?;
    Ok(names(&list))
}

/// Where the end stands in the tail, how long the list is, and where it begins.
fn end_of_list(tail: &[u8]) -> Option<(u64, u64, u64)> {
    let at = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let end = tail.get(at..)?;
    let remark = usize::try_from(number(end, 20, 2)?).ok()?;
    // Whatever stands behind it would be another file's.
    (end.len() == END + remark).then_some(())?;
    Some((u64::try_from(at).ok()?, number(end, 12, 4)?, number(end, 16, 4)?))
}

fn names(mut list: &[u8]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    while !list.is_empty() {
        list.starts_with(b"PK\x01\x02").then_some(())?;
        let length = |at| number(list, at, 2).and_then(|length| usize::try_from(length).ok());
        let (name, extra, remark) = (length(28)?, length(30)?, length(32)?);
        names.push(String::from_utf8_lossy(list.get(46..46 + name)?).into_owned());
        list = list.get(46 + name + extra + remark..)?;
    }
    Some(names)
}

/// A number of so many bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests {
    use super::*;

    /// A ZIP file with these parts, none of them compressed.
    fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        for (name, content) in parts {
            let start = u32::try_from(bytes.len()).unwrap();
            let (size, length) = (u32::try_from(content.len()).unwrap(), u16::try_from(name.len()).unwrap());
            let sizes = [size.to_le_bytes(), size.to_le_bytes()].concat();
            let lengths = [length.to_le_bytes(), [0; 2]].concat();
            bytes.extend([b"PK\x03\x04", &[0; 14][..], &sizes, &lengths, name.as_bytes(), content].concat());
            list.extend(
                [b"PK\x01\x02", &[0; 16][..], &sizes, &lengths, &[0; 10], &start.to_le_bytes()].concat(),
            );
            list.extend(name.as_bytes());
        }
        let start = u32::try_from(bytes.len()).unwrap();
        let size = u32::try_from(list.len()).unwrap();
        bytes.extend(list);
        bytes.extend(
            [b"PK\x05\x06", &[0; 8][..], &size.to_le_bytes(), &start.to_le_bytes(), &[0; 2]].concat(),
        );
        bytes
    }

    fn judged(content: &[u8]) -> Result<FileKind, Refused> {
        let path = std::env::temp_dir().join(format!("portico-package-{}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        let judged = kind(&mut File::open(&path).unwrap()).unwrap();
        std::fs::remove_file(&path).unwrap();
        judged
    }

    #[test]
    fn v5_2_2_a_package_is_the_document_that_its_parts_say() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        let text: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
        let part = |name: &'static str| (name, b"x".as_slice());
        for (parts, kind) in [
            (vec![types, part("word/document.xml")], Ok(FileKind::Word)),
            (vec![types, part("xl/workbook.xml")], Ok(FileKind::Excel)),
            (vec![types, part("ppt/presentation.xml")], Ok(FileKind::PowerPoint)),
            (vec![types, part("word/document.xml"), part("word/vbaProject.bin")], Err(Refused::Macros)),
            (vec![text, part("content.xml")], Ok(FileKind::Writer)),
            (vec![text, part("Basic/Standard/Module1.xml")], Err(Refused::Macros)),
            (vec![part("content.xml"), text], Err(Refused::Unknown)),
            (vec![types, part("AndroidManifest.xml")], Err(Refused::Unknown)),
            (vec![part("setup.exe")], Err(Refused::Unknown)),
            (vec![], Err(Refused::Unknown)),
        ] {
            assert_eq!(judged(&zip(&parts)), kind, "{parts:?}");
        }
        let whole = zip(&[types, part("word/document.xml")]);
        assert_eq!(
            judged(whole.get(..whole.len() - 1).unwrap()),
            Err(Refused::Unknown),
            "its end is missing"
        );
        let two = [whole.clone(), b"<script>".to_vec()].concat();
        assert_eq!(judged(&two), Err(Refused::Unknown), "something stands behind it");
    }
}
