//! Bringing the recording of a call in: streamed to a file, checked, named, and only then known.

use db::{Tx, Value, params};
use kernel::{AccountId, CallId, ContactId, Error, OrgId, RecordingId, Result, Timestamp, UserId};
use uuid::Uuid;

use super::files::{Files, Writing};
use super::kind::{ENOUGH, SoundKind};
use super::{away, fetch, find, transcript, wav};
use crate::access::{AnyGranted, Granted, RecordingsManage, Select};
use crate::history::{Action, Event};
use crate::house::House;
use crate::organizations::Settings;
use crate::records::calls;

/// The call that a recording is brought for.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub id: CallId,
    pub account: AccountId,
    contact: Option<ContactId>,
    creator: Option<UserId>,
    started_at: Timestamp,
    label: String,
    settings: Settings,
    switched_on: bool,
}

/// A recording on its way in. Dropped before it is finished, nothing of it is left.
pub struct Incoming {
    call: Call,
    writing: Writing,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: RecordingId,
    pub kind: SoundKind,
    pub bytes: u64,
    pub milliseconds: Option<i64>,
}

pub(super) const NO_SOUND: &str = "Send a WAV, MP3, Ogg (Opus or Vorbis) or M4A file; this is none of them.";

/// Begins to take the recording of a call in, where recordings are switched on.
pub async fn begin(house: &House, granted: &Granted<RecordingsManage>, call: CallId) -> Result<Incoming> {
    let call = welcome(&mut house.read().await?.0, granted, call).await?;
    let id = RecordingId::new(house.now(), house.dice());
    Ok(Incoming { writing: house.files.begin(granted.org(), id.uuid()).await?, call })
}

/// The call, if it is within reach and its account keeps recordings.
pub(super) async fn welcome(tx: &mut Tx, granted: &Granted<RecordingsManage>, id: CallId) -> Result<Call> {
    granted.actor().must_not_only_look()?;
    let call = find_call(tx, granted, id).await?.ok_or(Error::NotFound)?;
    if call.switched_on && call.settings.recordings.on {
        return Ok(call);
    }
    Err(Error::conflict(
        "No recordings are kept for this account. They are switched on in the settings, and on the account’s page.",
    ))
}

pub(super) async fn find_call(tx: &mut Tx, granted: &AnyGranted, id: CallId) -> Result<Option<Call>> {
    Select::of(
        "r.id, r.account_id, r.contact_id, r.created_by, r.started_at, r.from_name, r.from_number, g.settings,
         a.recordings",
        "calls r
         JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id
         JOIN organizations g ON g.org_id = r.org_id",
    )
    .within(granted, &calls::OWNER)
    .and("r.id = {}", [Value::from(id)])
    .row(tx, |row| {
        Ok(Call {
            id: row.get(0)?,
            account: row.get(1)?,
            contact: row.get(2)?,
            creator: row.get(3)?,
            started_at: row.get(4)?,
            label: find::label(&row.get::<String>(5)?, &row.get::<String>(6)?),
            settings: Settings::stored(&row.get::<String>(7)?),
            switched_on: row.get::<i64>(8)? != 0,
        })
    })
    .await
}

impl Call {
    /// The most bytes that its recording may have.
    pub fn most(&self) -> u64 {
        self.settings.recordings.largest()
    }

    pub(super) fn event(&self, action: Action) -> Event {
        Event::of(action)
            .about(self.id.any(), self.label.as_str())
            .in_account(self.account)
            .owned(self.contact, self.creator)
    }
}

/// What a file says of itself, and whether that is what was said of it.
pub(super) fn judge(head: &[u8], said: &str) -> Result<SoundKind> {
    let kind = SoundKind::of(head).ok_or_else(|| Error::invalid("recording", NO_SOUND))?;
    if kind.agrees(said) {
        return Ok(kind);
    }
    let words = format!(
        "This is said to be {}, and the file is {}. Send it as what it is.",
        said.trim(),
        kind.label()
    );
    Err(Error::invalid("recording", words))
}

pub(super) fn too_large(most: u64) -> Error {
    Error::invalid("recording", format!("A recording may have at most {} MB.", most / 1_000_000))
}

impl Incoming {
    /// The most bytes that it may have.
    pub fn most(&self) -> u64 {
        self.call.most()
    }

