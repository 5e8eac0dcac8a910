//! Where a test's data lies: a file that is deleted, or a schema of its own on a server, dropped afterwards.

use std::path::PathBuf;

use db::{Database, Location};
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
    Schema { server: Box<Database>, name: String },
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

impl Room {
    /// `None`, with a note, if there is no `PostgreSQL` here.
    pub async fn new(engine: Engine) -> Option<Self> {
        match engine {
            Engine::Sqlite => Some(Self::directory()),
            Engine::Postgres => {
                let Some(url) = server() else {
                    println!("not run: PORTICO_TEST_POSTGRES is not set (see scripts/with-postgres)");
                    return None;
                };
                Some(Self::schema(&url).await)
            }
        }
    }

    fn directory() -> Self {
        let directory = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir(&directory).expect("a directory for the test");
        Self { location: Location::File(directory.join("portico.db")), end: End::Directory(directory) }
    }

    async fn schema(url: &str) -> Self {
        let server = Database::open(&Location::Server(url.to_owned())).await.expect("the test server");
        let name = fresh_name();
        let mut tx = server.write().await.expect("a connection");
        tx.execute(&format!("CREATE SCHEMA {name}"), &[]).await.expect("a schema for the test");
        tx.commit().await.expect("a schema for the test");
        let joint = if url.contains('?') { '&' } else { '?' };
        let location = Location::Server(format!("{url}{joint}options=-csearch_path%3D{name}"));
        Self { location, end: End::Schema { server: Box::new(server), name } }
    }

    /// The directory for files of the test; the machine's own on a server.
    pub fn directory_for_files(&self) -> PathBuf {
        match &self.end {
            End::Directory(directory) => directory.clone(),
            End::Schema { .. } => std::env::temp_dir(),
        }
    }

    /// The folder of what is too large for the database; this test's alone, and gone afterwards.
    pub fn files(&self) -> PathBuf {
        match &self.end {
            End::Directory(directory) => directory.join("files"),
            End::Schema { name, .. } => std::env::temp_dir().join(name),
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        match &self.end {
            End::Directory(directory) => drop(std::fs::remove_dir_all(directory)),
            End::Schema { server, name } => {
                drop(std::fs::remove_dir_all(std::env::temp_dir().join(name)));
                let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
                let (server, sql) = (server.clone(), format!("DROP SCHEMA {name} CASCADE"));
                tokio::task::block_in_place(|| {
                    runtime.block_on(async {
                        // A journey that still holds a transaction would keep us waiting: a leftover is no harm.
                        let drop_it = async {
                            let mut tx = server.write().await?;
                            tx.execute(&sql, &[]).await?;
                            tx.commit().await
                        };
                        drop(tokio::time::timeout(std::time::Duration::from_secs(5), drop_it).await);
                    });
                });
            }
        }
    }
}
