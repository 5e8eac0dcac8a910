//! A conversation with the database: everything in it happens together.

use crate::{Error, Result, Row, Value, postgres, sqlite};

/// The name under which `PostgreSQL` tells the other processes that something happened.
pub const CHANNEL: &str = "portico";

pub struct Tx(Inner);

/// What is done with each row.
pub type Reading<'a> = &'a mut (dyn FnMut(&Row<'_>) -> Result<()> + Send);

enum Inner {
    SqliteReader(sqlite::Reader),
    SqliteWriter(sqlite::Writer),
    PostgresReader(deadpool_postgres::Object),
    PostgresWriter(postgres::Writer),
}

impl Tx {
    pub(crate) const fn sqlite_reader(reader: sqlite::Reader) -> Self {
        Self(Inner::SqliteReader(reader))
    }

    pub(crate) const fn sqlite_writer(writer: sqlite::Writer) -> Self {
        Self(Inner::SqliteWriter(writer))
    }

    pub(crate) const fn postgres_reader(reader: deadpool_postgres::Object) -> Self {
        Self(Inner::PostgresReader(reader))
    }

    pub(crate) const fn postgres_writer(writer: postgres::Writer) -> Self {
        Self(Inner::PostgresWriter(writer))
    }

    /// All rows of the answer, each read by `read`.
    pub async fn rows<T: Send>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        let mut keep = |row: &Row<'_>| {
            found.push(read(row)?);
            Ok(())
        };
        self.each(sql, params, &mut keep).await?;
        Ok(found)
    }

    /// Not generic, and so in the program once: there are hundreds of questions.
    async fn each(&mut self, sql: &str, params: &[Value<'_>], read: Reading<'_>) -> Result<()> {
        match &self.0 {
            Inner::SqliteReader(reader) => sqlite::each(reader.connection()?, sql, params, read),
            Inner::SqliteWriter(writer) => sqlite::each(writer.connection(), sql, params, read),
            Inner::PostgresReader(reader) => postgres::each(reader, sql, params, read).await,
            Inner::PostgresWriter(writer) => postgres::each(writer.connection()?, sql, params, read).await,
        }
    }

    /// The first row of the answer, if there is one.
    pub async fn row<T: Send>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        Ok(self.rows(sql, params, read).await?.into_iter().next())
    }

    /// Runs a statement and tells how many rows it changed.
    pub async fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        match &self.0 {
            Inner::SqliteReader(reader) => sqlite::execute(reader.connection()?, sql, params),
            Inner::SqliteWriter(writer) => sqlite::execute(writer.connection(), sql, params),
            Inner::PostgresReader(reader) => postgres::execute(reader, sql, params).await,
            Inner::PostgresWriter(writer) => postgres::execute(writer.connection()?, sql, params).await,
        }
    }

    /// Runs one statement for many rows and tells for each how many rows it changed.
    pub async fn execute_many(&mut self, sql: &str, rows: &[Vec<Value<'_>>]) -> Result<Vec<u64>> {
        match &self.0 {
            Inner::SqliteReader(_) | Inner::PostgresReader(_) => Err(Error::ReadOnly),
            Inner::SqliteWriter(writer) => sqlite::execute_many(writer.connection(), sql, rows),
            Inner::PostgresWriter(writer) => postgres::execute_many(writer.connection()?, sql, rows).await,
        }
    }

    /// Several statements without parameters: table definitions.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        match &self.0 {
            Inner::SqliteReader(_) | Inner::PostgresReader(_) => Err(Error::ReadOnly),
            Inner::SqliteWriter(writer) => Ok(writer.connection().execute_batch(sql)?),
            Inner::PostgresWriter(writer) => Ok(writer.connection()?.batch_execute(sql).await?),
        }
    }

    /// Wakes everybody who waits for changes, in this and in other processes, once this one is committed.
    pub async fn announce(&mut self) -> Result<()> {
        match &mut self.0 {
            Inner::SqliteReader(_) | Inner::PostgresReader(_) => Err(Error::ReadOnly),
            Inner::SqliteWriter(writer) => {
                writer.announce();
                Ok(())
            }
            Inner::PostgresWriter(writer) => {
                Ok(writer.connection()?.batch_execute(&format!("NOTIFY {CHANNEL}")).await?)
            }
        }
    }

    /// Undoes all of it, and answers when nobody waits for its locks any more. What is only dropped is undone, too, but on
    /// a server somewhat later.
    pub async fn roll_back(self) -> Result<()> {
        match self.0 {
            Inner::SqliteReader(_) | Inner::PostgresReader(_) | Inner::SqliteWriter(_) => Ok(()),
            Inner::PostgresWriter(writer) => writer.roll_back().await,
        }
    }

    /// Makes all of it happen. Only after this has answered may anybody be told that it happened.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Inner::SqliteReader(_) | Inner::PostgresReader(_) => Ok(()),
            Inner::SqliteWriter(writer) => writer.commit(),
            Inner::PostgresWriter(writer) => writer.commit().await,
        }
    }
}
