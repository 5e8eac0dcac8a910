//! Taking calls and messages in by the API: one, a thousand, and never twice.

use crate::door::{Answer, By, House};
use axum::body::Body;
use axum::http::header;
use serde_json::{Value, json};
use testkit::{Visit, both_engines};

fn call(external_id: &str, to: &str) -> Value {
    json!({
        "external_id": external_id, "direction": "inbound", "state": "answered", "from": "(512) 555-0199",
        "from_name": "Zoë", "to": to, "started_at": "2026-11-20T14:00:00Z", "answered_at": "2026-11-20T14:00:05Z",
        "duration": 61,
    })
}

async fn once(house: &House, visit: &Visit, path: &str, key: &str, body: &str) -> Answer {
    let request = House::request("POST", "one.test", path, By::Visit(visit))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body.to_owned()))
        .unwrap();
    house.send(request).await
}

async fn calls_in(house: &House) -> i64 {
    house.stage.number("SELECT count(*) FROM calls", &[]).await
}

both_engines! {
    async fn a_call_finds_its_account_by_the_dialed_number_and_is_taken_once(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&operator);
        let body = call("pbx-1", "1 (512) 555-0102").to_string();
        let made = house.send_json("POST", "/api/v1/calls", by, &body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        assert_eq!(made.json()["outcome"], "created");
        let shown = house.get(made.location(), by).await.json();
        assert_eq!((&shown["id"], &shown["account"]["name"]), (&made.json()["id"], &"North".into()));
        assert_eq!((&shown["from"], &shown["duration"]), (&"(512) 555-0199".into(), &61.into()));
        let again = house.send_json("POST", "/api/v1/calls", by, &body).await;
        assert_eq!((again.status.as_u16(), again.json()), (200, json!({ "outcome": "exists" })));
        let nobodys = call("pbx-2", "+1 512 555 9999").to_string();
        let refused = house.send_json("POST", "/api/v1/calls", by, &nobodys).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["field"]), (422, &"account".into()));
    }

    async fn everything_that_is_wrong_is_said_at_once(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let body = json!({
            "account": "acct_1", "direction": "sideways", "state": "answered", "started_at": "2026-11-20T14:00:00Z",
            "answered_at": "2026-11-20T13:00:00Z", "duration": 2_592_001, "from": "5".repeat(81), "contact": "call_1",
        });
        let answer = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), &body.to_string()).await;
        let problem = answer.json();
        let mut fields: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["account", "answered_at", "contact", "direction", "duration", "from"]);
        let unknown = r#"{"org_id": 2, "is_admin": true}"#;
        let answer = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), unknown).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["field"]), (422, &"org_id".into()));
    }

    async fn a_request_that_is_sent_again_changes_nothing(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let account = house.two.one.north.account.to_string();
        let body = json!({ "account": account, "text": "Please call back.", "caller_name": "Zoë" }).to_string();
        let first = once(&house, &operator, "/api/v1/messages", "k-1", &body).await;
        let lines = house.lines_of_history().await;
        let second = once(&house, &operator, "/api/v1/messages", "k-1", &body).await;
        assert_eq!((first.status.as_u16(), first.comparable()), (201, second.comparable()));
        assert_eq!(house.lines_of_history().await, lines);
        let other = once(&house, &operator, "/api/v1/messages", "k-1", &body.replace("Zoë", "Max")).await;
        assert_eq!(other.status, 409);
        let elsewhere = once(&house, &operator, "/api/v1/calls", "k-1", &body).await;
        assert_ne!(elsewhere.status, 201, "the key of one address says nothing at another");
        assert_eq!(once(&house, &operator, "/api/v1/messages", "", &body).await.status, 422);
        assert_eq!(once(&house, &operator, "/api/v1/messages", &"k".repeat(256), &body).await.status, 422);
    }

    async fn a_thousand_calls_go_in_and_one_more_does_not(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let before = calls_in(&house).await;
        let many = |n: usize| Value::from((0..n).map(|n| call(&format!("b-{n}"), "+15125550102")).collect::<Vec<_>>());
        let over = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), &many(1001).to_string()).await;
        assert_eq!((over.status.as_u16(), calls_in(&house).await), (413, before));
        assert!(over.json()["detail"].as_str().unwrap().contains("1000"), "{}", over.body);
        let exact = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), &many(1000).to_string()).await;
        assert_eq!((exact.status.as_u16(), calls_in(&house).await), (200, before + 1000));
        assert_eq!(exact.json()["results"].as_array().map(Vec::len), Some(1000));
        let again = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), &many(1000).to_string()).await;
        assert!(again.json()["results"].as_array().unwrap().iter().all(|result| result["outcome"] == "exists"));
    }

    async fn a_list_takes_what_it_can_and_says_why_not_the_rest(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let foreign = house.two.two.north.account.to_string();
        let mut theirs = call("l-2", "");
        theirs["account"] = foreign.into();
        let body = json!([call("l-1", "5125550102"), theirs, { "from": 5 }, "call", call("l-1", "5125550102")]);
        let answer = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), &body.to_string()).await;
        let results = answer.json()["results"].clone();
        let outcomes: Vec<&str> = results.as_array().unwrap().iter().map(|r| r["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["created", "refused", "refused", "refused", "exists"], "{results}");
        assert_eq!((&results[1]["field"], &results[2]["field"]), (&"account".into(), &"from".into()));
        let empty = house.send_json("POST", "/api/v1/calls", By::Visit(&operator), "[]").await;
        assert_eq!((empty.status.as_u16(), empty.json()), (200, json!({ "results": [] })));
    }

    async fn a_body_of_four_mebibytes_is_read_and_one_byte_more_is_not(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let body = |n: usize| format!("[]{}", " ".repeat(n - 2));
        let by = By::Visit(&operator);
        let limit = 4 * 1024 * 1024;
        assert_eq!(house.send_json("POST", "/api/v1/calls", by, &body(limit)).await.status, 200);
        let over = house.send_json("POST", "/api/v1/calls", by, &body(limit + 1)).await;
        assert_eq!((over.status.as_u16(), over.header("content-type")), (413, "application/problem+json"));
    }
}
