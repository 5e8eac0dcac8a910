//! Where a test's data lies: a file that is deleted, or a database of its own on a server, dropped afterwards.
//!
//! The tables are made once, in a template. Of a file each test has a copy. On a server a test takes a copy that no other
//! test uses at the moment, and empties it first: to delete a few rows takes a twentieth of the time that making a database
//! takes.

use std::path::PathBuf;
use std::sync::Mutex;

use db::{Database, Location, params};
use domain::schema::{MIGRATIONS, TABLES};
use kernel::{Dice, Token};

/// Where the numbers of the locks begin, one for each database that tests share.
const LOCKS: i64 = 7_927_400;

/// Which of the two engines a journey runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A place that is gone when it is dropped, as far as that is possible.
pub struct Room {
    pub location: Location,
    end: End,
}

enum End {
    Directory(PathBuf),
    /// One that others use before and after; ours as long as the transaction is open that holds the lock.
    Shared {
        _turn: Box<Mutex<db::Tx>>,
        files: PathBuf,
    },
    Copy {
        server: Box<Database>,
        name: String,
    },
}

pub(crate) fn fresh_name() -> String {
    let letters = Token::new(&Dice::system()).reveal().to_lowercase().replace(['-', '_'], "x");
    format!("portico_test_{}", letters.get(..16).unwrap_or_default())
}

