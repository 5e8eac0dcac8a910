//! Settings of a template through the API: what giving them on would change, what it did, and the way back.

use serde_json::{Value, json};
use testkit::both_engines;

use crate::door::{By, House};

const ACCOUNTS: &str = "/api/v1/accounts";

async fn tag(house: &House, by: By<'_>, account: &str, tags: &[&str]) {
    let body = json!({ "tags": tags }).to_string();
    let set = house.send_json("PUT", &format!("{ACCOUNTS}/{account}/tags"), by, &body).await;
    assert_eq!(set.status, 200, "{}", set.body);
}

async fn tags_of(house: &House, by: By<'_>, account: &str) -> Value {
    house.get(&format!("{ACCOUNTS}/{account}"), by).await.json()["tags"].clone()
}

/// A template that looks like North, and two accounts that were made from it.
async fn made(house: &House, by: By<'_>) -> (String, Vec<String>) {
    let like = format!("{ACCOUNTS}/{}/template/like", house.two.one.north.account);
    let like = house.send_json("POST", &like, by, "").await;
    assert_eq!(like.status, 201, "{}", like.body);
    let template = like.json()["id"].as_str().unwrap().to_owned();
    let two =
        json!({ "accounts": [{ "name": "A", "email": "a@b.test" }, { "name": "B", "email": "b@b.test" }] });
    let path = format!("{ACCOUNTS}/{template}/template/accounts");
    let made = house.send_json("POST", &path, by, &two.to_string()).await.json();
    let ids = made["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned());
    (template, ids.collect())
}

both_engines! {
    async fn e_07_a_program_looks_gives_settings_on_and_takes_them_back_where_nobody_changed_them(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let (template, ids) = made(&house, by).await;
        let push = format!("{ACCOUNTS}/{template}/template/push");
        let same = house.get(&push, by).await.json();
        assert_eq!(same, json!({ "accounts": [], "more": false }), "nothing has drifted yet");

        tag(&house, by, &template, &["Dental", "Night"]).await;
        tag(&house, by, &ids[1], &["VIP"]).await;
        let run = format!("{ACCOUNTS}/{template}");
        let run = house.send_json("PATCH", &run, by, r#"{"time_zone":"America/Denver"}"#).await;
        assert_eq!(run.status, 200, "{}", run.body);
        let planned = house.get(&format!("{push}?settings=tags"), by).await.json();
        let of_b = planned["accounts"].as_array().unwrap().iter().find(|one| one["id"] == ids[1]).unwrap().clone();
        let changes = json!([{ "setting": "Tags", "before": "VIP", "after": "Dental, Night" }]);
        assert_eq!((of_b["name"].as_str(), &of_b["changes"]), (Some("B"), &changes), "only what was asked about");
        let whole = house.get(&push, by).await.json();
        assert_eq!(whole["accounts"][0]["changes"].as_array().unwrap().len(), 2, "{whole}");
        assert_eq!(tags_of(&house, by, &ids[1]).await, json!(["VIP"]), "looking changes nothing");

        let wish = json!({ "settings": ["tags", "time_zone"], "accounts": ids }).to_string();
        let given = house.send_json("POST", &push, by, &wish).await;
        assert_eq!(given.status, 200, "{}", given.body);
        let given = given.json();
        assert_eq!((&given["template"], &given["taken_back_at"]), (&json!(template), &Value::Null));
        assert_eq!(given["settings"], json!(["tags", "time_zone"]));
        let path = format!("/api/v1/pushes/{}", given["id"].as_str().unwrap());
        assert_eq!(house.get(&path, by).await.json(), given);
        for id in &ids {
            assert_eq!(tags_of(&house, by, id).await, json!(["Dental", "Night"]));
            let zone = house.get(&format!("{ACCOUNTS}/{id}"), by).await.json()["time_zone"].clone();
            assert_eq!(zone, "America/Denver");
        }
        assert_eq!(house.get(&push, by).await.json()["accounts"], json!([]), "they are as the template is");
        let history = house.get("/api/v1/history?limit=25", by).await.body;
        for action in ["template.settings_pushed", "account.tagged", "account.edited"] {
            assert!(history.contains(action), "{action}: {history}");
        }

        tag(&house, by, &ids[0], &["Dental", "Mine"]).await;
        let back = house.send_json("POST", &format!("{path}/undo"), by, "").await;
        assert_eq!(back.status, 200, "{}", back.body);
        let back = back.json();
        assert!(back["taken_back_at"].is_string(), "{back}");
        let (a, b) = (&back["accounts"][0], &back["accounts"][1]);
        assert_eq!((a["stayed"].as_str(), b["stayed"].as_str()), (Some("Tags was changed since."), Some("")));
        assert_eq!(tags_of(&house, by, &ids[0]).await, json!(["Dental", "Mine"]));
        assert_eq!(tags_of(&house, by, &ids[1]).await, json!(["VIP"]), "as it was before");
        let zone = house.get(&format!("{ACCOUNTS}/{}", ids[0]), by).await.json()["time_zone"].clone();
        assert_ne!(zone, "America/Denver", "each setting by itself");
        assert_eq!(house.send_json("POST", &format!("{path}/undo"), by, "").await.status, 409, "once");
        assert!(house.get("/api/v1/history?limit=25", by).await.body.contains("template.settings_taken_back"));
        let lines = house.lines_of_history().await;
        assert_eq!(house.get(&push, by).await.status, 200);
        assert_eq!(house.lines_of_history().await, lines);
    }

    async fn e_07_settings_are_given_on_by_the_team_alone_and_what_is_unknown_is_refused(stage: Stage) {
        let house = House::open(stage).await;
        let (one, two) = (&house.two.one, &house.two.two);
        let (boss, client) = (house.sign_in(&one.administrator).await, house.sign_in(&one.north.admin).await);
        let by = By::Visit(&boss);
        let (template, ids) = made(&house, by).await;
        let push = format!("{ACCOUNTS}/{template}/template/push");
        tag(&house, by, &template, &["Dental"]).await;
        let wish = json!({ "settings": ["tags"], "accounts": ids }).to_string();
        let given = house.send_json("POST", &push, by, &wish).await.json();
        let path = format!("/api/v1/pushes/{}", given["id"].as_str().unwrap());
        let undo = format!("{path}/undo");
        for (method, path, body) in [("GET", &push, ""), ("POST", &push, &wish), ("GET", &path, ""), ("POST", &undo, "")] {
            let answer = house.send_json(method, path, By::Visit(&client), body).await;
            assert_eq!(answer.status, 403, "{method} {path}: {}", answer.body);
            assert_eq!(house.send_json(method, path, By::Nobody, body).await.status, 401, "{method} {path}");
        }
        let stranger = house.stage.sign_in(&two.administrator).await;
        for (method, path, body) in [("GET", &push, ""), ("POST", &push, &wish), ("GET", &path, ""), ("POST", &undo, "")] {
            let request = House::request(method, &two.host, path, By::Visit(&stranger))
                .header("content-type", "application/json")
                .body(axum::body::Body::from(body.to_owned()))
                .unwrap();
            assert_eq!(house.send(request).await.status, 404, "{method} {path}");
        }
        for (body, field) in [
            (json!({ "settings": ["tags"], "accounts": ids, "all": true }), "all"),
            (json!({ "settings": ["colour"], "accounts": ids }), "settings"),
            (json!({ "settings": [], "accounts": ids }), "settings"),
            (json!({ "settings": ["tags"], "accounts": [] }), "accounts"),
        ] {
            let answer = house.send_json("POST", &push, by, &body.to_string()).await;
            assert_eq!((answer.status.as_u16(), answer.json()["errors"][0]["field"].as_str()), (422, Some(field)), "{body}");
        }
        for query in ["?settings=colour", "?what=1"] {
            assert_eq!(house.get(&format!("{push}{query}"), by).await.status, 422, "{query}");
        }
        let north = json!({ "settings": ["tags"], "accounts": [one.north.account.to_string()] });
        assert_eq!(house.send_json("POST", &push, by, &north.to_string()).await.status, 404, "it was not made from it");
        let of_north = format!("{ACCOUNTS}/{}/template/push", one.north.account);
        assert_eq!(house.get(&of_north, by).await.status, 409, "it is no template");
        assert_eq!(house.get(&path, by).await.json()["taken_back_at"], Value::Null, "nothing of this took it back");
    }
}
