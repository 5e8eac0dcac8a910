//! `portico backup`: all data of one moment in one file.

use std::path::PathBuf;

use kernel::Result;

use crate::say::say;
use crate::settings::Settings;

pub async fn run(settings: &Settings, to: Option<PathBuf>) -> Result<()> {
    let house = settings.open().await?;
    let name = house.now().to_jiff().strftime("portico-%Y%m%d-%H%M%S.db").to_string();
    let file = to.unwrap_or_else(|| settings.data.join("backups").join(name));
    let manifest = domain::backup::backup(&house, &file).await?;
    let rows: u64 = manifest.tables.values().sum();
    say!("{} ({rows} rows, {} bytes)", file.display(), manifest.bytes);
    if manifest.files + manifest.attachments > 0 {
        let folder = file.with_extension("files");
        say!("{} ({} recordings, {} attachments)", folder.display(), manifest.files, manifest.attachments);
    }
    if manifest.elsewhere > 0 {
        say!("{} more recordings lie in S3, and are not in this backup.", manifest.elsewhere);
    }
    Ok(())
}
