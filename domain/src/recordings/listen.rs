//! Listening to a recording. Whoever does is written down before the first byte is given: once for each person and
//! listening, and not once for each piece that a player asks for.

use db::params;
use kernel::{CallId, Error, OrgId, Result, Span, Timestamp};
use uuid::Uuid;

use super::files::{At, Files};
use super::find::{Recording, State, find};
use super::proved::Proved;
use super::sound::{Piece, Sound};
use crate::access::{Actor, Granted, Permission, RecordingsDownload, RecordingsListen, Via};
use crate::history::Action;
use crate::house::House;

/// A listening is over when nothing was asked for so long.
const OVER_AFTER: Span = Span::minutes(30);
/// How often it is noted that a listening goes on.
const GOES_ON: Span = Span::minutes(5);

/// Opens `length` bytes from `start` on of the recording of a call, for somebody who listens.
pub async fn listen(
    house: &House,
    granted: &Granted<RecordingsListen>,
    call: CallId,
    stretch: (u64, u64),
) -> Result<(Sound, Piece)> {
    let (recording, piece) = open(house, granted, call, stretch).await?;
    note(house, granted.actor(), &recording, Action::RecordingHeard).await?;
    Ok((recording.sound(), piece))
}

/// Opens it for somebody who takes it along. Nobody does that in somebody else's place (L3).
pub async fn download(
    house: &House,
    granted: &Granted<RecordingsDownload>,
    call: CallId,
    stretch: (u64, u64),
) -> Result<(Sound, Piece)> {
    granted.actor().must_be_oneself().map_err(|_| Error::NotFound)?;
    let (recording, piece) = open(house, granted, call, stretch).await?;
    note(house, granted.actor(), &recording, Action::RecordingDownloaded).await?;
    Ok((recording.sound(), piece))
}

/// What is there, without a byte of its sound: nobody has listened by that.
pub async fn look<P: Permission>(house: &House, granted: &Granted<P>, call: CallId) -> Result<Sound> {
    let recording = find(&mut house.read().await?, granted, call).await?;
    recording.at(house, granted.org()).await?;
    Ok(recording.sound())
}

async fn open<P: Permission>(
    house: &House,
    granted: &Granted<P>,
    call: CallId,
    (start, length): (u64, u64),
) -> Result<(Recording, Piece)> {
    let org = granted.org();
    let mut recording = find(&mut house.read().await?, granted, call).await?;
    let mut at = recording.at(house, org).await;
    if matches!(at, Err(Error::Unavailable(_))) {
        // It may have been put away just now.
        recording = find(&mut house.read().await?, granted, call).await?;
        at = recording.at(house, org).await;
    }
    let at = at?;
    if length == 0 || start.checked_add(length).is_none_or(|end| end > recording.bytes) {
        // Another one has taken its place since it was looked at.
        return Err(Error::Unavailable("the recording is another one now".to_owned()));
    }
    let piece = match at {
        At::Elsewhere(elsewhere) => {
            let sql = "SELECT sums FROM recordings WHERE org_id = ?1 AND id = ?2";
            let sums: Option<Vec<u8>> =
                house.read().await?.0.row(sql, params![org, recording.id], |row| row.get(0)).await?;
            let (name, known) = (Files::name(org, recording.id), (recording.bytes, sums.unwrap_or_default()));
            let asked = Proved::ask(elsewhere, &name, known, (start, length)).await;
            Piece::from_elsewhere(recording.id, asked).await?
        }
        At::Disk(file) => Piece::of_file(file, (start, length)).await?,
        At::OnItsWay | At::Nowhere => return Err(Error::NotFound),
    };
    Ok((recording, piece))
}

/// Whether there is something to listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Playable {
    Yes,
    /// Another machine has it, and has not put it away yet.
    Later,
    /// Its file is missing or damaged.
    Never,
}

impl Recording {
    /// Whether it can be played, as far as that is known here: nobody elsewhere is asked.
    pub async fn playable(&self, house: &House, org: OrgId) -> Playable {
        match house.files.at(org, self).await {
            _ if self.state == State::Damaged => Playable::Never,
            Ok(At::Disk(_) | At::Elsewhere(_)) => Playable::Yes,
            Ok(At::OnItsWay) => Playable::Later,
            Ok(At::Nowhere) | Err(_) => Playable::Never,
        }
    }

    async fn at<'a>(&self, house: &'a House, org: OrgId) -> Result<At<'a>> {
        let at = house.files.at(org, self).await?;
        match at {
            At::OnItsWay => Err(Error::Unavailable(
                "the recording has not come yet to where recordings are kept; try again in a few minutes"
                    .to_owned(),
            )),
            At::Disk(_) | At::Elsewhere(_) if self.state != State::Damaged => Ok(at),
            _ => {
                tracing::warn!(recording = %self.id, "the file of a recording is missing or damaged");
                Err(Error::NotFound)
            }
        }
    }

    fn sound(&self) -> Sound {
        Sound { kind: self.kind, bytes: self.bytes, version: self.version(), name: self.file_name() }
    }
}

/// One line of the history for a listening, also of somebody who otherwise only looks.
pub(super) async fn note(house: &House, actor: &Actor, recording: &Recording, action: Action) -> Result<()> {
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
