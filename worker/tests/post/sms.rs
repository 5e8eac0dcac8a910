//! Text messages: Twilio's API, and a gateway that its administrator has described.

use std::time::Duration;

use db::params;
use kernel::{OutgoingId, Span};
use serde_json::json;
use worker::{Gateway, SmsGateway, Twilio, Written};

use crate::peer::Peer;
use crate::running::{Running, post};
use crate::servers;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_message_is_a_form_that_twilio_understands() {
    let gateway = servers::Gateway::start("201 Created", r#"{"sid":"SM123","status":"queued"}"#).await;
    let running = texting(&gateway).await;
    let id = running.put_sms().await;
    running.until(id, "sent").await;
    let asked = gateway.asked();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].starts_with("POST /2010-04-01/Accounts/AC1/Messages.json "), "{}", asked[0]);
    assert!(asked[0].contains("authorization: Basic QUMxOnQw"), "{}", asked[0]);
    assert!(asked[0].contains("To=%2B15125550143&From=%2B15125550100&Body=Organization+one"), "{}", asked[0]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_a_text_message_that_may_have_arrived_is_never_sent_again_by_itself() {
    for (status, body, state, words) in [
        (
            "400 Bad Request",
            r#"{"code":21211,"message":"Not a valid number"}"#,
            "failed",
            "Not a valid number",
        ),
        ("401 Unauthorized", r#"{"code":20003,"message":"Authenticate"}"#, "waiting", "Authenticate"),
        ("302 Found", "", "waiting", "302"),
        ("500 Oops", "", "unclear", "500"),
        ("", "", "unclear", ""),
    ] {
        let gateway = servers::Gateway::start(status, body).await;
        let running = texting(&gateway).await;
        let id = running.put_sms().await;
        let reason = running.until(id, state).await;
        assert!(reason.contains(words), "{status}: {reason}");
        assert_eq!(gateway.asked().len(), 1, "{status}");
        if state == "unclear" {
            running.stage.advance(Span::minutes(30));
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(gateway.asked().len(), 1, "{status}");
        }
        running.end().await;
    }
}

async fn texting(gateway: &servers::Gateway) -> Running {
    let url = format!("twilio://AC1:t0@127.0.0.1:{}?from=+15125550100&network=private", gateway.port());
    Running::with(|| post(None, Some(SmsGateway::Twilio(Twilio::parse(&url).unwrap())))).await
}

/// A gateway as strict as Twilio's documentation, built by nobody of ours.
fn strict(plan: &[&str]) -> Option<Peer> {
    Peer::sms(&json!({ "account": "AC1", "token": "t0", "from": "+15125550100", "plan": plan }))
}

async fn texting_strictly(peer: &Peer) -> Running {
    let url = format!("twilio://AC1:t0@127.0.0.1:{}?from=+15125550100&network=private", peer.port);
    Running::idle(|| post(None, Some(SmsGateway::Twilio(Twilio::parse(&url).unwrap())))).await
}

/// A code by text message, to a number.
async fn code_to(running: &Running, number: &str) -> OutgoingId {
    let id = running.put_sms().await;
    let sql = "UPDATE outbox SET recipient = ?2, lane = ?2 WHERE id = ?1";
    running.stage.tamper(sql, params![id, number]).await;
    id
}

async fn answer(running: &Running, id: OutgoingId) -> String {
    let sql = "SELECT answer FROM outbox_attempts WHERE outgoing_id = ?1 ORDER BY number DESC LIMIT 1";
    running.stage.text(sql, params![id]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s0_32_twilio_takes_what_we_send_and_its_answer_is_kept_without_the_message() {
    let Some(peer) = strict(&[]) else { return };
    let mut running = texting_strictly(&peer).await;
    let house = "Zürich & Söhne +1=2;Body=x 😀";
    running.stage.tamper("UPDATE organizations SET name = ?1", params![house]).await;
    let id = running.put_sms().await;
    running.start();
    running.until(id, "sent").await;
    let asked = peer.heard("asked");
    assert_eq!((asked.len(), asked[0]["status"].as_u64()), (1, Some(201)), "{asked:?}");
    let answer = answer(&running, id).await;
    assert!(answer.starts_with("201 SM"), "{answer}");
    assert!(!answer.contains("Zürich"), "what Twilio repeats is not kept: {answer}");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_what_twilio_says_decides() {
    for (plan, number, state, words) in [
        ("", "+1512", "failed", "is not a valid phone number. (21211)"),
        ("", "+15005550004", "failed", "unsubscribed recipient (21610)"),
        ("status 401", "+15125550143", "waiting", "Authenticate (20003)"),
        ("status 429", "+15125550143", "waiting", "Too Many Requests (20429)"),
        ("status 503", "+15125550143", "waiting", "Service Unavailable (20503)"),
        ("status 500", "+15125550143", "unclear", "Internal Server Error (20500)"),
        ("hang", "+15125550143", "unclear", ""),
    ] {
        let Some(peer) = strict(&[plan]) else { return };
        let mut running = texting_strictly(&peer).await;
        let id = code_to(&running, number).await;
        running.start();
        let reason = running.until(id, state).await;
        assert!(reason.contains(words), "{plan} {number}: {reason}");
        running.later(Span::minutes(30)).await;
        if state == "waiting" {
            running.until(id, "sent").await;
        } else {
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        let tries = if state == "waiting" { 2 } else { 1 };
        assert_eq!(peer.heard("asked").len(), tries, "{plan} {number}");
        running.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_a_gateway_that_says_when_to_come_again_is_asked_then_and_not_before() {
    let Some(peer) = strict(&["status 503 after 600"]) else { return };
    let mut running = texting_strictly(&peer).await;
    let id = code_to(&running, "+15125550143").await;
    running.start();
    running.until(id, "waiting").await;
    running.later(Span::minutes(9)).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(peer.heard("asked").len(), 1, "it would be due without what the gateway said");
    running.later(Span::seconds(59)).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(peer.heard("asked").len(), 1);
    running.later(Span::seconds(2)).await;
    running.until(id, "sent").await;
    assert_eq!(peer.heard("asked").len(), 2);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_of_ones_own_is_asked_as_its_administrator_has_written_in_json_and_as_a_form() {
    for body in [r#"{"to":"{to}","text":"{text}","reference":"{id}"}"#, "to={to}&text={text}&reference={id}"]
    {
        let Some(peer) = Peer::sms(&json!({ "token": "hunter2", "plan": ["status 503"] })) else { return };
        worker::ready_tls();
        let gateway = Gateway::new(Written {
            url: format!("http://127.0.0.1:{}/send", peer.port),
            headers: vec![("Authorization".to_owned(), "Bearer hunter2".to_owned())],
            body: body.to_owned(),
            private: true,
        });
        let gateway = gateway.unwrap();
        let mut running = Running::idle(|| post(None, Some(SmsGateway::Http(gateway)))).await;
        let house = "A \"quoted\" house\\{to}&reference=x 😀";
        running.stage.tamper("UPDATE organizations SET name = ?1", params![house]).await;
        let id = running.put_sms().await;
        running.start();
        let reason = running.until(id, "waiting").await;
        assert_eq!(reason.trim(), "503", "what a gateway says may repeat the message");
        running.later(Span::minutes(1)).await;
        running.until(id, "sent").await;
        let asked = peer.heard("asked");
        let references: Vec<bool> =
            asked.iter().map(|asked| asked["body"].as_str().unwrap().contains(&id.to_string())).collect();
        assert_eq!(references, [true, true], "each attempt has the same reference: {asked:?}");
        assert_eq!(asked[1]["status"], 200, "{asked:?}");
        assert!(!answer(&running, id).await.contains("quoted"));
        running.end().await;
    }
}
