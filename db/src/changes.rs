//! Hears that something was committed, by this process or by another one.

use std::time::Duration;

use tokio::sync::watch;
use tokio_postgres::AsyncMessage;

use crate::database::Engine;
use crate::tx::CHANNEL;
use crate::{Database, Result, postgres, sqlite};

/// How soon a change by another process on the same `SQLite` file is noticed.
const POLL: Duration = Duration::from_millis(500);
/// How long to wait before a lost server is tried again.
const RETRY: Duration = Duration::from_secs(1);

/// Answers each time when something may have changed. It may answer once for many changes, and once for none.
pub struct Changes(watch::Receiver<u64>);

impl Database {
    /// Starts to listen. Must be called inside of the runtime.
    pub fn changes(&self) -> Changes {
        let (sender, receiver) = watch::channel(0);
        match &self.0 {
            Engine::Sqlite(pool) => {
                let mut committed = pool.committed();
                let watcher = pool.watcher();
                tokio::spawn(async move {
                    let watcher = match watcher {
                        Ok(watcher) => watcher,
                        Err(error) => return tracing::error!(%error, "cannot watch for changes"),
                    };
                    let mut version = sqlite::data_version(&watcher).unwrap_or(0);
                    while !sender.is_closed() {
                        let woken = tokio::time::timeout(POLL, committed.changed()).await;
                        let now = sqlite::data_version(&watcher).unwrap_or(version);
                        if woken.is_ok() || now != version {
                            version = now;
                            sender.send_modify(|count| *count += 1);
                        }
                    }
                });
            }
            Engine::Postgres(pool) => {
                let pool = pool.clone();
                tokio::spawn(async move {
                    while !sender.is_closed() {
                        if let Err(error) = listen(&pool, &sender).await {
                            tracing::warn!(%error, "lost the line to PostgreSQL; trying again");
                        }
                        tokio::time::sleep(RETRY).await;
                    }
                });
            }
        }
        Changes(receiver)
    }
}

impl Changes {
    /// Waits for the next change; `false` when there will be none.
    pub async fn next(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}

async fn listen(pool: &postgres::Pool, sender: &watch::Sender<u64>) -> Result<()> {
    let (client, mut connection) = pool.connect().await?;
    let listening = tokio::spawn(async move {
        let answer = client.batch_execute(&format!("LISTEN {CHANNEL}")).await;
        // The connection lives as long as its client.
        (client, answer)
    });
    let result = loop {
        let message = std::future::poll_fn(|cx| connection.poll_message(cx));
        tokio::select! {
            message = message => match message {
                Some(Ok(AsyncMessage::Notification(_))) => sender.send_modify(|count| *count += 1),
                Some(Ok(_)) => {}
                Some(Err(error)) => break Err(error.into()),
                None => break Ok(()),
            },
            () = sender.closed() => break Ok(()),
        }
    };
    listening.abort();
    result
}
