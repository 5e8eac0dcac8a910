//! The running house: its database, its clock, its dice, and what it keeps ready.

use std::path::PathBuf;
use std::sync::Arc;

use db::{Database, Tx};
use kernel::{Clock, Dice, Result, Timestamp};

use crate::access::AnyGranted;
use crate::change::Change;
use crate::live::Live;
use crate::recordings::{Elsewhere, Files};
use crate::sign_in::{Passwords, Seen};

/// Cheap to clone; every door holds one.
#[derive(Clone)]
pub struct House {
    pub(crate) db: Database,
    pub(crate) clock: Clock,
    pub(crate) dice: Dice,
    pub passwords: Passwords,
    pub live: Live,
    pub seen: Seen,
    pub(crate) files: Files,
}

/// A look at the data that changes nothing: the engine refuses writes through it.
pub struct Read(pub(crate) Tx);

impl House {
    pub fn new(db: Database, clock: Clock, dice: Dice, passwords: Passwords) -> Self {
        Self {
            db,
            clock,
            dice,
            passwords,
            live: Live::default(),
            seen: Seen::default(),
            files: Files::default(),
        }
    }

    /// The same house, with a folder for what is too large for the database.
    pub fn with_files(self, folder: PathBuf) -> Self {
        Self { files: self.files.in_folder(folder), ..self }
    }

    /// The same house, with a place for recordings that it shares with others.
    pub fn with_elsewhere(self, elsewhere: Arc<dyn Elsewhere>) -> Self {
        Self { files: self.files.and_elsewhere(elsewhere), ..self }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub const fn dice(&self) -> &Dice {
        &self.dice
    }

    pub async fn read(&self) -> Result<Read> {
        Ok(Read(self.db.read().await?))
    }

    /// What the engine finds wrong with its own file; none if it is whole, or if a server keeps it.
    pub fn damage(&self) -> Result<Option<String>> {
        Ok(self.db.damage()?)
    }

    /// Makes ready for writing far more rows than a request does, at the cost of memory until the process ends.
    pub(crate) async fn expect_many_rows(&self) -> Result<()> {
        Ok(self.db.expect_many_rows().await?)
    }

    /// Lets others write between two long changes.
    pub(crate) async fn give_way(&self) {
        self.db.give_way().await;
    }

    /// Begins a change. Refused at once for those who may only look (a *view* login).
    pub(crate) async fn change(&self, granted: &AnyGranted) -> Result<Change> {
        granted.actor().must_not_only_look()?;
        Ok(self.change_unasked().await?.once(granted.name_of_request().cloned()))
    }

    /// Begins a change that nobody signed in asked for: signing in itself.
    pub(crate) async fn change_unasked(&self) -> Result<Change> {
        Ok(Change::new(self.db.write().await?, self.now(), self.dice.clone()))
    }
}
