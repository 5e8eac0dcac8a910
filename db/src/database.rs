//! Where the data is kept.

use std::fmt;
use std::path::PathBuf;

use crate::{Result, Tx, postgres, sqlite};

/// What to open: a file, or a server.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    File(PathBuf),
    /// `postgres://user:password@host:port/name`
    Server(String),
}

/// Never prints the password that a server's address contains.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.fmt(f),
            Self::Server(_) => f.write_str("postgres://…"),
        }
    }
}

/// An open database; cheap to clone.
#[derive(Clone)]
pub struct Database(pub(crate) Engine);

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite(sqlite::Pool),
    Postgres(Box<postgres::Pool>),
}

impl Database {
    pub async fn open(location: &Location) -> Result<Self> {
        Ok(Self(match location {
            Location::File(path) => Engine::Sqlite(sqlite::Pool::open(path)?),
            Location::Server(url) => Engine::Postgres(Box::new(postgres::Pool::open(url).await?)),
        }))
    }

    /// For reading only: the engine itself refuses a write. On `SQLite` everything read through one
    /// transaction is of one moment; on `PostgreSQL` each statement is, which saves two round trips.
    pub async fn read(&self) -> Result<Tx> {
        match &self.0 {
            Engine::Sqlite(pool) => pool.read().map(Tx::sqlite_reader),
            Engine::Postgres(pool) => pool.read().await.map(Tx::postgres_reader),
        }
    }

    /// For changing: all of it happens at [`Tx::commit`], or nothing.
    pub async fn write(&self) -> Result<Tx> {
        match &self.0 {
            Engine::Sqlite(pool) => pool.write().await.map(Tx::sqlite_writer),
            Engine::Postgres(pool) => pool.write().await.map(Tx::postgres_writer),
        }
    }

    /// Gives the embedded engine's writer the memory to keep the pages of large indexes while millions of rows
    /// come in: 256 MiB, and a write-ahead log of as much between two checkpoints. A server has its own settings.
    pub async fn expect_many_rows(&self) -> Result<()> {
        match &self.0 {
            Engine::Sqlite(pool) => pool.expect_many_rows().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Between two of many long changes: whoever waits for the embedded engine's one writer in another process asks for it
    /// every tenth of a second, and would miss a shorter gap again and again. A server has no such line.
    pub async fn give_way(&self) {
        if let Engine::Sqlite(_) = &self.0 {
            tokio::time::sleep(sqlite::ASKED_AGAIN).await;
        }
    }

    /// Settings of the engine under which an acknowledged change could be lost with the power, each as
    /// `name = value`. Empty is good.
    pub async fn weak_durability(&self) -> Result<Vec<String>> {
        match &self.0 {
            Engine::Sqlite(pool) => pool.weak_durability().await,
            Engine::Postgres(pool) => pool.weak_durability().await,
        }
    }

    /// The engine's own check of its file; `None` on a server, which checks itself.
    pub fn damage(&self) -> Result<Option<String>> {
        match &self.0 {
            Engine::Sqlite(pool) => pool.damage(),
            Engine::Postgres(_) => Ok(None),
        }
    }

    /// Brings everything into the one file, so that it can be moved. Nothing to do on a server.
    pub async fn settle(&self) -> Result<()> {
        match &self.0 {
            Engine::Sqlite(pool) => pool.settle().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    pub const fn engine_name(&self) -> &'static str {
        match &self.0 {
            Engine::Sqlite(_) => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }
}
