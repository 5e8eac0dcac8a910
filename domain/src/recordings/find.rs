//! Which recording a call has, for whom: three switches stand in series, and with any of them off there is none (C-16).

use db::{Row, Tx, Value};
use kernel::{AccountId, CallId, ContactId, Error, RecordingId, Result, Timestamp, UserId};

use super::kind::SoundKind;
use crate::access::{AnyGranted, Granted, Key, Permission, Select};
use crate::history::{Action, Event};
use crate::house::Read;
use crate::organizations::Settings;
use crate::records::calls;

/// A recording, less its sound.
#[derive(Clone, Debug)]
pub struct Recording {
    pub id: RecordingId,
    pub call: CallId,
    pub account: AccountId,
    contact: Option<ContactId>,
    creator: Option<UserId>,
    pub kind: SoundKind,
    pub bytes: u64,
    pub(super) sha256: Vec<u8>,
    /// How long it is, where that is known.
    pub milliseconds: Option<i64>,
    pub state: State,
    pub(super) place: Place,
    /// How loud each stretch of it is, of 255; none where that is not known.
    pub peaks: Vec<u8>,
    /// When the call was.
    pub recorded_at: Timestamp,
    /// As the history names it.
    label: String,
    /// What is said in it is kept in writing, too.
    pub transcribed: bool,
    switches: Switches,
}

/// Where its bytes lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On the disk of whoever took it.
    Here,
    /// Where several machines find it: all of it was read back.
    There,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked at it yet.
    New,
    Ready,
    /// Its bytes are not those that were brought.
    Damaged,
}

impl State {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Ready => "ready",
            Self::Damaged => "damaged",
        }
    }

    fn stored(name: &str) -> Self {
        match name {
            "new" => Self::New,
            "damaged" => Self::Damaged,
            _ => Self::Ready,
        }
    }
}

/// The first two of the three; the third is the permission.
#[derive(Clone, Copy, Debug)]
struct Switches {
    organization: bool,
    account: bool,
}

const COLUMNS: &str =
    "v.id, r.id, r.account_id, r.contact_id, r.created_by, v.kind, v.bytes, v.sha256, v.milliseconds,
    v.state, v.peaks, v.recorded_at, r.from_name, r.from_number, g.settings, a.recordings,
    v.place, (SELECT count(*) FROM recording_transcripts t WHERE t.org_id = v.org_id AND t.recording_id = v.id)";

const FROM: &str = "recordings v
    JOIN calls r ON r.org_id = v.org_id AND r.id = v.call_id
    JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id
    JOIN organizations g ON g.org_id = v.org_id";

fn read_recording(row: &Row<'_>) -> db::Result<Recording> {
    Ok(Recording {
        id: row.get(0)?,
        call: row.get(1)?,
        account: row.get(2)?,
        contact: row.get(3)?,
        creator: row.get(4)?,
        kind: SoundKind::stored(&row.get::<String>(5)?).unwrap_or(SoundKind::Wav),
        bytes: u64::try_from(row.get::<i64>(6)?).unwrap_or(0),
        sha256: row.get(7)?,
        milliseconds: row.get(8)?,
        state: State::stored(&row.get::<String>(9)?),
        peaks: row.get(10)?,
        recorded_at: row.get(11)?,
        label: label(&row.get::<String>(12)?, &row.get::<String>(13)?),
        switches: Switches {
            organization: Settings::stored(&row.get::<String>(14)?).recordings.on,
            account: row.get::<i64>(15)? != 0,
        },
        transcribed: row.get::<i64>(17)? > 0,
        place: if row.get::<String>(16)? == "there" { Place::There } else { Place::Here },
    })
}

/// `a call from Dana Reyes`
pub(super) fn label(name: &str, number: &str) -> String {
    match (name, number) {
        ("", "") => "a call from a hidden number".to_owned(),
        ("", number) => format!("a call from {number}"),
        (name, _) => format!("a call from {name}"),
    }
}

/// The recording of a call within reach of `P`; with a switch off, or none at all, it is not found.
pub async fn find<P: Permission>(read: &mut Read, granted: &Granted<P>, call: CallId) -> Result<Recording> {
    let found = find_in(&mut read.0, granted, call).await?.ok_or(Error::NotFound)?;
    let hears = [Key::RecordingsListen, Key::RecordingsDownload].contains(&P::KEY);
    if hears && found.switches.organization && found.switches.account {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// The same whatever the switches say, for whoever brings and deletes them.
pub(super) async fn find_in(tx: &mut Tx, granted: &AnyGranted, call: CallId) -> Result<Option<Recording>> {
    Select::of(COLUMNS, FROM)
        .within(granted, &calls::OWNER)
        .and("r.id = {}", [Value::from(call)])
        .row(tx, read_recording)
        .await
}

impl Recording {
    /// What happened to it: it is about the call, and whoever may see the call hears of it.
    pub(super) fn event(&self, action: Action) -> Event {
        Event::of(action)
            .about(self.call.any(), self.label.as_str())
            .in_account(self.account)
            .owned(self.contact, self.creator)
    }

    pub(super) fn file_name(&self) -> String {
        self.recorded_at.to_jiff().strftime("call-%Y-%m-%d-%H%M%S").to_string()
    }

    /// Another one for other bytes.
    pub(super) fn version(&self) -> String {
        data_encoding::HEXLOWER.encode(self.sha256.get(..16).unwrap_or_default())
    }
}
