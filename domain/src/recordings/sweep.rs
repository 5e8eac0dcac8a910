//! Files that belong to nothing: of uploads that broke off, and of a process that ended between the file and its row.

use db::params;
use kernel::{Result, Span, Timestamp};

use crate::files::{Found, found};
use crate::house::House;

/// How long a recording that comes in parts may take.
pub(super) const PARTS_WITHIN: Span = Span::hours(24);

const KEPT: &str = "SELECT 1 FROM recordings WHERE org_id = ?1 AND id = ?2";
/// Of one that was put away, and of which a process that ended left this copy, the other one is kept.
const KEPT_HERE: &str = "SELECT 1 FROM recordings WHERE org_id = ?1 AND id = ?2 AND place <> 'there'";

/// Removes them; answers how many. A sweep of everything looks at old files, too: once for each start of the program.
pub async fn sweep(house: &House, everything: bool) -> Result<usize> {
    let now = house.now();
    let mut gone = 0;
    for file in found(&house.files.shelf()?).await? {
        if file.is_looked_at(now, everything) && !is_known(house, &file, now).await? {
            // Another process may have been quicker.
            gone += usize::from(std::fs::remove_file(&file.path).is_ok());
        }
    }
    let mut change = house.change_unasked().await?;
    change
        .tx
        .execute("DELETE FROM recording_uploads WHERE started_at < ?1", params![now - PARTS_WITHIN])
        .await?;
    change.commit_housekeeping().await?;
    Ok(gone)
}

async fn is_known(house: &House, file: &Found, now: Timestamp) -> Result<bool> {
    let mut read = house.read().await?;
    let known: Option<()> = if file.part {
        let sql = "SELECT 1 FROM recording_uploads WHERE org_id = ?1 AND id = ?2 AND started_at >= ?3";
        read.0.row(sql, params![file.org, file.id, now - PARTS_WITHIN], |_| Ok(())).await?
    } else {
        let sql = if house.files.elsewhere.is_some() { KEPT_HERE } else { KEPT };
        read.0.row(sql, params![file.org, file.id], |_| Ok(())).await?
    };
    Ok(known.is_some())
}
