//! The manners of the API: statuses, headers and documents that a program can rely on.

use crate::door::{By, House};
use axum::body::Body;
use axum::http::header;
use kernel::{CallId, Dice, Timestamp};
use testkit::both_engines;

both_engines! {
    async fn what_is_out_of_reach_never_was_and_no_id_read_the_same(stage: Stage) {
        let house = House::open(stage).await;
        let admin = house.sign_in(&house.two.one.north.admin).await;
        let never = CallId::new(Timestamp::from_micros(1_763_000_000_000_000), &Dice::system()).to_string();
        let foreign = house.two.two.north.calls.for_ann.to_string();
        let neighbour = house.two.one.south.calls.for_ann.to_string();
        let wanted = house.get(&format!("/api/v1/calls/{never}"), By::Visit(&admin)).await.comparable();
        assert_eq!(wanted.0, 404);
        for id in [foreign.as_str(), &neighbour, "call_1", "msg_x", "%ff", "..%2f"] {
            let answer = house.get(&format!("/api/v1/calls/{id}"), By::Visit(&admin)).await;
            assert_eq!(answer.comparable(), wanted, "{id}");
        }
        for path in ["/api/v1/nothing", "/api", "/api/", "/api/v2/calls", "/api/v1/calls/", "/api/v1/accounts/x/y/z/a"] {
            let answer = house.get(path, By::Visit(&admin)).await;
            assert_eq!((answer.status, &answer.body), (wanted.0, &wanted.1), "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        }
    }

    async fn head_answers_where_get_does_and_an_unknown_method_is_told_the_known_ones(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let call = format!("/api/v1/calls/{}", house.two.one.north.calls.for_ann);
        for path in ["/api/v1/session", "/api/v1/calls", "/api/v1/accounts?limit=10", &call, "/api/v1/openapi.json"] {
            let answer = house.send_json("HEAD", path, By::Visit(&visit), "").await;
            assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""), "{path}");
        }
        for (method, path, allow) in [
            ("PUT", "/api/v1/calls", "GET,HEAD,POST"),
            ("POST", &call, "GET,HEAD"),
            ("OPTIONS", "/api/v1/session", "GET,HEAD"),
            ("GET", "/api/v1/accounts/x/lock", "PUT,DELETE"),
        ] {
            let answer = house.send_json(method, path, By::Nobody, "").await;
            assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, allow), "{method} {path}");
            assert_eq!(answer.json()["status"], 405);
        }
    }

    async fn a_body_must_be_json_and_say_each_thing_once(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        for (kind, body, status) in [
            (Some("text/plain"), "{}", 415),
            (Some("application/x-www-form-urlencoded"), "name=x", 415),
            (None, "{}", 415),
            (Some("application/json; charset=latin1"), "{}", 415),
            (Some("application/json"), "{", 400),
            (Some("application/json"), "", 400),
            (Some("application/json"), r#"{"name":"A","name":"B"}"#, 400),
            (Some("application/json"), r#"{"name":"\u0000"}"#, 400),
            (Some("application/json"), &"[".repeat(100_000), 400),
            (Some("application/json"), "[]", 422),
            (Some("application/json"), r#"{"name":"A","email":"a@b.co","org_id":2}"#, 422),
            (Some("application/json"), r#"{"name":"A","email":"a@b.co","first_user":["A","a@c.co"]}"#, 422),
            (Some("application/json"), r#"{"name":"A","email":"a@b.co","first_user":{"name":"A","email":"x","admin":1}}"#, 422),
        ] {
            let mut request = House::request("POST", "one.test", "/api/v1/accounts", By::Visit(&visit));
            if let Some(kind) = kind {
                request = request.header(header::CONTENT_TYPE, kind);
            }
            let answer = house.send(request.body(Body::from(body.to_owned())).unwrap()).await;
            let shown: String = body.chars().take(60).collect();
            assert_eq!(answer.status.as_u16(), status, "{kind:?} {shown}: {}", answer.body);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{kind:?} {shown}");
        }
        assert_eq!(house.stage.number("SELECT count(*) FROM accounts", &[]).await, 4, "nothing was made");
    }

    async fn a_list_is_walked_forwards_and_back_by_its_links(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let account = house.two.one.north.account;
        let calls: Vec<_> = (0..22)
            .map(|n| serde_json::json!({
                "account": account.to_string(), "direction": "inbound", "state": "missed",
                "started_at": format!("2026-11-19T10:{n:02}:00Z"), "external_id": format!("w-{n}"),
            }))
            .collect();
        house.send_json("POST", "/api/v1/calls", by, &serde_json::json!(calls).to_string()).await;
        let (mut path, mut seen, mut pages) = ("/api/v1/calls?limit=10&state=missed".to_owned(), Vec::new(), Vec::new());
        loop {
            let answer = house.get(&path, by).await;
            let page = answer.json();
            assert_eq!(page["total"]["count"], 22);
            seen.extend(page["data"].as_array().unwrap().iter().map(|call| call["id"].as_str().unwrap().to_owned()));
            pages.push(page.clone());
            let Some(next) = page["next"].as_str() else { break };
            assert!(answer.header("link").contains("; rel=\"next\""), "{}", answer.header("link"));
            assert!(!answer.header("link").contains("one.test"));
            path = format!("/api/v1/calls?limit=10&state=missed&after={next}");
        }
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len(), pages.len()), (22, 22, 3));
        let back = format!("/api/v1/calls?limit=10&state=missed&before={}", pages[2]["previous"].as_str().unwrap());
        assert_eq!(house.get(&back, by).await.json()["data"], pages[1]["data"]);
        assert_eq!(pages[0]["previous"], serde_json::Value::Null);
        for wrong in ["limit=11", "sort=notes", "after=x", "is_admin=1", "state=lost", "columns=from", "account=call_1", "account=", "contact"] {
            let answer = house.get(&format!("/api/v1/calls?{wrong}"), by).await;
            assert_eq!(answer.status, 422, "{wrong}");
            assert_eq!(answer.json()["errors"][0]["field"], wrong.split('=').next().unwrap());
        }
    }

    async fn a_record_has_exactly_the_fields_that_the_document_promises(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let document = house.get("/api/v1/openapi.json", By::Nobody).await.json();
        for (name, schema) in [
            ("accounts", "Account"),
            ("users", "User"),
            ("contacts", "Contact"),
            ("calls", "Call"),
            ("messages", "Message"),
            ("history", "HistoryEntry"),
        ] {
            let page = house.get(&format!("/api/v1/{name}"), By::Visit(&visit)).await.json();
            // What needs a permission of its own, and is switched off as it ships, is there but need not be.
            let promised = document["components"]["schemas"][schema]["properties"].as_object().unwrap().keys();
            let mut promised: Vec<_> = promised.filter(|field| (name, field.as_str()) != ("calls", "recording")).collect();
            let mut given: Vec<_> = page["data"][0].as_object().unwrap().keys().collect();
            promised.sort();
            given.sort();
            assert_eq!(promised, given, "{name}");
        }
    }
}
