//! The tables of a new version are made when it first starts.

use crate::database::Engine;
use crate::{Database, Error, Result, dialect, params};

/// One step forward. There is no way back but a backup.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub number: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migrations (
  number BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
);";

impl Database {
    /// The numbers of the migrations that this database has had; empty for a new one.
    pub async fn migrated(&self) -> Result<Vec<i64>> {
        let sql = match &self.0 {
            Engine::Sqlite(_) => "SELECT 1 FROM sqlite_master WHERE name = 'migrations'",
            Engine::Postgres(_) => {
                "SELECT 1 FROM information_schema.tables WHERE table_name = 'migrations' AND table_schema = current_schema()"
            }
        };
        let mut tx = self.read().await?;
        if tx.row(sql, &[], |_| Ok(())).await?.is_none() {
            return Ok(Vec::new());
        }
        tx.rows("SELECT number FROM migrations ORDER BY number", &[], |row| row.get(0)).await
    }

    /// Applies what is missing, all of it or nothing. Two processes that start at once do it once.
    /// Refuses a database that a newer version has changed.
    pub async fn migrate(&self, all: &[Migration]) -> Result<usize> {
        let newest = all.last().map_or(0, |migration| migration.number);
        let done = self.migrated().await?;
        if let Some(newer) = done.iter().find(|number| **number > newest) {
            return Err(Error::Unavailable(format!(
                "it was written by a newer version of Portico (migration {newer}; this one knows {newest}). Install that version, or restore a backup"
            )));
        }
        if done.len() == all.len() {
            return Ok(0);
        }
        let mut tx = self.write().await?;
        if let Engine::Postgres(_) = &self.0 {
            tx.batch("SELECT pg_advisory_xact_lock(7927300)").await?;
        }
        tx.batch(&self.definition(LEDGER)).await?;
        let done: Vec<i64> = tx.rows("SELECT number FROM migrations", &[], |row| row.get(0)).await?;
        let mut applied = 0;
        for migration in all.iter().filter(|migration| !done.contains(&migration.number)) {
            tx.batch(&self.definition(migration.sql)).await?;
            tx.execute(
                "INSERT INTO migrations (number, name) VALUES (?1, ?2)",
                params![migration.number, migration.name],
            )
            .await?;
            applied += 1;
        }
        tx.commit().await?;
        Ok(applied)
    }

    fn definition(&self, sql: &str) -> String {
        match &self.0 {
            Engine::Sqlite(_) => dialect::sqlite_definition(sql),
            Engine::Postgres(_) => dialect::postgres_definition(sql),
        }
    }
}

/// Every column of every table as `table.column kind`, kinds in `PostgreSQL`'s words, `not null` marked:
/// the same list on both engines.
pub async fn catalogue(database: &Database) -> Result<Vec<String>> {
    let mut tx = database.read().await?;
    let sql = match &database.0 {
        Engine::Sqlite(_) => {
            "SELECT t.name, c.name, c.type, c.\"notnull\" FROM sqlite_master t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres(_) => {
            "SELECT table_name::text, column_name::text, upper(data_type::text), \
                    CASE is_nullable WHEN 'NO' THEN 1::bigint ELSE 0::bigint END \
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let mut columns = tx
        .rows(sql, &[], |row| {
            let kind: String = row.get(2)?;
            // A strict SQLite table keeps ids as BLOB: one kind for both in this list.
            let kind = match kind.as_str() {
                "INTEGER" => "BIGINT",
                "UUID" | "BYTEA" => "BLOB",
                other => other,
            };
            let required = if row.get::<bool>(3)? { " not null" } else { "" };
            Ok(format!("{}.{} {kind}{required}", row.get::<String>(0)?, row.get::<String>(1)?))
        })
        .await?;
    columns.sort();
    Ok(columns)
}
