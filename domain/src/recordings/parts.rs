//! A recording that comes in parts: begun with its length, written on from where it stands, and kept when it is whole.
//! What has come stays for a day, whatever happens to the connection.

use std::fs::{File as StdFile, OpenOptions};
use std::io::{Error as IoError, Read};
use std::path::PathBuf;

use db::{Value, params};
use kernel::{CallId, Error, RecordingId, Result, Timestamp, UploadId};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::add::{self, Call, Kept, judge, settled, store, too_large, welcome};
use super::files::{put_in_place, unreadable, unwritable};
use super::kind::{ENOUGH, SoundKind};
use super::sweep::PARTS_WITHIN;
use crate::access::{Granted, RecordingsManage, Select};
use crate::digest::digest;
use crate::house::House;
use crate::records::calls;

/// An upload, and how far it has come.
#[derive(Clone, Debug)]
pub struct Begun {
    pub id: UploadId,
    pub call: CallId,
    pub bytes: u64,
    pub received: u64,
    said: String,
}

/// The file of an upload, to be written on.
pub struct Part {
    begun: Begun,
    call: Call,
    file: File,
    path: PathBuf,
}

/// Begins an upload of so many bytes; `said` is what the program says that it is.
pub async fn begin_in_parts(
    house: &House,
    granted: &Granted<RecordingsManage>,
    call: CallId,
    bytes: u64,
    said: &str,
) -> Result<Begun> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    let most = welcome(&mut change.tx, granted, call).await?.most();
    if bytes == 0 || bytes > most {
        return Err(Error::invalid(
            "bytes",
            format!("Send a number from 1 to {most}: how long the file is."),
        ));
    }
    if !SoundKind::ALL.iter().any(|kind| kind.agrees(said)) {
        return Err(Error::invalid("kind", add::NO_SOUND));
    }
    let id = UploadId::new(change.at, &change.dice);
    let mut begun = house.files.begin(org, id.uuid()).await?;
    change
        .tx
        .execute(
            "INSERT INTO recording_uploads (org_id, id, call_id, kind, bytes, started_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![org, id, call, said, i64::try_from(bytes).map_err(Error::bug)?, change.at],
        )
        .await?;
    // Nothing of a client is changed by what may never become whole.
    change.commit_housekeeping().await?;
    begun.settle().await?;
    begun.leave();
    Ok(Begun { id, call, bytes, received: 0, said: said.to_owned() })
}

