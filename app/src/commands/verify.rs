//! `portico verify`: the data is whole, and the history is what was written.

use domain::{House, history, organizations};
use kernel::{Error, Result};

use crate::settings::Settings;

pub async fn run(settings: &Settings) -> Result<()> {
    run_on(&settings.open().await?).await
}

pub async fn run_on(house: &House) -> Result<()> {
    if let Some(damage) = house.damage()? {
        return Err(Error::Unavailable(format!("the database is damaged: {damage}")));
    }
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
    }
    println!("The data is whole.");
    Ok(())
}
