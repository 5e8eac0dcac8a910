//! Opens the house: finds its data, brings the tables up to date, and refuses what would lose data.

use std::path::PathBuf;

use db::Database;
use kernel::{Clock, Dice, Error, Result};

use crate::access::roles;
use crate::accounts;
use crate::backup;
use crate::house::House;
use crate::people::users;
use crate::schema::MIGRATIONS;
use crate::sign_in::Passwords;

/// How to open.
pub struct Opening {
    pub location: db::Location,
    /// Where the backup before an upgrade goes; no backup is made without it.
    pub backups: Option<PathBuf>,
    /// Goes on although the engine may lose acknowledged changes with the power.
    pub weak_durability: bool,
    pub clock: Clock,
    pub dice: Dice,
    pub passwords: Passwords,
}

impl House {
    pub async fn open(opening: Opening) -> Result<Self> {
        let db = Database::open(&opening.location).await.map_err(cannot_open)?;
        let weak = db.weak_durability().await?;
        if !weak.is_empty() && !opening.weak_durability {
            return Err(Error::Unavailable(format!(
                "the database may lose what it has acknowledged ({}). Change this setting of {}, or start with --allow-weak-durability",
                weak.join(", "),
                db.engine_name()
            )));
        }
        let done = db.migrated().await?;
        if let (Some(backups), false) = (&opening.backups, done.is_empty())
            && done.len() < MIGRATIONS.len()
        {
            let name = format!("before-upgrade-{}.db", opening.clock.now().micros());
            backup::backup_database(&db, opening.clock.now(), &backups.join(name)).await?;
        }
        db.migrate(MIGRATIONS).await.map_err(cannot_open)?;
        let house = Self::new(db, opening.clock, opening.dice, opening.passwords);
        roles::refresh(&house).await?;
        accounts::fill_words(&house).await?;
        users::fill_words(&house).await?;
        Ok(house)
    }
}

fn cannot_open(error: db::Error) -> Error {
    match error {
        db::Error::Unavailable(what) => Error::Unavailable(format!("the database cannot be opened: {what}")),
        other => other.into(),
    }
}
