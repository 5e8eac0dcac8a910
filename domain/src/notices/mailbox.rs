//! Where letters are kept that have no way out: in a demo, and while Portico is developed. They are files beside the
//! data, so that the links and codes in them are neither in the database nor in a backup.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;

use kernel::{Error, OutgoingId, Result, Timestamp};
use serde::{Deserialize, Serialize};

use super::Outgoing;
use super::latest::OWNER;
use crate::access::{Granted, Select, SettingsEdit};
use crate::house::Read;

/// How many letters of an organization are kept: the latest.
const KEPT: usize = 200;

/// A directory of letters.
#[derive(Clone, Debug)]
pub struct Mailbox(PathBuf);

/// A letter as its recipient would have read it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub id: OutgoingId,
    /// `email` or `sms`
    pub channel: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// Microseconds since 1970 in UTC.
    at: i64,
}

impl Kept {
    pub fn at(&self) -> Timestamp {
        Timestamp::from_micros(self.at)
    }
}

impl Mailbox {
    pub const fn new(directory: PathBuf) -> Self {
        Self(directory)
    }

    /// Keeps a letter; the same one again takes its own place.
    pub fn keep(&self, outgoing: &Outgoing) -> Result<()> {
        let kept = Kept {
            id: outgoing.id,
            channel: outgoing.channel.name().to_owned(),
            to: outgoing.to.clone(),
            subject: outgoing.subject.clone(),
            text: outgoing.text.clone(),
            at: outgoing.at.micros(),
        };
        let text = serde_json::to_string(&kept).map_err(Error::bug)?;
        let folder = self.folder(outgoing.org);
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(unusable)?;
        let file = folder.join(format!("{}.json", outgoing.id));
        let half = folder.join(format!("{}.half", outgoing.id));
        OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&half)
            .and_then(|mut open| open.write_all(text.as_bytes()))
            .and_then(|()| std::fs::rename(&half, &file))
            .map_err(unusable)?;
        for old in self.names(outgoing.org)?.into_iter().skip(KEPT) {
            // Another process may have removed it.
            drop(std::fs::remove_file(folder.join(old)));
        }
        Ok(())
    }

    /// The letters of one's organization, the latest first.
    pub async fn list(&self, read: &mut Read, granted: &Granted<SettingsEdit>) -> Result<Vec<Kept>> {
        let folder = self.folder(granted.org());
        let names = self.names(granted.org())?;
        let open = |name: &String| serde_json::from_slice(&std::fs::read(folder.join(name)).ok()?).ok();
        let mut kept: Vec<Kept> = names.iter().take(KEPT).filter_map(open).collect();
        if !granted.actor().is_cleared() {
            let seen = within_reach(read, granted, kept.iter().map(|letter| letter.id)).await?;
            kept.retain(|letter| seen.contains(&letter.id));
        }
        Ok(kept)
    }

    pub async fn find(
        &self,
        read: &mut Read,
        granted: &Granted<SettingsEdit>,
        id: OutgoingId,
    ) -> Result<Kept> {
        if !granted.actor().is_cleared() && within_reach(read, granted, [id]).await?.is_empty() {
            return Err(Error::NotFound);
        }
        let file = self.folder(granted.org()).join(format!("{id}.json"));
        let bytes = std::fs::read(file).map_err(|_| Error::NotFound)?;
        serde_json::from_slice(&bytes).map_err(Error::bug)
    }

    fn folder(&self, org: kernel::OrgId) -> PathBuf {
        self.0.join(org.to_string())
    }

    /// Ids sort by the time of their making, and so do the files.
    fn names(&self, org: kernel::OrgId) -> Result<Vec<String>> {
        let entries = match std::fs::read_dir(self.folder(org)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unusable(error)),
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| std::path::Path::new(name).extension().is_some_and(|kind| kind == "json"))
            .collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        Ok(names)
    }
}

/// Those whose letter in the outbox is within reach: to people of Secure accounts go letters that are not for everybody.
async fn within_reach(
    read: &mut Read,
    granted: &Granted<SettingsEdit>,
    ids: impl IntoIterator<Item = OutgoingId>,
) -> Result<Vec<OutgoingId>> {
    let ids: Vec<OutgoingId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::of("r.id", "outbox r")
        .within(granted, &OWNER)
        .among("r.id", ids)
        .rows(&mut read.0, |row| row.get(0))
        .await
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn unusable(error: std::io::Error) -> Error {
    Error::Unavailable(format!("the mailbox cannot be used: {error}"))
}
