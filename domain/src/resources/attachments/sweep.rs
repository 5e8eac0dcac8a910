//! Files that belong to no attachment: of uploads that broke off, and of a process that ended between row and file.

use db::params;
use kernel::Result;

use super::shelf;
use crate::files::{Found, found};
use crate::house::House;

/// Removes them; answers how many. A sweep of everything looks at old files, too: once for each start of the program.
pub async fn sweep(house: &House, everything: bool) -> Result<usize> {
    let now = house.now();
    let mut gone = 0;
    for file in found(&shelf(house)?).await? {
        if file.is_looked_at(now, everything) && !is_known(house, &file).await? {
            // Another process may have been quicker.
            gone += usize::from(std::fs::remove_file(&file.path).is_ok());
        }
    }
    Ok(gone)
}

async fn is_known(house: &House, file: &Found) -> Result<bool> {
    if file.part {
        return Ok(false);
    }
    let sql = "SELECT 1 FROM resource_attachments WHERE org_id = ?1 AND id = ?2";
    let known: Option<()> = house.read().await?.0.row(sql, params![file.org, file.id], |_| Ok(())).await?;
    Ok(known.is_some())
}