#[expect(clippy::disallowed_methods, reason = "where the test server is, and whether it must be there")]
fn server() -> Option<String> {
    let url = std::env::var("PORTICO_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    let required = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(url.is_some() || !required, "CI=true, but PORTICO_TEST_POSTGRES names no server");
    url
}

/// The same server, another database of it.
fn on_server(url: &str, database: &str) -> Location {
    let address = url.split('?').next().unwrap_or_default();
    let options = url.get(address.len()..).unwrap_or_default();
    let (server, _) = address.rsplit_once('/').expect("the test server's address ends with a database");
    Location::Server(format!("{server}/{database}{options}"))
}

/// Runs what `PostgreSQL` refuses to run within a transaction.
async fn alone(server: &Database, sql: &str) -> db::Result<()> {
    let mut tx = server.write().await?;
    tx.execute("COMMIT", &[]).await?;
    tx.execute(sql, &[]).await?;
    Ok(())
}

/// A file that has the tables of this version and nothing else. It has its name only when it is whole; of tests that make
/// it at once, each makes the same.
async fn template_file() -> PathBuf {
    let file = std::env::temp_dir().join(format!("portico_template_{}.db", fingerprint()));
    if !file.exists() {
        let unfinished = std::env::temp_dir().join(format!("{}.db", fresh_name()));
        let database = Database::open(&Location::File(unfinished.clone())).await.expect("a template");
        database.migrate(MIGRATIONS).await.expect("the tables are made");
        database.settle().await.expect("the template is one file");
        std::fs::rename(unfinished, &file).expect("the template's name");
    }
    file
}

/// The name of a database that has the tables of this version and nothing else. Of all tests that look for it at once
/// the first makes it. It has its name only when it is whole.
async fn template(server: &Database, url: &str) -> String {
    let name = format!("portico_template_{}", fingerprint());
    let mut first = server.write().await.expect("a connection");
    let mut found = is_there(&mut first, &name).await;
    if !found {
        first.execute("SELECT pg_advisory_xact_lock(7927301)", &[]).await.expect("the turn of this test");
        found = is_there(&mut first, &name).await;
    }
    if !found {
        let unfinished = fresh_name();
        alone(server, &format!("CREATE DATABASE {unfinished}")).await.expect("a template");
        let database = Database::open(&on_server(url, &unfinished)).await.expect("the template");
        database.migrate(MIGRATIONS).await.expect("the tables are made");
        let mut tx = database.write().await.expect("a connection");
        tx.execute(&emptying(), &[]).await.expect("a function");
        tx.commit().await.expect("a function");
        drop(database);
        // Waits until its connections are closed.
        alone(server, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"))
            .await
            .expect("the template's name");
    }
    first.commit().await.expect("the next test's turn");
    name
}

async fn is_there(tx: &mut db::Tx, database: &str) -> bool {
    let found = tx.row("SELECT 1 FROM pg_database WHERE datname = ?1", params![database], |_| Ok(())).await;
    found.expect("the list of databases").is_some()
}

/// What empties all tables in one statement: one by one, each would be sent, planned and answered twice.
fn emptying() -> String {
    let all: Vec<String> = TABLES.iter().rev().map(|table| format!("DELETE FROM {table};")).collect();
    format!("CREATE FUNCTION empty_all() RETURNS VOID LANGUAGE plpgsql AS $$ BEGIN {} END $$", all.concat())
}

/// As the migrations leave it, and with nobody else in it: what an earlier test has left behind is gone.
async fn empty(location: &Location) {
    let database = Database::open(location).await.expect("a database for the test");
    let mut tx = database.write().await.expect("a connection");
    let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()";
    tx.execute(others, &[]).await.expect("nobody else is in it");
    tx.execute("SELECT empty_all()", &[]).await.expect("empty tables");
    let newest = MIGRATIONS.last().map_or(0, |migration| migration.number);
    tx.execute("DELETE FROM migrations WHERE number > ?1", params![newest])
        .await
        .expect("no later migration");
    tx.commit().await.expect("an empty database");
}

/// Another for other tables. FNV-1a: it need not keep off anybody.
fn fingerprint() -> String {
    let text = MIGRATIONS.iter().flat_map(|migration| migration.sql.bytes());
    let sum = text
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}

impl Room {
    /// Empty, or with the tables in it if that is quick. `None`, with a note, if there is no `PostgreSQL` here.
    pub async fn new(engine: Engine, tables: bool) -> Option<Self> {
        match engine {
            Engine::Sqlite => Some(Self::directory(tables).await),
            Engine::Postgres => {
                let Some(url) = server() else {
                    println!("not run: PORTICO_TEST_POSTGRES is not set (see scripts/with-postgres)");
                    return None;
                };
                Some(if tables { Self::shared(&url).await } else { Self::fresh(&url).await })
            }
        }
    }

    async fn directory(tables: bool) -> Self {
        let directory = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir(&directory).expect("a directory for the test");
        let file = directory.join("portico.db");
        if tables {
            std::fs::copy(template_file().await, &file).expect("a copy of the template");
        }
        Self { location: Location::File(file), end: End::Directory(directory) }
    }

    async fn fresh(url: &str) -> Self {
        let server = Database::open(&Location::Server(url.to_owned())).await.expect("the test server");
        let name = fresh_name();
        alone(&server, &format!("CREATE DATABASE {name}")).await.expect("a database for the test");
        Self { location: on_server(url, &name), end: End::Copy { server: Box::new(server), name } }
    }

    async fn shared(url: &str) -> Self {
        let server = Database::open(&Location::Server(url.to_owned())).await.expect("the test server");
        let template = template(&server, url).await;
        for number in 0.. {
            let mut turn = server.write().await.expect("a connection");
            let lock = "SELECT CASE WHEN pg_try_advisory_xact_lock(?1) THEN 1::bigint ELSE 0::bigint END";
            let free =
                turn.row(lock, params![LOCKS + number], |row| row.get::<i64>(0)).await.expect("a lock");
            if free != Some(1) {
                continue;
            }
            let name = format!("{template}_{number}");
            if !is_there(&mut turn, &name).await {
                let copy = format!("CREATE DATABASE {name} TEMPLATE {template}");
                alone(&server, &copy).await.expect("a database for the test");
            }
            let location = on_server(url, &name);
            empty(&location).await;
            let files = std::env::temp_dir().join(fresh_name());
            return Self { location, end: End::Shared { _turn: Box::new(Mutex::new(turn)), files } };
        }
        unreachable!("there is always another number")
    }

    /// The directory for files of the test; the machine's own on a server.
    pub fn directory_for_files(&self) -> PathBuf {
        match &self.end {
            End::Directory(directory) => directory.clone(),
            End::Copy { .. } | End::Shared { .. } => std::env::temp_dir(),
        }
    }

    /// The folder of what is too large for the database; this test's alone, and gone afterwards.
    pub fn files(&self) -> PathBuf {
        match &self.end {
            End::Directory(directory) => directory.join("files"),
            End::Copy { name, .. } => std::env::temp_dir().join(name),
            End::Shared { files, .. } => files.clone(),
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        match &self.end {
            End::Directory(directory) => drop(std::fs::remove_dir_all(directory)),
            End::Shared { files, .. } => drop(std::fs::remove_dir_all(files)),
            End::Copy { server, name } => {
                drop(std::fs::remove_dir_all(std::env::temp_dir().join(name)));
                let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
                let (server, sql) = (server.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
                tokio::task::block_in_place(|| {
                    let drop_it = alone(&server, &sql);
                    // A leftover is no harm.
                    drop(runtime.block_on(tokio::time::timeout(std::time::Duration::from_secs(5), drop_it)));
                });
            }
        }
    }
}
