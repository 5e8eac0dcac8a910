//! Backups: one file that either engine can be restored from, taken while everybody works on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use db::{Database, Location};
use kernel::{Error, Result, Timestamp};
use serde::{Deserialize, Serialize};

use crate::digest::digest;
use crate::files;
use crate::house::House;
use crate::recordings;
use crate::resources::attachments;
use crate::schema::{FORMER, MIGRATIONS, TABLES};

/// What a backup says of itself, in a file beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The newest migration that the data has had.
    pub schema: i64,
    /// RFC 3339.
    pub made_at: String,
    pub engine: String,
    /// SHA-256 of the backup file, in hexadecimal.
    pub sha256: String,
    pub bytes: u64,
    /// Rows of each table.
    pub tables: BTreeMap<String, u64>,
    /// Recordings that lie beside the backup, in the folder of the same name that ends in `.files`.
    #[serde(default)]
    pub files: u64,
    /// Attachments that lie there, too, in a folder `attachments`.
    #[serde(default)]
    pub attachments: u64,
    /// Recordings that lie in S3, and are not beside the backup.
    #[serde(default)]
    pub elsewhere: u64,
}

/// The folder of the attachments, within the one of the recordings.
const ATTACHMENTS: &str = "attachments";

/// Writes all data of one moment to `file`, which must not exist, and its manifest beside it.
pub async fn backup(house: &House, file: &Path) -> Result<Manifest> {
    must_be_new(file)?;
    let folder = files_path(file);
    // Before and after: whatever the copy of the database knows was there at one of these moments.
    files_beside(house, &folder).await?;
    let manifest = backup_database(&house.db, house.now(), file).await?;
    let (files, attachments) = files_beside(house, &folder).await?;
    let elsewhere = recordings::count_away(house).await?;
    write_manifest(file, Manifest { files, attachments, elsewhere, ..manifest })
}

/// How many recordings and attachments lie in the folder now; none in a house that keeps no files.
async fn files_beside(house: &House, folder: &Path) -> Result<(u64, u64)> {
    let (Ok(sounds), Ok(attached)) = (house.files.shelf(), attachments::shelf(house)) else {
        return Ok((0, 0));
    };
    let recordings = files::put_beside(&sounds, folder).await?;
    Ok((recordings, files::put_beside(&attached, &folder.join(ATTACHMENTS)).await?))
}

/// The same before the house is open: the data may still be of an older version.
pub(crate) async fn backup_database(db: &Database, now: Timestamp, file: &Path) -> Result<Manifest> {
    let tables = copy_to(db, file).await?;
    let manifest = Manifest {
        schema: db.migrated().await?.last().copied().unwrap_or(0),
        made_at: now.to_string(),
        engine: db.engine_name().to_owned(),
        sha256: sha256(file)?,
        bytes: std::fs::metadata(file).map_err(unreadable)?.len(),
        tables,
        files: 0,
        attachments: 0,
        elsewhere: 0,
    };
    write_manifest(file, manifest)
}

fn write_manifest(file: &Path, manifest: Manifest) -> Result<Manifest> {
    let text = serde_json::to_string_pretty(&manifest).map_err(Error::bug)?;
    std::fs::write(manifest_path(file), text).map_err(unreadable)?;
    Ok(manifest)
}

/// Copies a backup into this house, which must be empty. The backup is checked against its manifest first.
pub async fn restore(house: &House, file: &Path) -> Result<Manifest> {
    let text = std::fs::read_to_string(manifest_path(file)).map_err(unreadable)?;
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|error| Error::invalid("manifest", format!("The manifest is damaged: {error}.")))?;
    if sha256(file)? != manifest.sha256 {
        return Err(Error::invalid("file", "The backup is damaged: it is not what its manifest says."));
    }
    if !crate::organizations::all(&mut house.read().await?).await?.is_empty() {
        return Err(Error::conflict(
            "There is data already. Restore into an empty data directory or an empty database.",
        ));
    }
    // Opening a database writes beside it; the backup itself stays as it is.
    let scratch = Scratch::copy_of(file)?;
    let from = Database::open(&Location::File(scratch.0.clone())).await?;
    from.migrate(MIGRATIONS).await?;
    let copied = db::copy_all(&from, &house.db, TABLES).await?;
    // A newer version may have tables that the backup does not know; they come from its migrations.
    // What a former table held is in another one now.
    let kept = manifest.tables.iter().filter(|(table, _)| !FORMER.contains(&table.as_str()));
    if kept.into_iter().any(|(table, rows)| copied.get(table) != Some(rows)) {
        return Err(Error::bug("the restored rows are not those of the manifest"));
    }
    let reason = format!("This is a restored backup of {}.", manifest.made_at);
    crate::notices::hold_all(&house.db, house.now(), &reason).await?;
    bring_files_back(house, &manifest, &files_path(file)).await?;
    Ok(manifest)
}

