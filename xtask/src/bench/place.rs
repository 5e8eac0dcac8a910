//! Where the data of one measurement lies: a folder, or a database of a server.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::options::Engine;
use super::{Result, tools};

pub struct Place {
    pub folder: PathBuf,
    /// The address of a server's database.
    url: Option<String>,
}

impl Place {
    /// An empty place, or the one that is there if `keep` is set.
    pub fn open(home: &Path, engine: Engine, name: &str, keep: bool) -> Result<Self> {
        let folder = home.join(format!("{}-{name}", engine.name().to_lowercase()));
        let fails = |error| format!("{} cannot be made: {error}", folder.display());
        if !keep && folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(fails)?;
        }
        std::fs::create_dir_all(&folder).map_err(fails)?;
        let url = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(create(&format!("portico_bench_{}", name.replace('-', "_")))?),
        };
        Ok(Self { folder, url })
    }

    /// `portico` with its settings for this place.
    pub fn portico(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.arg("--data").arg(&self.folder);
        if let Some(url) = &self.url {
            command.env("PORTICO_DATABASE", url);
        }
        command
    }

    /// The database as the programs beside Portico want it.
    pub fn database(&self) -> String {
        let file = || self.folder.join("portico.db").display().to_string();
        self.url.clone().unwrap_or_else(file)
    }

    /// After much was loaded: a server counts its rows and marks its pages, as it does by itself in time.
    pub fn settle(&self) -> Result<()> {
        match &self.url {
            Some(url) => psql(url, "VACUUM (ANALYZE)"),
            None => Ok(()),
        }
    }
}

/// A new database beside the one whose address we were given.
fn create(name: &str) -> Result<String> {
    let server = tools::server().ok_or("there is no PostgreSQL")?;
    psql(&server, &format!("DROP DATABASE IF EXISTS {name}"))?;
    psql(&server, &format!("CREATE DATABASE {name}"))?;
    let (before, _) = server.rsplit_once('/').ok_or("the server's address names no database")?;
    Ok(format!("{before}/{name}"))
}

fn psql(url: &str, sql: &str) -> Result<()> {
    let done = Command::new(tools::psql()).args([url, "--quiet", "--command", sql]).status();
    match done {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("psql could not do this: {sql}")),
    }
}
