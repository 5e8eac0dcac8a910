//! `portico serve`: the portal itself.

use std::sync::Arc;
use std::time::Duration;

use kernel::Result;
use tokio::sync::watch;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use web::Site;

use crate::say::{self, say};
use crate::settings::Settings;
use crate::{logins, routes, server};

/// How long a letter on its way may take after the last visitor has left.
const LETTERS_ARRIVE_WITHIN: Duration = Duration::from_millis(1500);
/// And how long what was only in memory may wait to be written.
const WRITTEN_WITHIN: Duration = Duration::from_millis(300);

pub async fn run(settings: &Settings) -> Result<()> {
    start_log(settings.log);
    let house = settings.open().await?;
    let listener = server::bind(settings.listen).await?;
    let (stop, stopping) = watch::channel(false);
    let base_url = settings.base_url();
    let post = settings.post();
    let site = Site {
        house: house.clone(),
        settings: Arc::new(web::Settings {
            https: base_url.starts_with("https://"),
            base_url: base_url.clone(),
            trusted_proxies: settings.trusted_proxies.clone(),
            ways: post.ways(),
            sms_signing: post.sms.as_ref().and_then(worker::SmsGateway::signing),
            private_webhooks: settings.private_webhooks,
            private_recordings: settings.private_recordings,
        }),
        stopping: stopping.clone(),
    };
    let mut work = tokio::spawn(worker::run(house.clone(), post, stopping));
    greet(settings, &base_url);
    server::serve(listener, routes::router(&site), async move {
        asked_to_stop().await;
        let _ = stop.send(true);
    })
    .await;
    // A letter that is being handed over arrives; what would take longer is taken up again by whoever runs next.
    if tokio::time::timeout(LETTERS_ARRIVE_WITHIN, &mut work).await.is_err() {
        work.abort();
    }
    // Somebody else may be writing for longer than anybody waits for us.
    let _ = tokio::time::timeout(WRITTEN_WITHIN, worker::finish(&house)).await;
    Ok(())
}

/// Says where the portal is, and who can log in to a demo.
fn greet(settings: &Settings, base_url: &str) {
    say!("Portico is ready at {base_url}");
    if let Some(logins) = logins::read(&settings.data) {
        say::all(&format_args!("\nThis is a demo. These people can log in:\n\n{}", logins::table(&logins)));
    }
}

/// Everything of Portico's own from this level on, and warnings of all others.
fn start_log(level: LevelFilter) {
    let own = ["portico", "web", "portal", "console", "api", "domain", "db", "worker"];
    let wanted = Targets::new().with_default(LevelFilter::WARN).with_targets(own.map(|name| (name, level)));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    // A second log in one process would be a test's.
    let _ = tracing_subscriber::registry().with(lines.with_filter(wanted)).try_init();
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(interrupt.await),
    }
}
