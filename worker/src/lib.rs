//! What happens without a visitor: open pages are told what is new, and what has run out is removed.

use std::time::Duration;

use domain::House;
use domain::sign_in::{flush_seen, sweep};

const EVERY_SECOND: Duration = Duration::from_secs(1);
const EVERY_MINUTE: Duration = Duration::from_mins(1);
/// Sweeps per this many minutes.
const SWEEP_AFTER: u32 = 15;

/// Works until the runtime ends. Every process may run one: what they do twice does no harm.
pub async fn run(house: House) {
    tokio::join!(domain::live::follow(house.clone()), work_on_many(house.clone()), keep_tidy(house));
}

/// Work on many records that somebody has asked for; two processes never do the same piece.
async fn work_on_many(house: House) {
    loop {
        if let Err(error) = domain::jobs::work(&house).await {
            tracing::warn!(%error, "could not work on many records");
        }
        tokio::time::sleep(EVERY_SECOND).await;
    }
}

/// Before the process ends: what was only in memory is written.
pub async fn finish(house: &House) {
    if let Err(error) = flush_seen(house).await {
        tracing::warn!(%error, "could not write when sessions were last seen");
    }
}

async fn keep_tidy(house: House) {
    let mut minute = 0u32;
    loop {
        tokio::time::sleep(EVERY_MINUTE).await;
        finish(&house).await;
        minute = minute.wrapping_add(1);
        if minute % SWEEP_AFTER == 1
            && let Err(error) = sweep(&house).await
        {
            tracing::warn!(%error, "could not sweep");
        }
    }
}
