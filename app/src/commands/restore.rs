//! `portico restore`: a backup back into an empty house, on whichever database.

use std::path::Path;

use kernel::Result;

use crate::say::say;
use crate::settings::Settings;

pub async fn run(settings: &Settings, file: &Path) -> Result<()> {
    let house = settings.open().await?;
    let manifest = domain::backup::restore(&house, file).await?;
    let rows: u64 = manifest.tables.values().sum();
    say!("Restored {rows} rows and {} recordings of {}.", manifest.files, manifest.made_at);
    super::verify::run_on(&house).await
}
