//! A transcript is kept with its recording, read by whoever may listen, and gone with it. To read what was said is to
//! have heard it: it is written down as a listening is.

use db::{Tx, params};
use kernel::{CallId, Error, OrgId, RecordingId, Result, Timestamp};

use super::Line;
use super::text::{parse, wrong};
use crate::access::{Granted, RecordingsListen, RecordingsManage};
use crate::history::Action;
use crate::house::House;
use crate::recordings::add::welcome;
use crate::recordings::find::{find, find_in};
use crate::recordings::listen::note;

/// What was said, and who wrote it down.
#[derive(Clone, Debug)]
pub struct Transcript {
    pub lines: Vec<Line>,
    pub by: String,
    pub at: Timestamp,
}

/// Keeps what is said in the recording of a call, in the place of what was there; answers how many lines it has.
pub async fn transcribe(
    house: &House,
    granted: &Granted<RecordingsManage>,
    call: CallId,
    written: &[u8],
) -> Result<usize> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    welcome(&mut change.tx, granted, call).await?;
    let Some(recording) = find_in(&mut change.tx, granted, call).await? else {
        return Err(Error::conflict("Bring the recording of this call first: a transcript belongs to it."));
    };
    let lines = parse(written)?;
    within(&lines, recording.milliseconds)?;
    let text = serde_json::to_string(&lines).map_err(Error::bug)?;
    let before = lines_of(&mut change.tx, org, recording.id).await?;
    if before.as_ref() == Some(&lines) {
        return Ok(lines.len());
    }
    change
        .tx
        .execute(
            "INSERT INTO recording_transcripts (org_id, recording_id, lines, written_by, written_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, recording_id) DO UPDATE SET lines = excluded.lines,
                 written_by = excluded.written_by, written_at = excluded.written_at",
            params![org, recording.id, text.as_str(), granted.actor().signature().as_str(), change.at],
        )
        .await?;
    let count = |lines: &[Line]| {
        if lines.len() == 1 { "1 line".to_owned() } else { format!("{} lines", lines.len()) }
    };
    let event = recording.event(Action::TranscriptWritten).changed(
        "transcript",
        before.as_deref().map(count).unwrap_or_default(),
        count(&lines),
    );
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(lines.len())
}

/// Nothing is said after the recording has ended, where it is known when that is.
fn within(lines: &[Line], milliseconds: Option<i64>) -> Result<()> {
    let Some(length) = milliseconds else { return Ok(()) };
    let late = lines.iter().find(|line| line.at.is_some_and(|at| at > length + 1_000));
    let Some(line) = late else { return Ok(()) };
    let begins: String = line.text.chars().take(40).collect();
    Err(wrong(format!(
        "“{begins}” is said {} seconds after the beginning, and the recording has only {}. Is it the transcript of \
         another call?",
        line.at.unwrap_or(0) / 1_000,
        length / 1_000
    )))
}

/// Takes the transcript away; the recording stays.
pub async fn take_transcript(house: &House, granted: &Granted<RecordingsManage>, call: CallId) -> Result<()> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    let recording = find_in(&mut change.tx, granted, call).await?.ok_or(Error::NotFound)?;
    if !recording.transcribed {
        return Err(Error::NotFound);
    }
    forget(&mut change.tx, org, recording.id).await?;
    change.record(granted.actor(), recording.event(Action::TranscriptDeleted)).await?.commit().await
}

/// With its recording it goes, whatever the reason.
pub(in crate::recordings) async fn forget(tx: &mut Tx, org: OrgId, recording: RecordingId) -> Result<()> {
    let sql = "DELETE FROM recording_transcripts WHERE org_id = ?1 AND recording_id = ?2";
    tx.execute(sql, params![org, recording]).await?;
    Ok(())
}

/// What was said in a call, for whoever may listen to it, behind the same switches. That it was read is written down
/// before a word is given.
pub async fn read_transcript(
    house: &House,
    granted: &Granted<RecordingsListen>,
    call: CallId,
) -> Result<Transcript> {
    let recording = find(&mut house.read().await?, granted, call).await?;
    let found: Option<(String, String, Timestamp)> = house
        .read()
        .await?
        .0
        .row(
            "SELECT lines, written_by, written_at FROM recording_transcripts WHERE org_id = ?1 AND recording_id = ?2",
            params![granted.org(), recording.id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    let (lines, by, at) = found.ok_or(Error::NotFound)?;
    note(house, granted.actor(), &recording, Action::TranscriptRead).await?;
    Ok(Transcript { lines: stored(&lines)?, by, at })
}

async fn lines_of(tx: &mut Tx, org: OrgId, recording: RecordingId) -> Result<Option<Vec<Line>>> {
    let sql = "SELECT lines FROM recording_transcripts WHERE org_id = ?1 AND recording_id = ?2";
    let found: Option<String> = tx.row(sql, params![org, recording], |row| row.get(0)).await?;
    found.as_deref().map(stored).transpose()
}

fn stored(text: &str) -> Result<Vec<Line>> {
    serde_json::from_str(text).map_err(Error::bug)
}
