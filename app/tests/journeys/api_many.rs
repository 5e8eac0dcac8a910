//! Work on many users and many accounts by the API: what was named and nothing else, with a report on each.

use crate::api_operators::bound;
use crate::api_who::key;
use crate::door::{By, House};
use domain::access::{Key, Reach};
use serde_json::{Value, json};
use testkit::both_engines;

fn counts(job: &Value) -> (&str, i64, i64) {
    (job["state"].as_str().unwrap(), job["done"].as_i64().unwrap(), job["skipped"].as_i64().unwrap())
}

both_engines! {
    async fn c_09_many_are_disabled_and_enabled_and_the_primary_admin_stays(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let (user, admin) = (house.sign_in(&north.user).await, house.sign_in(&north.admin).await);
        let all = json!({ "matching": { "account": north.account.to_string() } }).to_string();
        let job = house.send_json("POST", "/api/v1/users/disable", by, &all).await;
        assert_eq!(job.status, 200, "{}", job.body);
        let job = job.json();
        assert_eq!((job["kind"].as_str(), counts(&job)), (Some("users.disable"), ("done", 2, 1)));
        assert_eq!(job["reasons"][0]["name"], north.admin.email.as_str(), "E-03");
        assert_eq!(house.get("/api/v1/calls", By::Visit(&user)).await.status, 401, "from the very next request");
        assert_eq!(house.get("/api/v1/calls", By::Visit(&admin)).await.status, 200);
        let again = house.send_json("POST", "/api/v1/users/disable", by, &json!({ "ids": [north.user.id.to_string()] }).to_string()).await.json();
        assert_eq!((counts(&again), &again["reasons"][0]["reason"]), (("done", 0, 1), &"This user is disabled already.".into()));
        let page = house.get(&format!("/console/jobs/{}", job["id"].as_str().unwrap()), by).await;
        assert!(page.body.contains("2 disabled, 1 skipped"), "{}", page.body);
        let back = house.send_json("POST", "/api/v1/users/enable", by, &json!({ "ids": [north.user.id.to_string(), north.lost.id.to_string()] }).to_string()).await.json();
        assert_eq!((back["kind"].as_str(), counts(&back)), (Some("users.enable"), ("done", 2, 0)));
        assert_eq!(house.get(&format!("/api/v1/users/{}", north.user.id), by).await.json()["state"], "active");
    }

    async fn a_key_does_to_many_what_it_may_do_to_one(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let few = [(Key::UsersView, Reach::Organization), (Key::UsersManage, Reach::Organization)];
        let weak = key(&house, &one.administrator, &few).await;
        let strong = key(&house, &one.administrator, &[&few[..], &[Key::ContactsView, Key::CallsView, Key::MessagesView, Key::MessagesMark, Key::StatusView, Key::OnCallView, Key::OnCallSwap, Key::TasksView, Key::TasksComplete, Key::HelpAsk].map(|key| (key, Reach::Organization))].concat()).await;
        let user = format!("/api/v1/users/{}", north.user.id);
        assert_eq!(house.send_json("DELETE", &user, By::Key(&weak), "").await.status, 403, "this user may do more");
        let ids = json!({ "ids": [north.user.id.to_string(), north.lost.id.to_string()] }).to_string();
        for what in ["delete", "disable"] {
            let job = house.send_json("POST", &format!("/api/v1/users/{what}"), By::Key(&weak), &ids).await.json();
            assert_eq!(counts(&job), ("done", 0, 2), "{what}: {job}");
            assert!(job["reasons"][0]["reason"].as_str().unwrap().contains("may do more than you"), "{job}");
        }
        let job = house.send_json("POST", "/api/v1/users/disable", By::Key(&strong), &ids).await.json();
        assert_eq!(counts(&job), ("done", 2, 0), "{job}");
        // As if nobody had come to it yet; then the key is revoked.
        house.stage.tamper("UPDATE jobs SET state = 'waiting', done = 0, ended_at = NULL WHERE done = 2", &[]).await;
        house.stage.tamper("UPDATE job_items SET outcome = 'waiting' WHERE outcome = 'done'", &[]).await;
        house.stage.tamper("UPDATE users SET disabled_at = NULL WHERE kind = 'portal_user'", &[]).await;
        house.stage.tamper("UPDATE api_keys SET revoked_at = 1", &[]).await;
        assert!(domain::jobs::work(&house.stage.house).await.unwrap());
        let visit = house.sign_in(&one.administrator).await;
        let stopped = house.get(&format!("/api/v1/jobs/{}", job["id"].as_str().unwrap()), By::Visit(&visit)).await.json();
        assert_eq!(counts(&stopped), ("stopped", 0, 0), "a revoked key goes on with nothing: {stopped}");
        assert_eq!(house.stage.number("SELECT count(*) FROM users WHERE disabled_at IS NOT NULL", &[]).await, 0);
    }

    async fn who_may_not_changes_many_of_nothing(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (operator, client, user) =
            (house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await, house.sign_in(&one.north.user).await);
        let weak = key(&house, &one.administrator, &[(Key::AccountsView, Reach::Organization)]).await;
        let (foreign_user, foreign_account) = (house.two.two.north.user.id.to_string(), house.two.two.north.account.to_string());
        let tag = |body: Value| {
            let mut body = body;
            body["tag"] = "dental".into();
            body["operator"] = one.operator.id.to_string().into();
            body
        };
        let before = house.lines_of_history().await;
        for path in ["/api/v1/users/disable", "/api/v1/users/enable", "/api/v1/users/delete"] {
            let body = |ids: &[&str]| json!({ "ids": ids }).to_string();
            for by in [By::Visit(&client), By::Visit(&user), By::Key(&weak)] {
                let own = one.north.lost.id.to_string();
                assert_eq!(house.send_json("POST", path, by, &body(&[&own])).await.status, 403, "{path}");
            }
            let by = By::Visit(&operator);
            let one_is_strange = body(&[&one.north.lost.id.to_string(), &foreign_user]);
            assert_eq!(house.send_json("POST", path, by, &one_is_strange).await.status, 404, "all or none: {path}");
            for wrong in [json!({}), json!({ "ids": "all" }), json!({ "ids": ["acct_1"] }), json!({ "all": true }), json!({ "matching": { "moon": "full" } }), json!({ "matching": { "limit": "10" } }), json!({ "ids": vec!["user_01h00000000000000000000000"; 1001] })] {
                assert_eq!(house.send_json("POST", path, by, &wrong.to_string()).await.status, 422, "{path}");
            }
        }
        for what in ["tag", "untag", "assign", "lock", "unlock"] {
            let path = format!("/api/v1/accounts/{what}");
            let mut body = tag(json!({ "ids": [one.north.account.to_string()] }));
            if what != "assign" {
                body.as_object_mut().unwrap().remove("operator");
            }
            if !what.ends_with("tag") {
                body.as_object_mut().unwrap().remove("tag");
            }
            for by in [By::Visit(&client), By::Visit(&user), By::Key(&weak)] {
                assert_eq!(house.send_json("POST", &path, by, &body.to_string()).await.status, 403, "{path}");
            }
            assert_eq!(house.send_json("POST", &path, By::Nobody, &body.to_string()).await.status, 401, "{path}");
            let mut strange = body.clone();
            strange["ids"] = json!([foreign_account]);
            assert_eq!(house.send_json("POST", &path, By::Visit(&operator), &strange.to_string()).await.status, 404, "{path}");
            for (name, value) in [("ids", json!([])), ("ids", json!(["user_1"])), ("matching", json!({ "state": "asleep" })), ("moon", json!(1))] {
                let mut wrong = body.clone();
                wrong[name] = value.clone();
                let answer = house.send_json("POST", &path, By::Visit(&operator), &wrong.to_string()).await;
                assert_eq!(answer.status, 422, "{path} {name} {value}: {}", answer.body);
            }
        }
        for (what, name, value) in [("tag", "tag", json!("")), ("tag", "tag", json!("a,b")), ("tag", "tag", json!(5)), ("assign", "operator", json!("x")), ("assign", "operator", json!(one.north.user.id.to_string())), ("assign", "operator", json!(house.two.two.operator.id.to_string()))] {
            let mut body = json!({ "ids": [one.north.account.to_string()] });
            body[name] = value;
            let answer = house.send_json("POST", &format!("/api/v1/accounts/{what}"), By::Visit(&operator), &body.to_string()).await;
            assert_eq!(answer.status, 422, "{body}: {}", answer.body);
        }
        assert_eq!(house.lines_of_history().await, before);
    }

    async fn many_accounts_are_tagged_assigned_locked_and_unlocked(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, one) = (By::Visit(&visit), &house.two.one);
        let (north, south) = (one.north.account.to_string(), one.south.account.to_string());
        let client = house.sign_in(&one.north.user).await;
        let tagged = house.send_json("POST", "/api/v1/accounts/tag", by, r#"{"matching":{},"tag":"dental"}"#).await.json();
        assert_eq!((tagged["kind"].as_str(), counts(&tagged)), (Some("accounts.tag"), ("done", 2, 0)));
        let untagged = json!({ "ids": [south], "tag": "Dental" }).to_string();
        assert_eq!(counts(&house.send_json("POST", "/api/v1/accounts/untag", by, &untagged).await.json()), ("done", 1, 0));
        let list = house.get("/api/v1/accounts?tags=dental", by).await.json();
        assert_eq!((&list["total"]["count"], &list["data"][0]["id"]), (&1.into(), &north.clone().into()));
        let assign = json!({ "matching": { "tags": "dental" }, "operator": one.operator.id.to_string() }).to_string();
        assert_eq!(counts(&house.send_json("POST", "/api/v1/accounts/assign", by, &assign).await.json()), ("done", 1, 0));
        assert_eq!(house.get(&format!("/api/v1/accounts/{north}"), by).await.json()["operators"], json!(["operator@one.test"]));
        let both = json!({ "ids": [north, south] }).to_string();
        assert_eq!(counts(&house.send_json("POST", "/api/v1/accounts/lock", by, &both).await.json()), ("done", 2, 0));
        assert_eq!(house.get("/api/v1/calls", By::Visit(&client)).await.status, 401);
        let again = house.send_json("POST", "/api/v1/accounts/lock", by, &both).await.json();
        assert_eq!((counts(&again), &again["reasons"][0]["reason"]), (("done", 0, 2), &"It is locked already.".into()));
        assert_eq!(counts(&house.send_json("POST", "/api/v1/accounts/unlock", by, &both).await.json()), ("done", 2, 0));
        let job = format!("/api/v1/jobs/{}", again["id"].as_str().unwrap());
        assert_eq!(house.get(&job, by).await.json(), again);
        let other = house.sign_in(&one.administrator).await;
        assert_eq!(house.get(&job, By::Visit(&other)).await.status, 404, "only one's own work");
    }

    async fn issue_4_the_second_of_two_operators_is_told_that_the_account_has_changed(stage: Stage) {
        let house = House::open(stage).await;
        let (first, second) = (house.sign_in(&house.two.one.operator).await, house.sign_in(&house.two.one.administrator).await);
        let account = format!("/api/v1/accounts/{}", house.two.one.north.account);
        let both_read = house.get(&account, By::Visit(&first)).await.header("etag").to_owned();
        let operators = json!({ "operators": [house.two.one.operator.id.to_string()] }).to_string();
        let parts = [
            ("PUT", format!("{account}/note"), r#"{"note":"Pays late."}"#),
            ("PUT", format!("{account}/tags"), r#"{"tags":["dental"]}"#),
            ("PUT", format!("{account}/operators"), operators.as_str()),
            ("PATCH", account.clone(), r#"{"name":"North & Sons"}"#),
        ];
        let mut version = both_read.clone();
        for (method, path, body) in &parts {
            let done = bound(&house, &first, (*method, path.as_str()), &version, body).await;
            assert_eq!(done.status, 200, "{method} {path}: {}", done.body);
            assert_ne!(done.header("etag"), version, "each part is of the same record");
            version = done.header("etag").to_owned();
        }
        let lines = house.lines_of_history().await;
        for (method, path, body) in &parts {
            let late = bound(&house, &second, (*method, path.as_str()), &both_read, body).await;
            assert_eq!((late.status.as_u16(), late.header("content-type")), (412, "application/problem+json"), "{method} {path}");
        }
        assert_eq!(house.lines_of_history().await, lines, "nothing of the first is overwritten");
        let now = house.get(&account, By::Visit(&second)).await;
        assert_eq!((now.header("etag"), &now.json()["note"]), (version.as_str(), &"Pays late.".into()));
        let document = house.get("/api/v1/openapi.json", By::Nobody).await.json();
        let note = &document["paths"]["/api/v1/accounts/{id}/note"]["put"];
        assert!(note["responses"]["412"].is_object() && note["parameters"].to_string().contains("If-Match"));
    }

    async fn c_15_the_switch_of_an_account_has_its_address(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let admin = house.sign_in(&north.admin).await;
        let switch = format!("/api/v1/accounts/{}/run-users", north.account);
        let rename = format!("/api/v1/users/{}", north.user.id);
        let patch = r#"{"title":"Clerk"}"#;
        assert_eq!(house.send_json("PATCH", &rename, By::Visit(&admin), patch).await.status, 200);
        assert_eq!(house.send_json("DELETE", &switch, by, "").await.status, 204);
        assert_eq!(house.get(&switch, by).await.json(), json!({ "account": false, "organization": true }));
        assert_eq!(house.send_json("PATCH", &rename, By::Visit(&admin), patch).await.status, 403, "from the very next request");
        assert_eq!(house.send_json("PUT", &switch, By::Visit(&admin), "").await.status, 403, "not by the client");
        assert_eq!(house.send_json("PUT", &switch, by, "").await.status, 204);
        assert_eq!(house.send_json("PATCH", &rename, By::Visit(&admin), patch).await.status, 200);
        let foreign = format!("/api/v1/accounts/{}/run-users", house.two.two.north.account);
        for method in ["GET", "PUT", "DELETE"] {
            assert_eq!(house.send_json(method, &foreign, by, "").await.status, 404, "{method}");
        }
    }
}
