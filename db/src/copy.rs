//! Moves all data from one database into another, also from one engine to the other.

use std::collections::BTreeMap;
use std::path::Path;

use crate::database::Engine;
use crate::{Database, Error, Location, Result, Tx, Value};

/// Rows read and written at a time.
const BATCH: usize = 1000;

/// How many rows of each table were copied.
pub type CopyReport = BTreeMap<String, u64>;

/// Copies every row of `tables` (parents before children) from one consistent moment of `from` into the
/// empty tables of `into`. Nothing is kept of a copy that fails.
pub async fn copy_all(from: &Database, into: &Database, tables: &[&str]) -> Result<CopyReport> {
    let mut reading = from.read().await?;
    if let Engine::Postgres(_) = &from.0 {
        reading.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", &[]).await?;
    }
    let copied = copy_rows(&mut reading, (from, into), tables).await;
    if let Engine::Postgres(_) = &from.0 {
        // Also after a failure: the connection goes back to those who read what is new.
        reading.execute("COMMIT", &[]).await?;
    }
    copied
}

/// A `SQLite` database as it is at this moment, as a new file, and how many rows each of `tables` has in it; `None` for
/// a server. Row by row five gigabytes were not copied within ten minutes, as each index is filled in no order.
pub async fn copy_file(from: &Database, to: &Path, tables: &[&str]) -> Result<Option<CopyReport>> {
    let Engine::Sqlite(pool) = &from.0 else { return Ok(None) };
    let (pool, file) = (pool.clone(), to.to_owned());
    tokio::task::spawn_blocking(move || pool.copy_file(&file))
        .await
        .map_err(|error| Error::Other(error.to_string()))??;
    let copy = Database::open(&Location::File(to.to_owned())).await?;
    let mut report = CopyReport::new();
    let mut reading = copy.read().await?;
    for table in tables {
        let count: i64 =
            reading.row(&format!("SELECT count(*) FROM {table}"), &[], |row| row.get(0)).await?.unwrap_or(0);
        report.insert((*table).to_owned(), count.unsigned_abs());
    }
    drop(reading);
    copy.settle().await?;
    Ok(Some(report))
}

async fn copy_rows(
    reading: &mut Tx,
    (from, into): (&Database, &Database),
    tables: &[&str],
) -> Result<CopyReport> {
    let mut writing = into.write().await?;
    let mut report = CopyReport::new();
    for table in tables {
        let columns = columns(from, table).await?;
        let keys = &columns.iter().filter(|column| column.key).map(|c| c.name.as_str()).collect::<Vec<_>>();
        let names = &columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>();
        if keys.is_empty() {
            return Err(Error::Other(format!("{table} has no key to copy by")));
        }
        let insert = format!(
            "INSERT INTO {table} ({}) VALUES ({})",
            names.join(", "),
            (1..=names.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ")
        );
        let positions: Vec<usize> =
            keys.iter().filter_map(|key| names.iter().position(|name| name == key)).collect();
        let mut last: Option<Vec<Value<'static>>> = None;
        let mut count = 0u64;
        loop {
            let after = if last.is_some() {
                let places = (1..=keys.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
                format!("WHERE ({}) > ({places})", keys.join(", "))
            } else {
                String::new()
            };
            let select = format!(
                "SELECT {} FROM {table} {after} ORDER BY {} LIMIT {BATCH}",
                names.join(", "),
                keys.join(", ")
            );
            let rows = reading
                .rows(&select, last.as_deref().unwrap_or_default(), |row| {
                    (0..names.len()).map(|index| row.value(index)).collect::<Result<Vec<_>>>()
                })
                .await?;
            let Some(end) = rows.last() else { break };
            last = Some(positions.iter().filter_map(|index| end.get(*index).cloned()).collect());
            count += rows.len() as u64;
            let full = rows.len() == BATCH;
            writing.execute_many(&insert, &rows).await?;
            if !full {
                break;
            }
        }
        report.insert((*table).to_owned(), count);
    }
    writing.commit().await?;
    Ok(report)
}

struct TableColumn {
    name: String,
    key: bool,
}

async fn columns(database: &Database, table: &str) -> Result<Vec<TableColumn>> {
    let mut tx = database.read().await?;
    let sql = match &database.0 {
        Engine::Sqlite(_) => "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid",
        Engine::Postgres(_) => {
            "SELECT c.column_name::text, (SELECT count(*) FROM information_schema.key_column_usage k \
               JOIN information_schema.table_constraints t ON t.constraint_name = k.constraint_name \
                AND t.table_schema = k.table_schema \
              WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_schema = c.table_schema \
                AND k.table_name = c.table_name AND k.column_name = c.column_name) \
             FROM information_schema.columns c WHERE c.table_name = ?1 AND c.table_schema = current_schema() \
             ORDER BY c.ordinal_position"
        }
    };
    tx.rows(sql, crate::params![table], |row| {
        Ok(TableColumn { name: row.get(0)?, key: row.get::<i64>(1)? > 0 })
    })
    .await
}
