//! Messages by webhook against a receiver that verifies them with the reference library.

use db::params;
use domain::access::MessagesDeliver;
use domain::delivery::{self, PlanDraft, hook};
use domain::records::messages::{self, NewMessage};
use kernel::{MessageId, Span};
use serde_json::{Value, json};
use testkit::a_message;

use crate::peer::Peer;
use crate::running::{Running, heard, post};

const UNDER_WAY: &str = "SELECT count(*) FROM delivery_attempts WHERE state = 'sending'";

async fn until(running: &Running, message: MessageId, delivery: &str) {
    let sql = "SELECT delivery FROM messages WHERE id = ?1";
    for _ in 0..400 {
        if running.stage.text(sql, params![message]).await == delivery {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("it is never {delivery}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_a_message_goes_to_the_clients_system_which_acknowledges_it() {
    let plan =
        ["status 500", r#"{"acknowledged": false}"#, r#"{"acknowledged": true, "by": "Pager of Ann"}"#];
    let Some(mut peer) = Peer::hook(&plan) else { return };
    let running = Running::with(|| worker::Post { private_webhooks: true, ..post(None, None) }).await;
    let stage = &running.stage;
    // The library looks at the clock on the wall.
    stage.advance(kernel::Clock::system().now() - stage.house.now());
    let north = &running.all.one.north;
    let system = stage.system(running.all.one.org);
    let may = system.may::<MessagesDeliver>().unwrap();
    let url = format!("http://127.0.0.1:{}/in/key", peer.port);
    let secret = hook::save(&stage.house, &may, north.account, (&url, true)).await.unwrap().unwrap();
    peer.tell(&secret);
    let plan = PlanDraft {
        mode: "all".to_owned(),
        channels: "webhook".to_owned(),
        wait: 5,
        content: "summary".to_owned(),
        ..PlanDraft::default()
    };
    delivery::save(&stage.house, &may, north.account, plan).await.unwrap();
    let new =
        NewMessage { text: "The boiler has burst.".to_owned(), ..a_message(north.account, Some(north.ann)) };
    let message = messages::write(&stage.house, &system.may().unwrap(), new).await.unwrap();
    let one = heard(stage, &peer, 1, UNDER_WAY).await.remove(0);
    assert_eq!((&one["type"], &one["kind"]), (&"message.to_acknowledge".into(), &"application/json".into()));
    assert_eq!(one["complaint"], Value::Null, "{one}");
    assert!(one["tampered"].is_string() && one["old"].is_string(), "the library does look: {one}");
    let body: Value = serde_json::from_str(one["body"].as_str().unwrap()).unwrap();
    let data = &body["data"];
    assert_eq!(
        (&data["message"], &data["text"]),
        (&json!(message.to_string()), &Value::Null),
        "as much as the plan lets out"
    );
    assert!(data["subject"].is_string() && data["for"].is_string(), "{data}");
    assert!(data["acknowledge"].as_str().unwrap().starts_with("https://one.test/ack/"), "{data}");
    // Their mistake is tried again within the step, under the same id and signed anew.
    stage.advance(Span::seconds(7));
    let two = heard(stage, &peer, 2, UNDER_WAY).await.remove(1);
    assert_eq!((&two["id"], &two["complaint"]), (&one["id"], &Value::Null));
    assert_eq!(stage.text("SELECT delivery FROM messages WHERE id = ?1", params![message]).await, "waiting");
    // A reminder is another one, and its answer says who has it.
    stage.advance(Span::minutes(5));
    let three = heard(stage, &peer, 3, UNDER_WAY).await.remove(2);
    assert_ne!(three["id"], one["id"]);
    until(&running, message, "acknowledged").await;
    let by = "SELECT acknowledged_by || ' ' || acknowledged_how FROM deliveries WHERE message_id = ?1";
    assert_eq!(stage.text(by, params![message]).await, "Pager of Ann webhook");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_1_3_6_an_address_that_a_client_has_written_never_leads_into_the_own_network() {
    let Some(peer) = Peer::hook(&[]) else { return };
    let running = Running::with(|| worker::Post { private_webhooks: true, ..post(None, None) }).await;
    let stage = &running.stage;
    let north = &running.all.one.north;
    let system = stage.system(running.all.one.org);
    let admin = stage.actor(&north.admin).await;
    let url = format!("http://127.0.0.1:{}/in", peer.port);
    let refused = hook::save(&stage.house, &admin.may().unwrap(), north.account, (&url, true)).await;
    assert!(matches!(refused, Err(kernel::Error::Invalid(_))), "{refused:?}");
    // A name that leads there is found out when it is asked.
    let url = format!("https://localhost:{}/in", peer.port);
    hook::save(&stage.house, &admin.may().unwrap(), north.account, (&url, true)).await.unwrap().unwrap();
    let plan = PlanDraft { mode: "all".to_owned(), channels: "webhook".to_owned(), ..PlanDraft::default() };
    delivery::save(&stage.house, &system.may().unwrap(), north.account, plan).await.unwrap();
    let new = a_message(north.account, Some(north.ann));
    let message = messages::write(&stage.house, &system.may().unwrap(), new).await.unwrap();
    let why = "SELECT reason FROM delivery_attempts WHERE message_id = ?1 AND reason IS NOT NULL";
    for _ in 0..400 {
        let asked = "SELECT count(*) FROM delivery_attempts WHERE message_id = ?1 AND reason IS NOT NULL";
        if stage.number(asked, params![message]).await == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(stage.text(why, params![message]).await, "localhost is not on the Internet");
    assert!(peer.heard("delivery").is_empty());
    running.end().await;
}
