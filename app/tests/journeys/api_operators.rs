//! Operators by the API: added, changed, disabled and deleted by whoever may, and the last administrator stays.

use crate::api_who::key;
use crate::door::{Answer, By, House};
use axum::body::Body;
use axum::http::header;
use domain::access::{Key, Reach};
use serde_json::json;
use testkit::{Visit, both_engines};

/// A change that names the version it is of.
pub async fn bound(house: &House, visit: &Visit, how: (&str, &str), version: &str, body: &str) -> Answer {
    let request = House::request(how.0, "one.test", how.1, By::Visit(visit))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, version)
        .body(Body::from(body.to_owned()))
        .unwrap();
    house.send(request).await
}

/// Every way to change the operator at this address, with a body that would do.
fn ways(at: &str) -> [(&'static str, String, &'static str); 7] {
    [
        ("GET", at.to_owned(), ""),
        ("PATCH", at.to_owned(), r#"{"name":"Mallory"}"#),
        ("PUT", format!("{at}/disabled"), ""),
        ("DELETE", format!("{at}/disabled"), ""),
        ("PUT", format!("{at}/password-link"), ""),
        ("DELETE", format!("{at}/second-factor"), ""),
        ("DELETE", at.to_owned(), ""),
    ]
}

both_engines! {
    async fn an_operator_is_added_comes_in_by_a_link_and_is_deleted(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let new = json!({ "name": "Ola", "email": "ola@one.test", "roles": ["Operator"] }).to_string();
        let made = house.send_json("POST", "/api/v1/operators", by, &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let at = made.location().to_owned();
        assert_eq!((&made.json()["roles"], &made.json()["state"]), (&json!(["Operator"]), &"active".into()));
        assert_eq!((&made.json()["has_password"], &made.json()["second_factor_since"]), (&false.into(), &json!(null)));
        let twice = house.send_json("POST", "/api/v1/operators", by, &new).await;
        assert_eq!((twice.status.as_u16(), &twice.json()["errors"][0]["field"]), (422, &"email".into()));
        let first = house.send_json("PUT", &format!("{at}/password-link"), by, "").await.json();
        let link = house.send_json("PUT", &format!("{at}/password-link"), by, "").await.json();
        let path = |link: &serde_json::Value| link["url"].as_str().unwrap().strip_prefix("http://one.test").unwrap().to_owned();
        let password = [("password", "violet anchor 27 lamps")];
        assert_eq!(house.post(&path(&first), By::Nobody, &password).await.status, 404, "an earlier link is dead");
        assert_eq!(house.post(&path(&link), By::Nobody, &password).await.status, 303);
        let ola = house.stage.try_sign_in(house.two.one.org, "ola@one.test", password[0].1).await.unwrap();
        assert_eq!(house.get("/api/v1/operators", By::Visit(&ola)).await.status, 403);
        assert_eq!(house.send_json("PUT", &format!("{at}/disabled"), by, "").await.status, 204);
        assert_eq!(house.get("/api/v1/session", By::Visit(&ola)).await.status, 401, "from the very next request");
        assert_eq!(house.get(&at, by).await.json()["state"], "disabled");
        assert_eq!(house.send_json("DELETE", &format!("{at}/disabled"), by, "").await.status, 204);
        let version = house.get(&at, by).await.header("etag").to_owned();
        let raised = bound(&house, &visit, ("PATCH", &at), &version, r#"{"roles":["Operator","Administrator"],"name":"Ola B."}"#).await;
        assert_eq!(raised.json()["roles"], json!(["Administrator", "Operator"]), "{}", raised.body);
        let late = bound(&house, &visit, ("PATCH", &at), &version, r#"{"name":"Olaf"}"#).await;
        assert_eq!((late.status.as_u16(), late.header("content-type")), (412, "application/problem+json"));
        assert_eq!(bound(&house, &visit, ("DELETE", &at), &version, "").await.status, 412);
        let list = house.get("/api/v1/operators", by).await.json();
        let names: Vec<_> = list["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Ola B.", "admin@one.test", "operator@one.test"]);
        let access = house.get(&format!("{at}/access?permission=keys.manage"), by).await.json();
        assert_eq!((&access["answer"]["allowed"], &access["answer"]["words"]), (&true.into(), &"Administrator → keys.manage → organization".into()));
        assert_eq!(bound(&house, &visit, ("DELETE", &at), raised.header("etag"), "").await.status, 204);
        assert_eq!(house.get(&at, by).await.status, 404);
    }

    async fn the_last_administrator_stays_whoever_asks(stage: Stage) {
        let house = House::open(stage).await;
        let maya = &house.two.one.administrator;
        let visit = house.sign_in(maya).await;
        let by = By::Visit(&visit);
        let own = format!("/api/v1/operators/{}", maya.id);
        let before = house.lines_of_history().await;
        let down = house.send_json("PATCH", &own, by, r#"{"roles":["Operator"]}"#).await;
        assert_eq!(down.status, 409);
        assert!(down.json()["detail"].as_str().unwrap().contains("last administrator"), "{}", down.body);
        assert_eq!(house.send_json("PATCH", &own, by, r#"{"roles":[]}"#).await.status, 409);
        assert_eq!(house.send_json("PUT", &format!("{own}/disabled"), by, "").await.status, 409);
        assert_eq!(house.send_json("DELETE", &own, by, "").await.status, 409);
        assert_eq!(house.lines_of_history().await, before);
        let second = json!({ "name": "Second", "email": "second@one.test", "roles": ["Administrator"] }).to_string();
        assert_eq!(house.send_json("POST", "/api/v1/operators", by, &second).await.status, 201);
        assert_eq!(house.send_json("PATCH", &own, by, r#"{"roles":["Operator"]}"#).await.status, 200, "now there is another");
        assert_eq!(house.get(&own, by).await.status, 403);
    }

    async fn who_may_not_changes_no_operator(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let victim = format!("/api/v1/operators/{}", one.administrator.id);
        let few = key(&house, &one.administrator, &[(Key::OperatorsManage, Reach::Organization)]).await;
        let none = key(&house, &one.administrator, &[(Key::UsersManage, Reach::Organization)]).await;
        let operator = house.sign_in(&one.operator).await;
        let client = house.sign_in(&one.north.admin).await;
        let administrator = house.sign_in(&one.administrator).await;
        let before = house.lines_of_history().await;
        for (method, path, body) in ways(&victim) {
            for by in [By::Visit(&operator), By::Visit(&client), By::Key(&none)] {
                assert_eq!(house.send_json(method, &path, by, body).await.status, 403, "{method} {path}");
            }
            assert_eq!(house.send_json(method, &path, By::Nobody, body).await.status, 401, "{method} {path}");
            if method != "GET" {
                let by_few = house.send_json(method, &path, By::Key(&few), body).await.status.as_u16();
                assert!([403, 409].contains(&by_few), "{method} {path}: a key manages nobody who may do more: {by_few}");
            }
        }
        let raise = json!({ "name": "Eve", "email": "eve@one.test", "roles": ["Administrator"] }).to_string();
        let refused = house.send_json("POST", "/api/v1/operators", By::Key(&few), &raise).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["field"]), (422, &"roles".into()), "nobody gives what they do not have");
        for stranger in [house.two.two.operator.id, one.north.user.id] {
            for (method, path, body) in ways(&format!("/api/v1/operators/{stranger}")) {
                let status = house.send_json(method, &path, By::Visit(&administrator), body).await.status;
                assert_eq!(status, 404, "{method} {path}");
            }
        }
        assert_eq!(house.lines_of_history().await, before);
    }

    async fn a_wrong_operator_is_told_each_field(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let foreign = house.stage.operator_role(house.two.two.org, "Operator").await.to_string();
        for (body, fields) in [
            (json!({}), vec!["name", "email"]),
            (json!({ "name": 5, "email": true, "roles": "Operator", "org_id": 2, "kind": "system" }), vec!["email", "kind", "name", "org_id", "roles"]),
            (json!({ "name": "A", "email": "a@b.co", "roles": ["Client Admin", foreign] }), vec!["roles[0]", "roles[1]"]),
            (json!({ "name": " ", "email": "x" }), vec!["name", "email"]),
        ] {
            let answer = house.send_json("POST", "/api/v1/operators", by, &body.to_string()).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (422, "application/problem+json"));
            let problem = answer.json();
            let mut told: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
            let mut wanted = fields;
            told.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(told, wanted, "{body}");
        }
        let own = format!("/api/v1/operators/{}", house.two.one.operator.id);
        for body in [r#"{"state":"disabled"}"#, r#"{"name":null}"#, r#"{"email":""}"#, r#"{"roles":[1]}"#, "[]"] {
            assert_eq!(house.send_json("PATCH", &own, by, body).await.status, 422, "{body}");
        }
        assert_eq!(house.get(&format!("{own}/access?moon=1"), by).await.status, 422);
        for id in ["user_x", "acct_01h00000000000000000000000", "%ff"] {
            assert_eq!(house.get(&format!("/api/v1/operators/{id}"), by).await.status, 404, "{id}");
        }
    }
}
