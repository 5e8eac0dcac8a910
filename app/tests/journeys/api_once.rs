//! Making something by the API, and sending the request again because nobody knows whether it arrived.

use crate::api_who::key;
use crate::door::{Answer, By, House};
use axum::body::Body;
use axum::http::header;
use domain::access::{Key, Reach};
use kernel::Span;
use serde_json::json;
use testkit::both_engines;

async fn once(house: &House, by: By<'_>, path: &str, name: &str, body: &str) -> Answer {
    let request = House::request("POST", "one.test", path, by)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", name)
        .body(Body::from(body.to_owned()))
        .unwrap();
    house.send(request).await
}

both_engines! {
    async fn what_is_made_under_a_name_is_made_once(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let (by, north) = (By::Visit(&visit), house.two.one.north.account.to_string());
        let client_user = house.stage.client_role(house.two.one.org, "Client User").await;
        let clone = format!("/api/v1/roles/{client_user}/clone");
        for (path, body) in [
            ("/api/v1/accounts", json!({ "name": "West", "email": "hello@west.test", "first_user": { "name": "Wes", "email": "wes@west.test" } })),
            ("/api/v1/users", json!({ "account": north, "name": "Nia", "email": "nia@north.test" })),
            ("/api/v1/contacts", json!({ "account": north, "name": "Cora" })),
            ("/api/v1/operators", json!({ "name": "Ola", "email": "ola@one.test" })),
            ("/api/v1/roles", json!({ "name": "Readers", "kind": "portal_user" })),
            (clone.as_str(), json!({})),
        ] {
            let body = body.to_string();
            let name = format!("make-{path}");
            let first = once(&house, by, path, &name, &body).await;
            assert_eq!(first.status, 201, "{path}: {}", first.body);
            let lines = house.lines_of_history().await;
            let again = once(&house, by, path, &name, &body).await;
            assert_eq!((again.status.as_u16(), again.location(), &again.json()["id"]), (201, first.location(), &first.json()["id"]), "{path}: {}", again.body);
            assert_eq!(house.lines_of_history().await, lines, "{path}");
            let secret = first.json()["password"].as_str().or(first.json()["first_user"]["password"].as_str()).map(str::to_owned);
            assert!(secret.is_none_or(|secret| !again.body.contains(&secret)), "a secret is shown once: {path}");
            let other = once(&house, by, path, &name, &body.replace('{', "{ ")).await;
            assert_eq!(other.status, 409, "another body under the same name: {path}");
        }
        let kept = house.stage.number("SELECT count(*) FROM idempotency_keys WHERE answer LIKE '%password%' OR answer LIKE '{%'", &[]).await;
        assert_eq!(kept, 0, "nothing but ids is kept");
    }

    async fn a_name_is_ones_own_and_is_forgotten_after_a_day(stage: Stage) {
        let house = House::open(stage).await;
        let grants = [(Key::ContactsEdit, Reach::Organization)];
        let (one, two) = (key(&house, &house.two.one.administrator, &grants).await, key(&house, &house.two.one.administrator, &grants).await);
        let body = json!({ "account": house.two.one.north.account.to_string(), "name": "Cora" }).to_string();
        let path = "/api/v1/contacts";
        let first = once(&house, By::Key(&one), path, "n-1", &body).await;
        let other = once(&house, By::Key(&two), path, "n-1", &body).await;
        assert_eq!((first.status.as_u16(), other.status.as_u16()), (201, 201));
        assert_ne!(first.location(), other.location(), "another program's name is another name");
        for wrong in ["", "with space", &"x".repeat(256)] {
            assert_eq!(once(&house, By::Key(&one), path, wrong, &body).await.status, 422, "{wrong}");
        }
        let refused = json!({ "account": house.two.two.north.account.to_string(), "name": "Cora" }).to_string();
        assert_eq!(once(&house, By::Key(&one), path, "n-2", &refused).await.status, 422);
        assert_eq!(once(&house, By::Key(&one), path, "n-2", &body).await.status, 201, "what was refused is not remembered");
        house.stage.advance(Span::hours(25));
        domain::sign_in::sweep(&house.stage.house).await.unwrap();
        let later = once(&house, By::Key(&one), path, "n-1", &body).await;
        assert_eq!(later.status, 201);
        assert_ne!(later.location(), first.location());
    }
}