/// How far an upload has come.
pub async fn so_far(house: &House, granted: &Granted<RecordingsManage>, id: UploadId) -> Result<Begun> {
    granted.actor().must_not_only_look()?;
    let (call, bytes, said, started_at): (CallId, i64, String, Timestamp) = Select::of(
        "u.call_id, u.bytes, u.kind, u.started_at",
        "recording_uploads u
             JOIN calls r ON r.org_id = u.org_id AND r.id = u.call_id",
    )
    .within(granted, &calls::OWNER)
    .and("u.id = {}", [Value::from(id)])
    .row(&mut house.read().await?.0, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
    .await?
    .ok_or(Error::NotFound)?;
    if started_at < house.now() - PARTS_WITHIN {
        return Err(Error::NotFound);
    }
    let path = house.files.part(granted.org(), id.uuid())?;
    let received = tokio::fs::metadata(&path).await.map_err(|_| Error::NotFound)?.len();
    Ok(Begun { id, call, bytes: u64::try_from(bytes).unwrap_or(0), received, said })
}

/// Writes on from `at`, which must be where the upload stands; one part at a time.
pub async fn go_on(
    house: &House,
    granted: &Granted<RecordingsManage>,
    id: UploadId,
    at: u64,
) -> Result<Part> {
    let begun = so_far(house, granted, id).await?;
    let call = welcome(&mut house.read().await?.0, granted, begun.call).await?;
    let path = house.files.part(granted.org(), id.uuid())?;
    let file = OpenOptions::new().append(true).open(&path).map_err(|_| Error::NotFound)?;
    if file.try_lock().is_err() {
        return Err(Error::conflict(
            "Another part of this upload is just being written. Ask how far it has come.",
        ));
    }
    // Looked at again with the lock: another part may have ended a moment ago.
    let stands = file.metadata().map_err(|error| unreadable(&error))?.len();
    if stands != at {
        return Err(Error::conflict(format!("This upload stands at {stands} bytes. Go on from there.")));
    }
    Ok(Part { begun: Begun { received: at, ..begun }, call, file: File::from_std(file), path })
}

/// Ends an upload that is not wanted any more.
pub async fn drop_parts(house: &House, granted: &Granted<RecordingsManage>, id: UploadId) -> Result<()> {
    so_far(house, granted, id).await?;
    let mut change = house.change(granted).await?;
    change
        .tx
        .execute("DELETE FROM recording_uploads WHERE org_id = ?1 AND id = ?2", params![granted.org(), id])
        .await?;
    change.commit_housekeeping().await?;
    let gone = tokio::fs::remove_file(house.files.part(granted.org(), id.uuid())?).await;
    gone.or_else(|error: IoError| {
        // The sweep comes back for it.
        tracing::warn!(%error, "an upload could not be removed");
        Ok(())
    })
}

impl Part {
    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        if self.begun.received + piece.len() as u64 > self.begun.bytes {
            return Err(Error::invalid(
                "recording",
                "This is more than the length that the upload was begun with.",
            ));
        }
        self.file.write_all(piece).await.map_err(|error| unwritable(&error))?;
        // Nothing is on its way any more when the part breaks off.
        self.file.flush().await.map_err(|error| unwritable(&error))?;
        self.begun.received += piece.len() as u64;
        Ok(())
    }

    /// The part has ended; the recording is kept if it was the last one.
    pub async fn finish(
        mut self,
        house: &House,
        granted: &Granted<RecordingsManage>,
    ) -> Result<(Begun, Option<Kept>)> {
        self.file.flush().await.map_err(|error| unwritable(&error))?;
        self.file.sync_all().await.map_err(|error| unwritable(&error))?;
        if self.begun.received < self.begun.bytes {
            return Ok((self.begun, None));
        }
        let kept = self.keep(house, granted).await;
        match kept {
            Ok(kept) => Ok((self.begun, Some(kept))),
            Err(error) => {
                // What is whole and no recording will never be one.
                if matches!(error, Error::Invalid(_)) {
                    drop_parts(house, granted, self.begun.id).await?;
                }
                Err(error)
            }
        }
    }

    async fn keep(&self, house: &House, granted: &Granted<RecordingsManage>) -> Result<Kept> {
        if self.begun.bytes > self.call.most() {
            return Err(too_large(self.call.most()));
        }
        let path = self.path.clone();
        let look = move || Ok::<_, IoError>((head(&path)?, digest(&path)?));
        let looked = tokio::task::spawn_blocking(look).await.map_err(Error::bug)?;
        let (head, sha256) = looked.map_err(|error| unreadable(&error))?;
        let kind = judge(&head, &self.begun.said)?;
        let milliseconds = add::length(kind, self.path.clone()).await?;
        let (org, id) = (granted.org(), RecordingId::new(house.now(), house.dice()));
        put_in_place(&self.path, &house.files.path(org, id)?).await?;
        let kept = Kept { id, kind, bytes: self.begun.bytes, milliseconds };
        let stored = store(house, granted, &self.call, &kept, &sha256, Some(self.begun.id.uuid())).await;
        settled(&house.files, org, id, stored).await?;
        Ok(kept)
    }
}

fn head(file: &std::path::Path) -> Result<Vec<u8>, IoError> {
    let mut head = Vec::with_capacity(ENOUGH);
    StdFile::open(file)?.take(ENOUGH as u64).read_to_end(&mut head)?;
    Ok(head)
}
