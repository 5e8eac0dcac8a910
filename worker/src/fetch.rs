//! Fetches recordings from whoever recorded them: by the one way out, streamed to the disk, all of one or nothing.

use std::time::Duration;

use domain::House;
use domain::recordings::fetch::{self, Due, Outcome};
use kernel::Error;

use crate::way_out::{Arriving, FileWay, Network};

const EVERY: Duration = Duration::from_secs(1);
/// However slowly it comes, then it is over.
const WITHIN: Duration = Duration::from_hours(1);
/// Fetches at the same moment: one that is slow delays no other.
const AT_ONCE: usize = 4;

/// Works until it is dropped; what was under way then is fetched anew.
pub async fn run(house: &House, network: Network) {
    let way = match FileWay::new(network) {
        Ok(way) => way,
        Err(error) => return tracing::error!(%error, "recordings cannot be fetched"),
    };
    futures_util::future::join_all((0..AT_ONCE).map(|_| one_after_the_other(house, &way))).await;
}

async fn one_after_the_other(house: &House, way: &FileWay) {
    loop {
        match fetch::claim(house).await {
            Ok(Some(due)) => {
                let outcome = attempt(house, way, &due).await;
                if let Err(error) = fetch::settle(house, &due, outcome).await {
                    tracing::warn!(%error, "a fetch cannot be settled");
                }
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a fetch cannot be taken"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn attempt(house: &House, way: &FileWay, due: &Due) -> Outcome {
    match tokio::time::timeout(WITHIN, bring(house, way, due)).await {
        Ok(Ok(())) => Outcome::Kept,
        Ok(Err(outcome)) => outcome,
        Err(_) => Outcome::Again("It did not come to its end within an hour.".to_owned()),
    }
}

async fn bring(house: &House, way: &FileWay, due: &Due) -> Result<(), Outcome> {
    let mut incoming = due.begin(house).await?;
    FileWay::check(&due.url, way.network()).map_err(|error| match error {
        Error::Invalid(wrong) => Outcome::Never(wrong.message("url").unwrap_or_default().to_owned()),
        other => other.into(),
    })?;
    let mut answer =
        way.get(&due.url, None).await.map_err(|why| Outcome::Again(format!("No answer: {why}.")))?;
    welcome(&answer, incoming.most())?;
    let said = answer.kind().to_owned();
    loop {
        match answer.next().await {
            Ok(Some(bytes)) => incoming.write(&bytes).await?,
            Ok(None) => break,
            Err(why) => return Err(Outcome::Again(format!("It broke off: {why}."))),
        }
    }
    due.finish(house, incoming, &said).await?;
    Ok(())
}

/// Whether an answer is the file, and may come.
fn welcome(answer: &Arriving, most: u64) -> Result<(), Outcome> {
    match answer.status() {
        200 => {}
        status @ 300..400 => {
            return Err(Outcome::Never(format!(
                "It answers {status}, a redirect, which is not followed. Give the address of the file itself."
            )));
        }
        410 => return Err(Outcome::Never("It answers 410: the file is gone.".to_owned())),
        status => return Err(Outcome::Again(format!("It answers {status}."))),
    }
    match answer.length() {
        Some(length) if length > most => Err(Outcome::Never(format!(
            "It is too large: a recording may have at most {} MB.",
            most / 1_000_000
        ))),
        // Without either, a file that breaks off looks like one that is over.
        None if !answer.says_its_end() => Err(Outcome::Never(
            "It says neither how long the file is nor where it ends; a part of it would look like all of it."
                .to_owned(),
        )),
        _ => Ok(()),
    }
}
