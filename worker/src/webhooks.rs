//! Delivers to other systems what happened: each endpoint by itself, so that one that is slow delays no other.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use domain::House;
use domain::webhooks::{self, Due, Outcome};
use futures_util::future::join_all;
use kernel::{Result, Span, WebhookId};
use tokio::sync::watch;

use crate::way_out::{Failed, Network, WayOut};

const EVERY: Duration = Duration::from_secs(1);
/// Deliveries to one endpoint before the others are looked at again.
const IN_A_ROW: usize = 50;

/// The ways to the endpoints, kept as long as their addresses stay.
#[derive(Default)]
struct Ways(Mutex<HashMap<WebhookId, (String, WayOut)>>);

/// Works until `stopping` says so.
pub async fn run(house: &House, network: Network, mut stopping: watch::Receiver<bool>) {
    let ways = Ways::default();
    while !*stopping.borrow() {
        if let Err(error) = round(house, network, &ways, &stopping).await {
            tracing::warn!(%error, "webhooks cannot be delivered");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.changed() => {}
        }
    }
}

/// Everything that is due now, once.
async fn round(house: &House, network: Network, ways: &Ways, stopping: &watch::Receiver<bool>) -> Result<()> {
    webhooks::spread(house).await?;
    let each = webhooks::due(house).await?.into_iter().map(|(org, webhook)| async move {
        for _ in 0..IN_A_ROW {
            if *stopping.borrow() {
                break;
            }
            match webhooks::claim(house, org, webhook).await {
                Ok(Some(due)) => {
                    let outcome = send(&due, network, ways).await;
                    if let Err(error) = webhooks::settle(house, &due, outcome).await {
                        tracing::warn!(%error, "a delivery cannot be settled");
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "a delivery cannot be taken");
                    break;
                }
            }
        }
    });
    join_all(each).await;
    Ok(())
}

async fn send(due: &Due, network: Network, ways: &Ways) -> Outcome {
    let failed = |why: String| Outcome { status: None, why, retry_after: None };
    let way = match ways.to(due, network) {
        Ok(way) => way,
        Err(error) => return failed(error.to_string()),
    };
    let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    headers.extend(due.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    match way.post(&headers, due.body.clone()).await {
        Ok(answer) => {
            let arrived = (200..300).contains(&answer.status);
            Outcome {
                status: Some(answer.status),
                why: if arrived { String::new() } else { answer.body },
                retry_after: answer.retry_after.map(|seconds| Span::seconds(i64::from(seconds))),
            }
        }
        Err(Failed::NotSent(why) | Failed::Unheard(why)) => failed(why),
    }
}

impl Ways {
    fn to(&self, due: &Due, network: Network) -> Result<WayOut> {
        let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((url, way)) = kept.get(&due.webhook)
            && *url == due.url
        {
            return Ok(way.clone());
        }
        let way = WayOut::to(&due.url, network)?;
        kept.insert(due.webhook, (due.url.clone(), way.clone()));
        Ok(way)
    }
}
