//! Accounts from a file, by the API and by the pages: what cannot be used is said, and nobody else may.

use axum::body::Body;
use axum::http::header;
use serde_json::{Value, json};
use testkit::both_engines;

use crate::door::{Answer, By, House};

const FILE: &str = "Company;E-Mail;Tags\nAcme;desk@acme.test;New\nBolt;nobody;\n=cmd();desk@c.test;a\u{7}b\n";

async fn send(house: &House, query: &str, by: By<'_>, body: &[u8]) -> Answer {
    let path = format!("/api/v1/accounts/import{query}");
    let request =
        House::request("POST", &house.two.one.host, &path, by).header(header::CONTENT_TYPE, "text/csv");
    house.send(request.body(Body::from(body.to_vec())).unwrap()).await
}

both_engines! {
    async fn programs_import_accounts_look_first_and_take_them_back(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let accounts = async || house.get("/api/v1/accounts?q=acme", by).await.json()["data"].as_array().unwrap().len();
        let dry = send(&house, "?dry_run=true", by, FILE.as_bytes()).await;
        assert_eq!(dry.status, 200, "{}", dry.body);
        let said = dry.json();
        assert_eq!((&said["id"], &said["state"]), (&Value::Null, &json!("dry_run")));
        assert_eq!((&said["lines"], &said["made"], &said["wrong"]), (&json!(3), &json!(1), &json!(2)));
        assert_eq!(said["left_out"][0]["value"], "nobody");
        assert_eq!((said["left_out"][0]["line"].as_i64(), accounts().await), (Some(3), 0));
        let made = send(&house, "?file=clients.csv", by, FILE.as_bytes()).await.json();
        assert_eq!((&made["state"], &made["made"], &made["wrong"]), (&json!("done"), &json!(1), &json!(2)), "{made}");
        assert_eq!(accounts().await, 1);
        let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
        assert_eq!(house.get(&path, by).await.json(), made);
        let again = send(&house, "", by, FILE.as_bytes()).await.json();
        assert_eq!((&again["made"], &again["there"]), (&json!(0), &json!(1)));
        let page = format!("/console/imports/{}", made["id"].as_str().unwrap());
        let lines = house.get(&format!("{page}/lines.csv"), by).await;
        assert!(lines.body.contains("\"'=cmd()\"") && lines.body.contains("\"nobody\""), "{}", lines.body);
        let client = house.sign_in(&house.two.one.north.admin).await;
        for (method, path) in [("GET", path.as_str()), ("POST", &format!("{path}/undo"))] {
            assert_eq!(house.send_json(method, path, By::Visit(&client), "").await.status, 403, "{path}");
        }
        assert_eq!(send(&house, "", By::Visit(&client), FILE.as_bytes()).await.status, 403);
        assert_ne!(house.get(&page, By::Visit(&client)).await.status, 200);
        let undone = house.send_json("POST", &format!("{path}/undo"), by, "").await.json();
        assert_eq!((&undone["undone"], accounts().await), (&json!(1), 0), "{undone}");
        assert_eq!(house.send_json("POST", &format!("{path}/undo"), by, "").await.status, 409);
    }

    async fn what_is_no_list_of_accounts_is_refused_in_words(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        for (query, body, field) in [
            ("", b"".as_slice(), "file"),
            ("", b"PK\x03\x04", "file"),
            ("", b"what,else\n1,2", "name"),
            ("?map=name=Nothing", b"name,email\nA,a@b.test", "map"),
            ("?map=colour=name", b"name,email\nA,a@b.test", "map"),
            ("?dry_run=maybe", b"name,email\nA,a@b.test", "dry_run"),
            ("?what=1", b"name,email\nA,a@b.test", "what"),
        ] {
            let answer = send(&house, query, by, body).await;
            assert_eq!(answer.status, 422, "{query} {body:?} {}", answer.body);
            assert_eq!(answer.json()["errors"][0]["field"], field, "{query}");
        }
        let json = house.send_json("POST", "/api/v1/accounts/import", by, "{}").await;
        assert_eq!(json.status, 415);
        assert_eq!(send(&house, "", by, &vec![b'a'; 4_000_001]).await.status, 413);
        for lines in ["", "\0", "name,email\n\0,\0\n", "just words"] {
            let answer = house.post("/console/accounts/import/pasted", by, &[("lines", lines)]).await;
            assert!([303, 422].contains(&answer.status.as_u16()), "{lines:?} {}", answer.status);
        }
        let brought = house.post("/console/accounts/import/pasted", by, &[("lines", "a,b\nA,a@b.test")]).await;
        let here = brought.location().to_owned();
        let asked = house.get(&here, by).await;
        assert!(asked.status == 200 && asked.body.contains("Choose the column with the names"), "{}", asked.body);
        for query in ["?name=9", "?name=x", "?name=-1"] {
            assert_eq!(house.get(&format!("{here}{query}"), by).await.status, 422, "{query}");
        }
        assert_eq!(house.post(&here, by, &[("name", "0")]).await.status, 422, "without addresses");
        assert_eq!(house.post(&here, by, &[("name", "0"), ("colour", "1")]).await.status, 422);
        assert_eq!(house.post(&here, by, &[("name", "0"), ("email", "1")]).await.status, 303);
        assert!(house.get(&here, by).await.body.contains("Accounts that were made"));
    }
}
