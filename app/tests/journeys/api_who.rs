//! Who may come through the API: keys within their grants, people with their own session, and nobody else.

use crate::door::{By, House};
use domain::access::{Grants, Key, KeysManage, Mode, Reach};
use domain::sign_in::keys::{self, NewKey};
use kernel::{Name, Span};
use testkit::{Who, both_engines};

pub async fn key(house: &House, owner: &Who, grants: &[(Key, Reach)]) -> String {
    let actor = house.stage.actor(owner).await;
    let new = NewKey {
        name: Name::parse("Program").unwrap(),
        grants: Grants::of(grants),
        lasts: Span::days(30),
        owner: owner.id,
    };
    keys::create(&house.stage.house, &actor.may::<KeysManage>().unwrap(), new).await.unwrap().secret
}

both_engines! {
    async fn a_key_does_what_it_was_given_and_nothing_else(stage: Stage) {
        let house = House::open(stage).await;
        let reads = key(&house, &house.two.one.administrator, &[(Key::CallsView, Reach::Organization)]).await;
        let by = By::Key(&reads);
        let calls = house.get("/api/v1/calls?limit=100", by).await.json();
        assert_eq!(calls["total"]["count"], 6, "both accounts of the one organization");
        let call = format!("/api/v1/calls/{}", house.two.one.north.calls.for_bob);
        assert_eq!(house.get(&call, by).await.status, 200);
        for path in ["/api/v1/messages", "/api/v1/accounts", "/api/v1/users", "/api/v1/history"] {
            let answer = house.get(path, by).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (403, "application/problem+json"));
            assert!(answer.json()["detail"].as_str().unwrap().contains('.'), "{path}");
        }
        assert_eq!(house.send_json("POST", "/api/v1/calls", by, "{}").await.status, 403);
        let session = house.get("/api/v1/session", by).await.json();
        assert_eq!((&session["via"], &session["kind"]), (&"key".into(), &"operator".into()));
        assert_eq!(session["permissions"], serde_json::json!({ "calls.view": "organization" }));
        assert_eq!(session["organization"]["number"], 1);
    }

    async fn a_key_that_is_wrong_is_not_made_good_by_a_cookie(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.get("/api/v1/session", By::Visit(&visit)).await.status, 200);
        let good = key(&house, &house.two.one.administrator, &[(Key::CallsView, Reach::Organization)]).await;
        for value in ["Bearer portico_wrong", "Bearer ", "Basic cG9ydGljbzp4", &format!("Token {good}"), &good] {
            let request = House::request("GET", "one.test", "/api/v1/session", By::Visit(&visit))
                .header("authorization", value)
                .body(axum::body::Body::empty())
                .unwrap();
            let answer = house.send(request).await;
            assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"), "{value}");
            assert_eq!(answer.header("location"), "");
            assert_eq!(answer.json()["title"], "Unauthorized");
        }
        assert_eq!(house.get("/api/v1/session", By::Nobody).await.status, 401);
        assert_eq!(house.get_at("two.test", "/api/v1/session", By::Key(&good)).await.status, 401, "another host");
        assert_eq!(house.get("/api/v1/openapi.json", By::Nobody).await.status, 200);
    }

    async fn an_operator_in_a_clients_place_has_no_api(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.stage.signed_in(&house.two.one.operator).await;
        let visit = house.stage.log_in_as(&operator, house.two.one.north.account, None, Mode::Act).await.unwrap();
        assert_eq!(house.get("/api/v1/session", By::Visit(&visit)).await.status, 401);
    }

    async fn a_client_user_sees_only_her_own_calls(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let ann = house.sign_in(&north.user).await;
        let calls = house.get("/api/v1/calls", By::Visit(&ann)).await.json();
        assert_eq!(calls["total"], serde_json::json!({ "count": 1, "more": false }));
        assert_eq!(calls["data"][0]["id"], north.calls.for_ann.to_string());
        assert_eq!(calls["data"][0]["contact"]["name"], "Ann North");
        let lost = house.sign_in(&north.lost).await;
        assert_eq!(house.get("/api/v1/calls", By::Visit(&lost)).await.json()["total"]["count"], 0);
        let session = house.get("/api/v1/session", By::Visit(&ann)).await.json();
        assert_eq!((&session["kind"], &session["account"]["name"]), (&"portal_user".into(), &"North".into()));
        assert_eq!(session["contact"], north.ann.to_string());
    }

    async fn a_client_does_not_read_where_an_operator_works(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let message = format!("/api/v1/messages/{}", house.two.one.north.messages.for_ann);
        let done = house.send_json("PATCH", &message, By::Visit(&operator), r#"{"state":"done"}"#).await;
        assert_eq!((done.status.as_u16(), done.json()["state"].as_str()), (200, Some("done")));
        let client = house.sign_in(&house.two.one.north.admin).await;
        let marked = "/api/v1/history?action=message.marked";
        let seen = house.get(marked, By::Visit(&client)).await.json();
        assert_eq!((seen["data"][0]["address"].as_str(), seen["total"]["count"].as_u64()), (None, Some(1)));
        let own = house.get(marked, By::Visit(&operator)).await.json();
        assert_eq!(own["data"][0]["address"], "203.0.113.7");
    }
}
