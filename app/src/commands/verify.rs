//! `portico verify`: the data is whole, and the history is what was written.

use domain::recordings::{self, Damage};
use domain::resources::attachments::{self, Lost};
use domain::{House, history, organizations};
use kernel::{Error, Result};

use crate::say::say;
use crate::settings::Settings;

/// Recordings, and attachments, that are named one by one.
const NAMED: usize = 50;

pub async fn run(settings: &Settings) -> Result<()> {
    run_on(&settings.open().await?).await
}

pub async fn run_on(house: &House) -> Result<()> {
    if let Some(damage) = house.damage()? {
        return Err(Error::Unavailable(format!("the database is damaged: {damage}")));
    }
    let (mut damaged, mut lost): (Vec<Damage>, Vec<Lost>) = (Vec::new(), Vec::new());
    let organizations = organizations::all(&mut house.read().await?).await?;
    for organization in organizations {
        let chain = history::verify(house, organization.id).await?;
        if let Some((line, why)) = chain.broken {
            return Err(Error::conflict(format!(
                "the history of organization {} is broken at line {line}: {why}",
                organization.id
            )));
        }
        say!("Organization {}: {} lines of history, unbroken.", organization.id, chain.lines);
        let (whole, not_whole) = recordings::check(house, organization.id).await?;
        if whole > 0 || !not_whole.is_empty() {
            say!("Organization {}: {whole} recordings, whole.", organization.id);
        }
        damaged.extend(not_whole);
        let (whole, not_whole) = attachments::check(house, organization.id).await?;
        if whole > 0 || !not_whole.is_empty() {
            say!("Organization {}: {whole} attachments, whole.", organization.id);
        }
        lost.extend(not_whole);
    }
    for one in damaged.iter().take(NAMED) {
        say!("The recording {} of {}: {}.", one.recording, one.call, one.why);
    }
    for one in lost.iter().take(NAMED) {
        say!("The attachment {} of {}: {}.", one.attachment, one.resource, one.why);
    }
    if !damaged.is_empty() {
        return Err(Error::conflict(format!("{} recordings cannot be played.", damaged.len())));
    }
    if !lost.is_empty() {
        return Err(Error::conflict(format!("{} attachments cannot be opened.", lost.len())));
    }
    say!("The data is whole.");
    Ok(())
}
