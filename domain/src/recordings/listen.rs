//! Listening to a recording. Whoever does is written down before the first byte is given: once for each person and
//! listening, and not once for each piece that a player asks for.

use db::params;
use kernel::{CallId, Error, OrgId, Result, Span, Timestamp};
use uuid::Uuid;

use super::find::{Recording, State, find};
use super::sound::Sound;
use crate::access::{Actor, Granted, Permission, RecordingsDownload, RecordingsListen, Via};
use crate::history::Action;
use crate::house::House;

/// A listening is over when nothing was asked for so long.
const OVER_AFTER: Span = Span::minutes(30);
/// How often it is noted that a listening goes on.
const GOES_ON: Span = Span::minutes(5);

/// Opens the recording of a call for somebody who listens.
pub async fn listen(house: &House, granted: &Granted<RecordingsListen>, call: CallId) -> Result<Sound> {
    let (recording, sound) = open(house, granted, call).await?;
    note(house, granted.actor(), &recording, Action::RecordingHeard).await?;
    Ok(sound)
}

/// Opens it for somebody who takes it along. Nobody does that in somebody else's place (L3).
pub async fn download(house: &House, granted: &Granted<RecordingsDownload>, call: CallId) -> Result<Sound> {
    granted.actor().must_be_oneself().map_err(|_| Error::NotFound)?;
    let (recording, sound) = open(house, granted, call).await?;
    note(house, granted.actor(), &recording, Action::RecordingDownloaded).await?;
    Ok(sound)
}

/// What is there, without a byte of its sound: nobody has listened by that.
pub async fn look<P: Permission>(house: &House, granted: &Granted<P>, call: CallId) -> Result<Sound> {
    Ok(open(house, granted, call).await?.1)
}

async fn open<P: Permission>(
    house: &House,
    granted: &Granted<P>,
    call: CallId,
) -> Result<(Recording, Sound)> {
    let recording = find(&mut house.read().await?, granted, call).await?;
    let found = house.files.open(granted.org(), recording.id).await?;
    let whole = found.filter(|(_, bytes)| *bytes == recording.bytes && recording.state != State::Damaged);
    let Some((file, bytes)) = whole else {
        tracing::warn!(recording = %recording.id, "the file of a recording is missing or damaged");
        return Err(Error::NotFound);
    };
    let sound = Sound {
        kind: recording.kind,
        bytes,
        version: recording.version(),
        name: recording.file_name(),
        file,
    };
    Ok((recording, sound))
}

impl Recording {
    /// Whether there is something to listen to: the file is there, and as long as it was.
    pub async fn is_whole(&self, house: &House, org: OrgId) -> bool {
        let found = house.files.open(org, self.id).await;
        self.state != State::Damaged && matches!(found, Ok(Some((_, bytes))) if bytes == self.bytes)
    }
}

/// One line of the history for a listening, also of somebody who otherwise only looks.
async fn note(house: &House, actor: &Actor, recording: &Recording, action: Action) -> Result<()> {
    let (org, now) = (actor.org(), house.now());
    let person = match actor.via() {
        Via::Key(key) => key.uuid(),
        _ => actor.person().map_or(Uuid::nil(), |person| person.id.uuid()),
    };
    let subject = actor.subject().map_or(Uuid::nil(), |person| person.id.uuid());
    let heard: Option<Timestamp> = house
        .read()
        .await?
        .0
        .row(
            "SELECT heard_at FROM recording_listenings
             WHERE org_id = ?1 AND recording_id = ?2 AND person_id = ?3 AND subject_id = ?4 AND how = ?5",
            params![org, recording.id, person, subject, action.name()],
            |row| row.get(0),
        )
        .await?;
    let goes_on = heard.is_some_and(|heard| now - OVER_AFTER <= heard);
    if goes_on && heard.is_some_and(|heard| now - GOES_ON <= heard) {
        return Ok(());
    }
    let mut change = house.change_unasked().await?;
    // Of two pieces that are asked for at the same moment one is the first.
    let first = change
        .tx
        .execute(
            "INSERT INTO recording_listenings (org_id, recording_id, person_id, subject_id, how, heard_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (org_id, recording_id, person_id, subject_id, how)
             DO UPDATE SET heard_at = excluded.heard_at WHERE recording_listenings.heard_at < ?7",
            params![
                org,
                recording.id,
                person,
                subject,
                action.name(),
                now,
                if goes_on { now } else { now - OVER_AFTER }
            ],
        )
        .await?;
    if goes_on || first == 0 {
        return change.commit_housekeeping().await;
    }
    change.record(actor, recording.event(action)).await?.commit().await
}
