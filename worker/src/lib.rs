//! What happens without a visitor: open pages are told what is new, letters are sent, and what has run out is removed.

mod delivery;
mod fetch;
mod mail;
mod outbox;
mod post;
mod s3;
mod sms;
mod way_out;
mod webhooks;

use std::time::Duration;

use domain::House;
use domain::resources::attachments;
use domain::{history, notices, on_call, recordings, sign_in, tasks};
pub use mail::{MailServer, Sender};
pub use post::Post;
pub use s3::{S3, S3Settings};
pub use sms::{Gateway, SmsGateway, Twilio, Written};
use tokio::sync::watch;

const EVERY_SECOND: Duration = Duration::from_secs(1);
/// After all new recordings were looked at.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// While the place for recordings does not answer.
const LONGEST_WAIT: Duration = Duration::from_mins(5);
const EVERY_MINUTE: Duration = Duration::from_mins(1);
const TOLD_EVERY: Duration = Duration::from_secs(20);
/// Sweeps per this many minutes.
const SWEEP_AFTER: u32 = 15;
/// Looks for lines of the history that are due to go per this many minutes.
const REMOVE_AFTER: u32 = 60;

/// Works until the runtime ends; the outbox until `stopping` says so. Every process may run one: what they do twice
/// does no harm, and no letter is sent by two.
pub async fn run(house: House, post: Post, stopping: watch::Receiver<bool>) {
    ready_tls();
    let others = async {
        tokio::join!(
            domain::live::follow(house.clone()),
            work_on_many(house.clone()),
            tell_in_time(&house),
            look_at_recordings(&house),
            put_recordings_away(&house),
            remove_recordings(&house),
            fetch::run(&house, network(post.private_recordings)),
            keep_tidy(&house)
        );
    };
    let sending = async {
        tokio::join!(
            outbox::run(&house, &post, stopping.clone()),
            webhooks::run(&house, network(post.private_webhooks), stopping.clone()),
            delivery::run(&house, &post.base_url, network(post.private_webhooks), stopping.clone())
        );
    };
    tokio::select! {
        () = sending => {}
        () = others => {}
    }
}

fn network(private: bool) -> way_out::Network {
    if private { way_out::Network::Private } else { way_out::Network::Public }
}

/// TLS is rustls with ring: said once, before anything speaks it.
pub fn ready_tls() {
    // Whoever said it before said the same.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Work on many records that somebody has asked for; two processes never do the same piece.
async fn work_on_many(house: House) {
    loop {
        if let Err(error) = domain::jobs::work(&house).await {
            tracing::warn!(%error, "could not work on many records");
        }
        if let Err(error) = domain::announcements::send_due(&house).await {
            tracing::warn!(%error, "could not send announcements");
        }
        if let Err(error) = domain::resources::proposals::take_effect(&house).await {
            tracing::warn!(%error, "could not let changes of resources take effect");
        }
        if let Err(error) = domain::delivery::step_due(&house).await {
            tracing::warn!(%error, "could not send messages on");
        }
        tokio::time::sleep(EVERY_SECOND).await;
    }
}

/// Shifts that begin soon, tasks that are due, and what has waited for its time; each is told of once, by whichever
/// process.
async fn tell_in_time(house: &House) {
    loop {
        if let Err(error) = on_call::remind(house).await {
            tracing::warn!(%error, "could not tell of shifts that begin soon");
        }
        if let Err(error) = tasks::remind(house).await {
            tracing::warn!(%error, "could not tell of tasks that are due");
        }
        if let Err(error) = notices::tell_due(house).await {
            tracing::warn!(%error, "could not tell what has waited for its time");
        }
        tokio::time::sleep(TOLD_EVERY).await;
    }
}

/// New recordings are looked at one after the other: whether they are whole, and how loud each stretch is.
async fn look_at_recordings(house: &House) {
    loop {
        match recordings::draw(house).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "could not look at a recording"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Recordings go where several machines find them. While that place does not answer they wait here, and it is asked
/// ever more seldom.
async fn put_recordings_away(house: &House) {
    let (mut round, mut wait, mut waits) = (recordings::Round::default(), LOOK_AGAIN, false);
    loop {
        match recordings::put_away(house, &mut round).await {
            Ok(true) => {
                wait = LOOK_AGAIN;
                continue;
            }
            // The next round begins with what has failed in this one.
            Ok(false) if std::mem::take(&mut waits) => continue,
            Ok(false) => wait = LOOK_AGAIN,
            Err(error) => {
                tracing::warn!(%error, "a recording waits on this machine");
                waits = true;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
        tokio::time::sleep(wait).await;
    }
}

/// What was deleted here is removed there; each has its own time for the next attempt.
async fn remove_recordings(house: &House) {
    loop {
        match recordings::remove_away(house).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "could not remove what was deleted"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Before the process ends: what was only in memory is written.
pub async fn finish(house: &House) {
    if let Err(error) = sign_in::flush_seen(house).await {
        tracing::warn!(%error, "could not write when sessions were last seen");
    }
}

async fn keep_tidy(house: &House) {
    let mut minute = 0u32;
    loop {
        tokio::time::sleep(EVERY_MINUTE).await;
        finish(house).await;
        minute = minute.wrapping_add(1);
        if minute % SWEEP_AFTER == 1 {
            if let Err(error) = sign_in::sweep(house).await {
                tracing::warn!(%error, "could not sweep");
            }
            if let Err(error) = domain::webhooks::sweep(house).await {
                tracing::warn!(%error, "could not sweep what was sent to webhooks");
            }
            if let Err(error) = domain::delivery::sweep(house).await {
                tracing::warn!(%error, "could not sweep links of deliveries");
            }
            if let Err(error) = domain::accounts::import::sweep(house).await {
                tracing::warn!(%error, "could not forget files of accounts");
            }
            if let Err(error) = notices::sweep(house).await {
                tracing::warn!(%error, "could not sweep the outbox");
            }
            if let Err(error) = on_call::sweep_notices(house).await {
                tracing::warn!(%error, "could not sweep what was told of shifts");
            }
            if let Err(error) = recordings::expire(house).await {
                tracing::warn!(%error, "could not delete recordings that were kept long enough");
            }
            if let Err(error) = recordings::sweep(house, minute == 1).await {
                tracing::warn!(%error, "could not sweep recordings");
            }
            if let Err(error) = attachments::sweep(house, minute == 1).await {
                tracing::warn!(%error, "could not sweep attachments");
            }
        }
        if minute % REMOVE_AFTER == 1 {
            match history::retention::remove_due(house).await {
                Ok(0) => {}
                Ok(lines) => tracing::info!(lines, "removed what was kept for long enough from the history"),
                Err(error) => tracing::warn!(%error, "could not remove what was kept for long enough"),
            }
        }
    }
}
