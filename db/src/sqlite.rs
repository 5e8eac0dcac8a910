//! The embedded engine: one writer, many readers, one file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use tokio::sync::{OwnedMutexGuard, watch};

use crate::tx::Reading;
use crate::{Error, Result, Row, Value};

/// How long a writer of another process may hold the file before we say so.
const BUSY: Duration = Duration::from_secs(10);
/// How soon whoever waits for that asks again, at the latest (`SQLite`'s busy handler: 100 ms), and a little more.
pub const ASKED_AGAIN: Duration = Duration::from_millis(120);
/// Statements that each connection keeps prepared.
const STATEMENTS: usize = 256;
/// Readers kept open between requests. Reads run inline on the runtime's threads, so few are ever needed.
const IDLE_READERS: usize = 8;

#[derive(Clone)]
pub struct Pool {
    path: Arc<PathBuf>,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    readers: Arc<Mutex<Vec<Connection>>>,
    committed: Arc<watch::Sender<u64>>,
}

/// A reader on loan; it goes back when dropped.
pub struct Reader {
    connection: Option<Connection>,
    home: Arc<Mutex<Vec<Connection>>>,
}

/// The writer on loan; what was not committed is undone when dropped.
pub struct Writer {
    connection: OwnedMutexGuard<Connection>,
    open: bool,
    announced: bool,
    committed: Arc<watch::Sender<u64>>,
}

/// What every connection is set to. The plan of a statement holds for all values: without that promise `SQLite`
/// looks for a new one, which takes longer than most answers, whenever a cached statement gets other values.
fn common(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

impl Pool {
    pub fn open(path: &Path) -> Result<Self> {
        let writer = Connection::open(path)?;
        common(&writer)?;
        writer.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;",
        )?;
        Ok(Self {
            path: Arc::new(path.to_owned()),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            readers: Arc::default(),
            committed: Arc::new(watch::Sender::new(0)),
        })
    }

    fn open_reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(self.path.as_path(), flags)?;
        common(&reader)?;
        reader.execute_batch(
            "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;",
        )?;
        Ok(reader)
    }

    pub fn read(&self) -> Result<Reader> {
        let waiting = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match waiting {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        connection.prepare_cached("BEGIN")?.execute([])?;
        Ok(Reader { connection: Some(connection), home: self.readers.clone() })
    }

    pub async fn write(&self) -> Result<Writer> {
        let connection = self.writer.clone().lock_owned().await;
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Writer { connection, open: true, announced: false, committed: self.committed.clone() })
    }

    /// Counts this process's commits that recorded an event.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    /// A connection of its own, by which [`data_version`] notices the commits of all others.
    pub fn watcher(&self) -> Result<Connection> {
        self.open_reader()
    }

    pub async fn expect_many_rows(&self) -> Result<()> {
        let writer = self.writer.lock().await;
        Ok(writer.execute_batch("PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 65536;")?)
    }

    pub async fn weak_durability(&self) -> Result<Vec<String>> {
        let writer = self.writer.lock().await;
        let pragma = |name: &str| writer.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        let mut weak = Vec::new();
        for (name, expected) in [("synchronous", 2), ("foreign_keys", 1)] {
            let value = pragma(name)?;
            if value < expected {
                weak.push(format!("{name} = {value}"));
            }
        }
        Ok(weak)
    }

    /// A copy of the whole file as of one moment, in a new file; others read and write on.
    pub fn copy_file(&self, to: &Path) -> Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(self.path.as_path(), flags)?;
        common(&reader)?;
        let name =
            to.to_str().ok_or_else(|| Error::Other(format!("{} is no name for a file", to.display())))?;
        reader.execute("VACUUM INTO ?1", [name])?;
        let copy = std::fs::File::open(to).and_then(|file| file.sync_all());
        copy.map_err(|error| Error::Other(format!("{} cannot be kept: {error}", to.display())))
    }

    /// Leaves the write-ahead log behind: the file is all there is.
    pub async fn settle(&self) -> Result<()> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let writer = self.writer.lock().await;
        Ok(writer.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?)
    }

    pub fn damage(&self) -> Result<Option<String>> {
        let reader = self.open_reader()?;
        let answer: String = reader.query_row("PRAGMA integrity_check(5)", [], |row| row.get(0))?;
        if answer != "ok" {
            return Ok(Some(answer));
        }
        let mut check = reader.prepare("PRAGMA foreign_key_check")?;
        let mut broken = check.query([])?;
        Ok(match broken.next()? {
            Some(row) => Some(format!("a row of {} points to nothing", row.get::<_, String>(0)?)),
            None => None,
        })
    }
}

impl Reader {
    pub fn connection(&self) -> Result<&Connection> {
        self.connection.as_ref().ok_or(Error::ReadOnly)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let ended = connection.prepare_cached("COMMIT").and_then(|mut end| end.execute([])).is_ok();
        let mut home = self.home.lock().unwrap_or_else(PoisonError::into_inner);
        if ended && home.len() < IDLE_READERS {
            home.push(connection);
        }
    }
}

impl Writer {
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    pub const fn announce(&mut self) {
        self.announced = true;
    }

    pub fn commit(mut self) -> Result<()> {
        // The disk's answer takes milliseconds: let the runtime's other tasks go on elsewhere meanwhile.
        let runtime = tokio::runtime::Handle::try_current().map(|handle| handle.runtime_flavor());
        let commit = |connection: &Connection| connection.prepare_cached("COMMIT")?.execute([]);
        match runtime {
            Ok(tokio::runtime::RuntimeFlavor::MultiThread) => {
                tokio::task::block_in_place(|| commit(&self.connection))?;
            }
            _ => {
                commit(&self.connection)?;
            }
        }
        self.open = false;
        if self.announced {
            self.committed.send_modify(|count| *count += 1);
        }
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if self.open && !self.connection.is_autocommit() {
            let undone = self.connection.execute_batch("ROLLBACK");
            if let Err(error) = undone {
                tracing::error!(%error, "could not undo an unfinished change");
            }
        }
    }
}

/// A number that changes whenever another connection, also of another process, has committed.
pub fn data_version(watcher: &Connection) -> Result<i64> {
    Ok(watcher.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Uuid(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}

pub fn each(connection: &Connection, sql: &str, params: &[Value<'_>], read: Reading<'_>) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    while let Some(row) = rows.next()? {
        read(&Row::Sqlite(row))?;
    }
    Ok(())
}

pub fn execute(connection: &Connection, sql: &str, params: &[Value<'_>]) -> Result<u64> {
    let changed = connection.prepare_cached(sql)?.execute(rusqlite::params_from_iter(params))?;
    Ok(changed as u64)
}

/// The same statement for each of these rows, looked up once.
pub fn execute_many(connection: &Connection, sql: &str, rows: &[Vec<Value<'_>>]) -> Result<Vec<u64>> {
    let mut statement = connection.prepare_cached(sql)?;
    rows.iter().map(|params| Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)).collect()
}

pub fn value(row: &rusqlite::Row<'_>, index: usize) -> Result<Value<'static>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Real(_) => return Err(Error::Other(format!("column {index} is a float; there are none"))),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => match uuid::Uuid::from_slice(bytes) {
            Ok(id) => Value::Uuid(id),
            Err(_) => Value::from(bytes).into_owned(),
        },
    })
}
