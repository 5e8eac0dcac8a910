//! Posts messages to the systems of clients, by the delivery plans of their accounts: each system by itself, so that one
//! that is slow delays no other.

use std::collections::HashSet;
use std::time::Duration;

use domain::House;
use domain::delivery::hook::{self, Answered, Due};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use kernel::{AccountId, OrgId, Span};
use tokio::sync::watch;

use crate::way_out::{Failed, Network, WayOut};

const EVERY: Duration = Duration::from_secs(1);
/// Systems that are posted to at once.
const AT_ONCE: usize = 64;
/// Posts to one system before it is its turn again.
const IN_A_ROW: usize = 20;

/// Works until `stopping` says so, and then until what is on its way has arrived. `network` is how far an address may
/// lead that an operator has written; one that a client has written never leads into the own network.
pub async fn run(house: &House, base_url: &str, network: Network, mut stopping: watch::Receiver<bool>) {
    let mut busy: HashSet<(OrgId, AccountId)> = HashSet::new();
    let mut posting = FuturesUnordered::new();
    while !*stopping.borrow() {
        match hook::due(house).await {
            Ok(due) => {
                for one in due.into_iter().filter(|one| !busy.contains(one)).collect::<Vec<_>>() {
                    if busy.len() < AT_ONCE {
                        busy.insert(one);
                        posting.push(post(house, one, (base_url, network), stopping.clone()));
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "messages cannot be posted"),
        }
        let tick = tokio::time::sleep(EVERY);
        tokio::pin!(tick);
        loop {
            tokio::select! {
                () = &mut tick => break,
                _ = stopping.changed() => break,
                Some(done) = posting.next(), if !posting.is_empty() => {
                    busy.remove(&done);
                }
            }
        }
    }
    while posting.next().await.is_some() {}
}

/// Everything that is due there now, one after the other.
async fn post(
    house: &House,
    (org, account): (OrgId, AccountId),
    (base_url, network): (&str, Network),
    stopping: watch::Receiver<bool>,
) -> (OrgId, AccountId) {
    for _ in 0..IN_A_ROW {
        if *stopping.borrow() {
            break;
        }
        let settled = match hook::claim(house, org, account, base_url).await {
            Ok(Some(due)) => {
                let answered = send(&due, network).await;
                hook::settle(house, &due, answered).await
            }
            Ok(None) => break,
            Err(error) => Err(error),
        };
        if let Err(error) = settled {
            tracing::warn!(%error, "a message cannot be posted");
            break;
        }
    }
    (org, account)
}

async fn send(due: &Due, network: Network) -> Answered {
    let failed = |why: String| Answered { why, ..Answered::default() };
    let network = if due.private { network } else { Network::Public };
    let way = match WayOut::to(&due.url, network) {
        Ok(way) => way,
        Err(error) => return failed(error.to_string()),
    };
    let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    headers.extend(due.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    match way.post(&headers, due.body.clone()).await {
        Ok(answer) => Answered {
            status: Some(answer.status),
            body: answer.body,
            why: String::new(),
            retry_after: answer.retry_after.map(|seconds| Span::seconds(i64::from(seconds))),
        },
        Err(Failed::NotSent(why) | Failed::Unheard(why)) => failed(why),
    }
}
