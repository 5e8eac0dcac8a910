//! Changing accounts, users and contacts by the API, and never over somebody else's newer version.

use crate::door::{Answer, By, House};
use axum::body::Body;
use axum::http::header;
use serde_json::json;
use testkit::{Visit, both_engines};

async fn with(
    house: &House,
    visit: &Visit,
    method: &str,
    path: &str,
    header: (&str, &str),
    body: &str,
) -> Answer {
    let request = House::request(method, "one.test", path, By::Visit(visit))
        .header(header::CONTENT_TYPE, "application/merge-patch+json")
        .header(header.0, header.1)
        .body(Body::from(body.to_owned()))
        .unwrap();
    house.send(request).await
}

both_engines! {
    async fn a_version_is_read_once_and_changed_only_as_it_is(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let path = format!("/api/v1/contacts/{}", house.two.one.north.ann);
        let read = house.get(&path, By::Visit(&visit)).await;
        let version = read.header("etag").to_owned();
        assert!(version.starts_with('"') && version.len() == 24, "{version}");
        let known = with(&house, &visit, "GET", &path, ("if-none-match", &version), "").await;
        assert_eq!((known.status.as_u16(), known.body.as_str(), known.header("etag")), (304, "", version.as_str()));
        let changed = with(&house, &visit, "PATCH", &path, ("if-match", &version), r#"{"title":"Dr."}"#).await;
        assert_eq!((changed.status.as_u16(), &changed.json()["title"]), (200, &"Dr.".into()));
        assert_ne!(changed.header("etag"), version);
        let late = with(&house, &visit, "PATCH", &path, ("if-match", &version), r#"{"title":"Mr."}"#).await;
        assert_eq!((late.status.as_u16(), late.header("content-type")), (412, "application/problem+json"));
        assert_eq!(with(&house, &visit, "DELETE", &path, ("if-match", &version), "").await.status, 412);
        let now = house.get(&path, By::Visit(&visit)).await;
        assert_eq!((&now.json()["title"], now.header("etag")), (&"Dr.".into(), changed.header("etag")));
        let emptied = with(&house, &visit, "PATCH", &path, ("if-match", "*"), r#"{"title":null}"#).await;
        assert_eq!((emptied.json()["title"].as_str(), emptied.header("etag")), (None, version.as_str()));
        assert_eq!(with(&house, &visit, "DELETE", &path, ("if-match", &version), "").await.status, 204);
        assert_eq!(house.get(&path, By::Visit(&visit)).await.status, 404);
    }

    async fn an_account_is_made_with_its_first_user_changed_locked_and_unlocked(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let new = json!({
            "name": "West", "email": "hello@west.test", "phone": "512 555 0170", "numbers": ["512 555 0171"],
            "first_user": { "name": "Wes", "email": "wes@west.test" },
        });
        let made = house.send_json("POST", "/api/v1/accounts", by, &new.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let password = made.json()["first_user"]["password"].as_str().unwrap().to_owned();
        assert!(house.stage.try_sign_in(house.two.one.org, "wes@west.test", &password).await.is_ok());
        let at = made.location().to_owned();
        let account = house.get(&at, by).await.json();
        assert_eq!((&account["phone"], &account["time_zone"]), (&"+15125550170".into(), &"America/Chicago".into()));
        let patch = r#"{"phone":null,"name":"Far West"}"#;
        let changed = house.send_json("PATCH", &at, by, patch).await.json();
        assert_eq!((changed["phone"].as_str(), changed["email"].as_str()), (None, Some("hello@west.test")));
        assert_eq!(house.send_json("PATCH", &at, by, r#"{"name":null}"#).await.status, 422);
        let numbers = format!("{at}/numbers");
        assert_eq!(house.get(&numbers, by).await.json(), json!({ "data": ["+15125550171"] }));
        let added = house.send_json("POST", &numbers, by, r#"{"number":"5125550172"}"#).await;
        assert_eq!((added.status.as_u16(), added.json()), (201, json!({ "number": "+15125550172" })));
        assert_eq!(house.send_json("POST", &numbers, by, r#"{"number":"5125550172"}"#).await.status, 422);
        assert_eq!(house.send_json("DELETE", added.location(), by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", added.location(), by, "").await.status, 404);
        let lock = format!("{at}/lock");
        assert_eq!(house.send_json("PUT", &lock, by, "").await.status, 204);
        assert_eq!(house.get(&at, by).await.json()["state"], "locked");
        assert!(house.stage.try_sign_in(house.two.one.org, "wes@west.test", &password).await.is_err());
        assert_eq!(house.send_json("DELETE", &lock, by, "").await.status, 204);
        assert!(house.stage.try_sign_in(house.two.one.org, "wes@west.test", &password).await.is_ok());
    }

    async fn a_user_is_added_disabled_and_deleted(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let north = &house.two.one.north;
        let new = |account: String| {
            json!({ "account": account, "name": "Nia", "email": "nia@north.test", "roles": ["Client User"], "contact": north.bob.to_string() })
                .to_string()
        };
        let foreign = house.send_json("POST", "/api/v1/users", by, &new(house.two.two.north.account.to_string())).await;
        assert_eq!((foreign.status.as_u16(), &foreign.json()["errors"][0]["field"]), (422, &"account".into()));
        let made = house.send_json("POST", "/api/v1/users", by, &new(north.account.to_string())).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let password = made.json()["password"].as_str().unwrap().to_owned();
        let at = made.location().to_owned();
        house.stage.tamper("UPDATE users SET email_verified_at = created_at", &[]).await;
        let nia = house.stage.try_sign_in(house.two.one.org, "nia@north.test", &password).await.unwrap();
        assert_eq!(house.get("/api/v1/calls", By::Visit(&nia)).await.json()["data"][0]["id"], north.calls.for_bob.to_string());
        let changed = house.send_json("PATCH", &at, by, r#"{"contact":null,"title":"Clerk"}"#).await.json();
        assert_eq!((changed["contact"].as_str(), changed["title"].as_str()), (None, Some("Clerk")));
        assert_eq!(house.get("/api/v1/calls", By::Visit(&nia)).await.json()["total"]["count"], 0, "a missing link narrows");
        assert_eq!(house.send_json("PUT", &format!("{at}/disabled"), by, "").await.status, 204);
        assert_eq!(house.get("/api/v1/calls", By::Visit(&nia)).await.status, 401, "from the very next request");
        assert_eq!(house.send_json("DELETE", &format!("{at}/disabled"), by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", &at, by, "").await.status, 204);
        assert_eq!(house.get(&at, by).await.status, 404);
        let primary = format!("/api/v1/users/{}", north.admin.id);
        assert_eq!(house.send_json("DELETE", &primary, by, "").await.status, 409, "E-03: the primary admin stays");
    }

    async fn a_contact_is_added_to_an_account_within_reach_only(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let new = |account: String| json!({ "account": account, "name": "Cora", "phone": "512 555 0188" }).to_string();
        for stranger in [house.two.two.north.account.to_string(), "acct_01h00000000000000000000000".to_owned()] {
            let refused = house.send_json("POST", "/api/v1/contacts", by, &new(stranger)).await;
            assert_eq!(refused.json()["errors"], json!([{ "field": "account", "message": "There is no such account." }]));
        }
        let made = house.send_json("POST", "/api/v1/contacts", by, &new(house.two.one.south.account.to_string())).await;
        assert_eq!(made.status, 201);
        let shown = house.get(made.location(), by).await.json();
        assert_eq!((&shown["name"], &shown["phone"], &shown["account"]["name"]), (&"Cora".into(), &"+15125550188".into(), &"South".into()));
    }
}