    /// The bytes that have come so far.
    pub fn bytes(&self) -> u64 {
        self.writing.bytes
    }

    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        if self.writing.bytes + piece.len() as u64 > self.most() {
            return Err(too_large(self.most()));
        }
        let unknown = self.writing.head.len() < ENOUGH;
        self.writing.write(piece).await?;
        // What is no sound is not read to its end.
        if unknown && self.writing.head.len() >= ENOUGH && SoundKind::of(&self.writing.head).is_none() {
            return Err(Error::invalid("recording", NO_SOUND));
        }
        Ok(())
    }

    /// Whether it would be kept, without keeping it.
    pub(super) async fn would_do(mut self, said: &str) -> Result<()> {
        let kind = judge(&self.writing.head, said)?;
        let part = self.writing.settle().await?.to_owned();
        length(kind, part).await.map(drop)
    }

    /// Keeps it in place of the one that the call had. `said` is what the program says that it is.
    pub async fn finish(
        mut self,
        house: &House,
        granted: &Granted<RecordingsManage>,
        said: &str,
    ) -> Result<Kept> {
        let kind = judge(&self.writing.head, said)?;
        let part = self.writing.settle().await?.to_owned();
        let milliseconds = length(kind, part).await?;
        let id = RecordingId::new(house.now(), house.dice());
        let bytes = self.writing.bytes;
        let sha256 = self.writing.keep(&house.files.path(granted.org(), id)?).await?;
        let kept = Kept { id, kind, bytes, milliseconds };
        let stored = store(house, granted, &self.call, &kept, &sha256, None).await;
        settled(&house.files, granted.org(), id, stored).await?;
        Ok(kept)
    }
}

/// How long a WAV is; how long another is, its player finds out.
pub(super) async fn length(kind: SoundKind, file: std::path::PathBuf) -> Result<Option<i64>> {
    if kind != SoundKind::Wav {
        return Ok(None);
    }
    let read = move || std::fs::File::open(file).and_then(wav::Head::read);
    let head = tokio::task::spawn_blocking(read).await.map_err(Error::bug)?;
    let head = head.map_err(|_| Error::invalid("recording", wav::DAMAGED))?;
    head.map(|head| Some(head.milliseconds())).map_err(|words| Error::invalid("recording", words))
}

/// The file that is no longer needed goes: the former one, or the new one if nothing came of it.
pub(super) async fn settled(
    files: &Files,
    org: OrgId,
    id: RecordingId,
    stored: Result<Option<RecordingId>>,
) -> Result<()> {
    match stored {
        Ok(Some(former)) => files.remove(org, former).await,
        Ok(None) => {}
        Err(error) => {
            files.remove(org, id).await;
            return Err(error);
        }
    }
    Ok(())
}

/// The row, with its event, in one transaction; answers the one that it replaces. `parts` is the upload that it came by.
pub(super) async fn store(
    house: &House,
    granted: &Granted<RecordingsManage>,
    call: &Call,
    kept: &Kept,
    sha256: &[u8],
    parts: Option<Uuid>,
) -> Result<Option<RecordingId>> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    // It may have been switched off, or have gone out of reach, while the bytes came.
    welcome(&mut change.tx, granted, call.id).await?;
    let former = forget(&mut change.tx, org, call.id, change.at).await?;
    change
        .tx
        .execute(
            "INSERT INTO recordings (org_id, id, account_id, call_id, kind, bytes, sha256, milliseconds, state, peaks,
                 recorded_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'new', ?9, ?10, ?11)",
            params![
                org,
                kept.id,
                call.account,
                call.id,
                kept.kind.name(),
                i64::try_from(kept.bytes).map_err(Error::bug)?,
                sha256,
                kept.milliseconds,
                b"".as_slice(),
                call.started_at,
                change.at
            ],
        )
        .await?;
    if let Some(parts) = parts {
        change
            .tx
            .execute("DELETE FROM recording_uploads WHERE org_id = ?1 AND id = ?2", params![org, parts])
            .await?;
    }
    fetch::forget(&mut change.tx, org, call.id).await?;
    calls::note_recorded(&mut change.tx, org, call.id, true).await?;
    let event = call.event(Action::RecordingAdded).changed(
        "recording",
        if former.is_some() { "another one" } else { "" },
        format!("{}, {} kB", kept.kind.label(), kept.bytes.div_ceil(1000)),
    );
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(former)
}

/// Takes what is known of the recording of a call away; answers which one it was.
pub(super) async fn forget(
    tx: &mut Tx,
    org: OrgId,
    call: CallId,
    now: Timestamp,
) -> Result<Option<RecordingId>> {
    let sql = "SELECT id, place FROM recordings WHERE org_id = ?1 AND call_id = ?2";
    let former: Option<(RecordingId, String)> =
        tx.row(sql, params![org, call], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let Some((id, place)) = former else { return Ok(None) };
    away::forgotten(tx, org, id, &place, now).await?;
    let of_it = params![org, id];
    tx.execute("DELETE FROM recording_listenings WHERE org_id = ?1 AND recording_id = ?2", of_it).await?;
    transcript::forget(tx, org, id).await?;
    tx.execute("DELETE FROM recordings WHERE org_id = ?1 AND id = ?2", of_it).await?;
    Ok(Some(id))
}
