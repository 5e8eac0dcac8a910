//! Webhooks against a receiver that verifies them with the reference library.

use domain::access::{AccountsLock, SettingsEdit};
use domain::accounts;
use domain::webhooks::{self, Details};
use kernel::Span;
use serde_json::Value;

use crate::peer::Peer;
use crate::running::{Running, heard, post};

const UNDER_WAY: &str = "SELECT count(*) FROM webhook_attempts WHERE ended_at IS NULL";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_is_verified_by_the_reference_library_tried_again_and_signed_by_both_secrets() {
    let Some(mut peer) = Peer::hook(&["status 302", "status 500"]) else { return };
    let running = Running::with(|| worker::Post { private_webhooks: true, ..post(None, None) }).await;
    let stage = &running.stage;
    // The library looks at the clock on the wall.
    stage.advance(kernel::Clock::system().now() - stage.house.now());
    let system = stage.system(running.all.one.org);
    let edit = system.may::<SettingsEdit>().unwrap();
    let details = Details {
        url: format!("http://127.0.0.1:{}/in", peer.port),
        name: "Scheduling".to_owned(),
        topics: vec!["accounts".to_owned()],
        ..Details::default()
    };
    let made = webhooks::make(&stage.house, &edit, details, true).await.unwrap();
    peer.tell(&made.secret);
    let account = running.all.one.north.account;
    let lock = system.may::<AccountsLock>().unwrap();
    accounts::lock(&stage.house, &lock, account).await.unwrap();
    let first = heard(stage, &peer, 1, UNDER_WAY).await;
    let one = &first[0];
    assert_eq!((&one["type"], &one["kind"]), (&"account.locked".into(), &"application/json".into()));
    assert_eq!(one["complaint"], Value::Null, "{one}");
    assert!(one["tampered"].is_string() && one["old"].is_string(), "the library does look: {one}");
    // A redirect is followed by nobody, and a mistake of theirs is tried again, under the same id.
    for wait in [Span::seconds(6), Span::minutes(6)] {
        stage.advance(wait);
        let count = peer.heard("delivery").len() + 1;
        let all = heard(stage, &peer, count, UNDER_WAY).await;
        assert!(all.iter().all(|each| each["id"] == one["id"] && each["body"] == one["body"]), "{all:?}");
    }
    // The receiver still knows the secret before only.
    webhooks::rotate(&stage.house, &edit, made.id).await.unwrap();
    stage.advance(kernel::Clock::system().now() - stage.house.now());
    accounts::unlock(&stage.house, &lock, account).await.unwrap();
    let all = heard(stage, &peer, 4, UNDER_WAY).await;
    let last = &all[3];
    assert_eq!((&last["type"], &last["signatures"]), (&"account.unlocked".into(), &2.into()));
    assert_eq!(last["complaint"], Value::Null, "{last}");
    running.end().await;
}
