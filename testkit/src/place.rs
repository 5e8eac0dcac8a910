//! Where a test's data lies: a file that is deleted, or a database of its own on a server, dropped afterwards.
//!
//! On a server the tables are made once, in a template; each test starts with a copy, which takes a tenth of the time.

use std::path::PathBuf;

use db::{Database, Location, params};
use domain::schema::MIGRATIONS;
use kernel::{Dice, Token};

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
    Copy { server: Box<Database>, name: String },
}

fn fresh_name() -> String {
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

/// The name of a database that has the tables of this version and nothing else. Of all tests that look for it at once
/// the first makes it. It has its name only when it is whole.
async fn template(server: &Database, url: &str) -> String {
    let name = format!("portico_template_{}", fingerprint());
    let is_there = "SELECT 1 FROM pg_database WHERE datname = ?1";
    let mut first = server.write().await.expect("a connection");
    let mut found = first.row(is_there, params![&name], |_| Ok(())).await.expect("the list of databases");
    if found.is_none() {
        first.execute("SELECT pg_advisory_xact_lock(7927301)", &[]).await.expect("the turn of this test");
        found = first.row(is_there, params![&name], |_| Ok(())).await.expect("the list of databases");
    }
    if found.is_none() {
        let unfinished = fresh_name();
        alone(server, &format!("CREATE DATABASE {unfinished}")).await.expect("a template");
        let database = Database::open(&on_server(url, &unfinished)).await.expect("the template");
        database.migrate(MIGRATIONS).await.expect("the tables are made");
        drop(database);
        // Waits until its connections are closed.
        alone(server, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"))
            .await
            .expect("the template's name");
    }
    first.commit().await.expect("the next test's turn");
    name
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
            Engine::Sqlite => Some(Self::directory()),
            Engine::Postgres => {
                let Some(url) = server() else {
                    println!("not run: PORTICO_TEST_POSTGRES is not set (see scripts/with-postgres)");
                    return None;
                };
                Some(Self::copy(&url, tables).await)
            }
        }
    }

    fn directory() -> Self {
        let directory = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir(&directory).expect("a directory for the test");
        Self { location: Location::File(directory.join("portico.db")), end: End::Directory(directory) }
    }

    async fn copy(url: &str, tables: bool) -> Self {
        let server = Database::open(&Location::Server(url.to_owned())).await.expect("the test server");
        let origin = if tables { template(&server, url).await } else { "template1".to_owned() };
        let name = fresh_name();
        alone(&server, &format!("CREATE DATABASE {name} TEMPLATE {origin}"))
            .await
            .expect("a database for the test");
        Self { location: on_server(url, &name), end: End::Copy { server: Box::new(server), name } }
    }

    /// The directory for files of the test; the machine's own on a server.
    pub fn directory_for_files(&self) -> PathBuf {
        match &self.end {
            End::Directory(directory) => directory.clone(),
            End::Copy { .. } => std::env::temp_dir(),
        }
    }

    /// The folder of what is too large for the database; this test's alone, and gone afterwards.
    pub fn files(&self) -> PathBuf {
        match &self.end {
            End::Directory(directory) => directory.join("files"),
            End::Copy { name, .. } => std::env::temp_dir().join(name),
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        match &self.end {
            End::Directory(directory) => drop(std::fs::remove_dir_all(directory)),
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
