//! `portico verify`: the data is whole, and the history is what was written.

use domain::recordings::{self, Damage};
use domain::{House, history, organizations};
use kernel::{Error, Result};

use crate::settings::Settings;

/// Recordings that are named one by one.
const NAMED: usize = 50;

pub async fn run(settings: &Settings) -> Result<()> {
    run_on(&settings.open().await?).await
}

pub async fn run_on(house: &House) -> Result<()> {
    if let Some(damage) = house.damage()? {
        return Err(Error::Unavailable(format!("the database is damaged: {damage}")));
    }
    let mut damaged: Vec<Damage> = Vec::new();
    let organizations = organizations::all(&mut house.read().await?).await?;
    for organization in organizations {
        let chain = history::verify(house, organization.id).await?;
        if let Some((line, why)) = chain.broken {
            return Err(Error::conflict(format!(
                "the history of organization {} is broken at line {line}: {why}",
                organization.id
            )));
        }
        println!("Organization {}: {} lines of history, unbroken.", organization.id, chain.lines);
        let (whole, not_whole) = recordings::check(house, organization.id).await?;
        if whole > 0 || !not_whole.is_empty() {
            println!("Organization {}: {whole} recordings, whole.", organization.id);
        }
        damaged.extend(not_whole);
    }
    for one in damaged.iter().take(NAMED) {
        println!("The recording {} of {}: {}.", one.recording, one.call, one.why);
    }
    if !damaged.is_empty() {
        return Err(Error::conflict(format!("{} recordings cannot be played.", damaged.len())));
    }
    println!("The data is whole.");
    Ok(())
}