async fn bring_files_back(house: &House, manifest: &Manifest, folder: &Path) -> Result<()> {
    let (mut recordings, mut attached) = (0, 0);
    if let (Ok(sounds), Ok(shelf)) = (house.files.shelf(), attachments::shelf(house)) {
        recordings = files::bring_back(&sounds, folder).await?;
        attached = files::bring_back(&shelf, &folder.join(ATTACHMENTS)).await?;
    }
    if recordings < manifest.files {
        return Err(Error::conflict(format!(
            "The data is restored, but only {recordings} of {} recordings lie beside the backup. Bring the folder {} \
             along, and put what is in it into the folder files/recordings of the data directory.",
            manifest.files,
            folder.display()
        )));
    }
    if attached < manifest.attachments {
        return Err(Error::conflict(format!(
            "The data is restored, but only {attached} of {} attachments lie beside the backup. Bring the folder {} \
             along, and put what is in it into the folder files/attachments of the data directory.",
            manifest.attachments,
            folder.join(ATTACHMENTS).display()
        )));
    }
    Ok(())
}

/// The whole database in a new `SQLite` file, with the tables of the version that it is of now.
async fn copy_to(db: &Database, file: &Path) -> Result<BTreeMap<String, u64>> {
    must_be_new(file)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(unreadable)?;
    }
    let columns = db::catalogue(db).await?;
    let there = |table: &&&str| columns.iter().any(|column| column.starts_with(&format!("{table}.")));
    let tables: Vec<&str> = TABLES.iter().chain(FORMER).filter(there).copied().collect();
    let copied = match db::copy_file(db, file, &tables).await? {
        Some(copied) => copied,
        None => copy_rows(db, file, &tables).await?,
    };
    keep_private(file)?;
    Ok(copied)
}

/// The same from a server, row by row.
async fn copy_rows(db: &Database, file: &Path, tables: &[&str]) -> Result<BTreeMap<String, u64>> {
    let done = db.migrated().await?;
    let steps: Vec<_> = MIGRATIONS.iter().filter(|step| done.contains(&step.number)).copied().collect();
    let into = Database::open(&Location::File(file.to_owned())).await?;
    into.migrate(&steps).await?;
    into.expect_many_rows().await?;
    let copied = db::copy_all(db, &into, tables).await?;
    into.settle().await?;
    Ok(copied)
}

fn must_be_new(file: &Path) -> Result<()> {
    if file.exists() {
        return Err(Error::conflict(format!("{} exists already.", file.display())));
    }
    Ok(())
}

/// A backup holds what the database holds: it is for its owner's eyes.
fn keep_private(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).map_err(unreadable)
}

fn sha256(file: &Path) -> Result<String> {
    Ok(data_encoding::HEXLOWER.encode(&digest(file).map_err(unreadable)?))
}

fn files_path(file: &Path) -> PathBuf {
    file.with_extension("files")
}

fn manifest_path(file: &Path) -> PathBuf {
    file.with_extension("json")
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn unreadable(error: std::io::Error) -> Error {
    Error::Unavailable(format!("a file cannot be read or written: {error}"))
}

/// A copy that is gone when it is no longer needed.
struct Scratch(PathBuf);

impl Scratch {
    fn copy_of(file: &Path) -> Result<Self> {
        let scratch = file.with_extension("restoring");
        std::fs::copy(file, &scratch).map_err(unreadable)?;
        Ok(Self(scratch))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = self.0.clone().into_os_string();
            name.push(suffix);
            let _ = std::fs::remove_file(PathBuf::from(name));
        }
    }
}
