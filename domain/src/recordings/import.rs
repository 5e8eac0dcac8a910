//! Recordings of a telephone system, from a folder: each finds its call by the id in its name, as often as one likes.

use std::path::{Path, PathBuf};

use db::params;
use kernel::{CallId, Error, Result};
use tokio::io::AsyncReadExt;

use super::add::begin;
use crate::access::{Granted, RecordingsManage};
use crate::house::House;

/// What came of a folder.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub files: usize,
    pub kept: usize,
    /// Of calls that have a recording already.
    pub existing: usize,
    /// Whose names are of no call.
    pub without_call: usize,
    /// Of accounts that keep no recordings.
    pub switched_off: usize,
    /// The first of those that could not be used, and why.
    pub refused: Vec<(PathBuf, String)>,
    pub bad: usize,
}

const ENDINGS: &[&str] = &["wav", "mp3", "ogg", "opus", "oga", "m4a", "mp4"];
/// Files that the report explains.
const EXPLAINED: usize = 50;
/// Folders within folders.
const DEEPEST: usize = 16;

/// Takes in every recording below `folder` whose call is known; `source` is the name under which the calls of the
/// file were imported.
pub async fn import(
    house: &House,
    granted: &Granted<RecordingsManage>,
    folder: &Path,
    source: &str,
    dry_run: bool,
) -> Result<Report> {
    let root = folder.to_owned();
    let walk = move || {
        let mut files = Vec::new();
        walk(&root, 0, &mut files).map(|()| files)
    };
    let files = tokio::task::spawn_blocking(walk).await.map_err(Error::bug)?.map_err(|error| {
        Error::invalid("--recordings", format!("{} cannot be read: {error}", folder.display()))
    })?;
    let mut report = Report { files: files.len(), ..Report::default() };
    for file in files {
        match known(house, granted, &file, source).await? {
            None => report.without_call += 1,
            Some((_, true)) => report.existing += 1,
            Some((call, false)) => match one(house, granted, &file, call, dry_run).await {
                Ok(()) => report.kept += 1,
                Err(Error::Conflict(_)) => report.switched_off += 1,
                Err(Error::Invalid(wrong)) => {
                    let why = wrong.fields().first().map(|field| field.message.clone()).unwrap_or_default();
                    report.bad += 1;
                    if report.refused.len() < EXPLAINED {
                        report.refused.push((file, why));
                    }
                }
                Err(other) => return Err(other),
            },
        }
    }
    Ok(report)
}

/// Every sound below a folder, in the order of the names. Links are not followed.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (kind, path) = (entry.file_type()?, entry.path());
        if kind.is_dir() && depth < DEEPEST {
            walk(&path, depth + 1, files)?;
        } else if kind.is_file() && is_sound(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_sound(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// The ids that a name may tell: Asterisk's `1700000000.42` anywhere in it, or the whole name.
fn ids(path: &Path, source: &str) -> Vec<String> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let numbers = stem.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|part| {
        let halves = part.split_once('.');
        halves.is_some_and(|(time, count)| {
            time.len() >= 9 && !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    let words = numbers.chain([stem]);
    words.flat_map(|word| [format!("asterisk:{word}"), format!("{source}:{word}")]).collect()
}

/// The call that a file is of, and whether it has a recording already.
async fn known(
    house: &House,
    granted: &Granted<RecordingsManage>,
    file: &Path,
    source: &str,
) -> Result<Option<(CallId, bool)>> {
    let mut read = house.read().await?;
    for id in ids(file, source) {
        let sql = "SELECT id, recorded FROM calls WHERE org_id = ?1 AND external_id = ?2";
        let found = read
            .0
            .row(sql, params![granted.org(), id], |row| Ok((row.get(0)?, row.get::<i64>(1)? != 0)))
            .await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

async fn one(
    house: &House,
    granted: &Granted<RecordingsManage>,
    file: &Path,
    call: CallId,
    dry_run: bool,
) -> Result<()> {
    let mut incoming = begin(house, granted, call).await?;
    let unreadable =
        |error: std::io::Error| Error::invalid("recording", format!("It cannot be read: {error}."));
    let mut input = tokio::fs::File::open(file).await.map_err(unreadable)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = input.read(&mut buffer).await.map_err(unreadable)?;
        match buffer.get(..read) {
            Some(piece) if !piece.is_empty() => incoming.write(piece).await?,
            _ => break,
        }
    }
    if dry_run { incoming.would_do("").await } else { incoming.finish(house, granted, "").await.map(drop) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_call_is_found_in_the_names_that_telephone_systems_write() {
        for (name, id) in [
            ("1700000000.42.wav", "asterisk:1700000000.42"),
            ("in-5125550100-2025550123-20261120-101500-1700000000.42.wav", "asterisk:1700000000.42"),
            ("q-600-1700000000.42-agent.MP3", "asterisk:1700000000.42"),
            ("A-1001.mp3", "pbx:A-1001"),
        ] {
            assert!(ids(Path::new(name), "pbx").contains(&id.to_owned()), "{name}");
        }
        assert!(!ids(Path::new("20261120.1.2.wav"), "pbx").contains(&"asterisk:20261120.1.2.".to_owned()));
        for (name, yes) in [("a.WAV", true), ("a.opus", true), ("a.txt", false), ("wav", false)] {
            assert_eq!(is_sound(Path::new(name)), yes, "{name}");
        }
    }
}
