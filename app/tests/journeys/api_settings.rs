//! What the organization decides, and the letters that it sends, by the API.

use crate::api_who::key;
use crate::door::{By, House};
use axum::body::Body;
use axum::http::header;
use domain::access::{Key, Reach};
use serde_json::{Value, json};
use testkit::both_engines;

fn fields(answer: &Value) -> Vec<String> {
    let mut fields: Vec<String> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect();
    fields.sort_unstable();
    fields
}

const SETTINGS: &str = "/api/v1/settings";
const INVITATION: &str = "/api/v1/letters/invitation.email";

both_engines! {
    async fn settings_are_read_and_changed_one_by_one(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let shipped = house.get(SETTINGS, by).await;
        let version = shipped.header("etag").to_owned();
        let expected = json!({
            "portal": { "open": true },
            "invitations": { "mode": "automatic", "by_sms": false, "include_password": false },
            "clients": {
                "run_users": true, "see_support": true, "business_page": true, "publish_business_page": false,
                "several_accounts": false, "approve_resources": false,
            },
            "text_messages": { "prefixes": [], "per_day": 500 },
            "passwords": { "min_length": 12, "weak": false },
            "formats": { "date_format": "DD/MM/YYYY", "time_format": "24h" },
            "login_as": { "minutes": 60, "reason": "optional" },
            "secure_link": { "on": true, "days": 90, "role": null },
        });
        for (group, values) in expected.as_object().unwrap() {
            for (name, value) in values.as_object().unwrap() {
                assert_eq!(&shipped.json()[group][name], value, "{group}.{name}");
            }
        }
        let role = house.stage.client_role(house.two.one.org, "Customer").await.to_string();
        let wish = json!({
            "passwords": { "min_length": 6 }, "formats": { "time_format": "12h" }, "login_as": { "reason": "required", "minutes": 15 },
            "secure_link": { "days": 30, "role": role },
            "invitations": { "mode": "ask", "by_sms": true }, "clients": { "see_support": false, "several_accounts": true },
            "text_messages": { "prefixes": ["+44", "+1 512", "+44"] },
        });
        let changed = house.send_json("PATCH", SETTINGS, by, &wish.to_string()).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        let now = changed.json();
        assert_eq!(now["passwords"], json!({ "min_length": 6, "weak": true }));
        assert_eq!(now["formats"], json!({ "date_format": "DD/MM/YYYY", "time_format": "12h" }), "what is left out stays");
        assert_eq!((&now["login_as"]["minutes"], &now["secure_link"]["role"]), (&15.into(), &role.into()));
        assert_eq!(now["invitations"], json!({ "mode": "ask", "by_sms": true, "include_password": false }));
        assert_eq!(
            now["clients"],
            json!({
                "run_users": true, "see_support": false, "business_page": true, "publish_business_page": false,
                "several_accounts": true, "approve_resources": false,
            })
        );
        assert_eq!(now["text_messages"], json!({ "prefixes": ["+1512", "+44"], "per_day": 500 }));
        let lines = house.lines_of_history().await;
        assert_eq!(house.send_json("PATCH", SETTINGS, by, &wish.to_string()).await.status, 200);
        assert_eq!(house.send_json("PATCH", SETTINGS, by, "{}").await.json(), now);
        assert_eq!(house.lines_of_history().await, lines, "the same again is no change");
        let late = House::request("PATCH", "one.test", SETTINGS, by)
            .header(header::CONTENT_TYPE, "application/merge-patch+json")
            .header(header::IF_MATCH, version)
            .body(Body::from(r#"{"portal":{"open":false}}"#))
            .unwrap();
        assert_eq!(house.send(late).await.status, 412);
        let emptied = house.send_json("PATCH", SETTINGS, by, r#"{"secure_link":{"role":null}}"#).await;
        assert_eq!(emptied.json()["secure_link"]["role"], json!(null));
        assert!(house.get("/console/settings/login-as", by).await.body.contains("value=\"required\" checked"), "the page says the same");
    }

    async fn a_wrong_setting_is_named_and_none_is_changed(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let foreign = house.stage.client_role(house.two.two.org, "Customer").await.to_string();
        let operator = house.sign_in(&house.two.one.operator).await;
        let client = house.sign_in(&house.two.one.north.admin).await;
        let users = key(&house, &house.two.one.administrator, &[(Key::UsersManage, Reach::Organization)]).await;
        let lines = house.lines_of_history().await;
        let wrong = json!({
            "portal": { "open": false }, "passwords": { "min_length": 5 }, "formats": { "date_format": "YY", "time_format": "25h" },
            "login_as": { "minutes": 61, "reason": "sung" }, "secure_link": { "days": 0, "role": foreign }, "invitations": { "mode": "owl" },
            "text_messages": { "prefixes": ["+1", "44"], "per_day": 0 },
        });
        let refused = house.send_json("PATCH", SETTINGS, by, &wrong.to_string()).await;
        assert_eq!(refused.status, 422);
        let all = ["formats.date_format", "formats.time_format", "invitations.mode", "login_as.minutes", "login_as.reason", "passwords.min_length", "secure_link.days", "secure_link.role", "text_messages.per_day", "text_messages.prefixes"];
        assert_eq!(fields(&refused.json()), all);
        for (body, field) in [
            (r#"{"portal":{"open":"yes"}}"#, "portal.open"),
            (r#"{"portal":[true]}"#, "portal"),
            (r#"{"stars":{}}"#, "stars"),
            (r#"{"portal":{"moon":1}}"#, "portal.moon"),
            (r#"{"passwords":{"min_length":-1}}"#, "passwords.min_length"),
            (r#"{"passwords":{"min_length":129}}"#, "passwords.min_length"),
            (r#"{"secure_link":{"role":""}}"#, "secure_link.role"),
            (r#"{"clients":{"several_accounts":1}}"#, "clients.several_accounts"),
            (r#"{"text_messages":{"per_day":100001}}"#, "text_messages.per_day"),
        ] {
            let answer = house.send_json("PATCH", SETTINGS, by, body).await;
            assert_eq!((answer.status.as_u16(), fields(&answer.json())), (422, vec![field.to_owned()]), "{body}: {}", answer.body);
        }
        for (method, path, body) in [
            ("GET", SETTINGS, ""), ("PATCH", SETTINGS, "{}"), ("GET", "/api/v1/letters", ""), ("GET", INVITATION, ""),
            ("PUT", INVITATION, "{}"), ("DELETE", INVITATION, ""), ("POST", "/api/v1/letters/invitation.email/preview", "{}"),
            ("POST", "/api/v1/letters/invitation.email/test", ""),
        ] {
            for by in [By::Visit(&operator), By::Visit(&client), By::Key(&users)] {
                assert_eq!(house.send_json(method, path, by, body).await.status, 403, "{method} {path}");
            }
            assert_eq!(house.send_json(method, path, By::Nobody, body).await.status, 401, "{method} {path}");
        }
        assert_eq!(house.lines_of_history().await, lines);
    }

    async fn s1_26_e_12_invitations_wait_for_the_portal_and_go_by_one_action(stage: Stage) {
        let house = House::open(stage).await;
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let (settings, by, north) = (By::Visit(&administrator), By::Visit(&operator), &house.two.one.north);
        assert_eq!(house.send_json("PATCH", SETTINGS, settings, r#"{"portal":{"open":false}}"#).await.status, 200);
        let new = |name: &str| json!({ "account": north.account.to_string(), "name": name, "email": format!("{name}@north.test"), "invite": true }).to_string();
        let ida = house.send_json("POST", "/api/v1/users", by, &new("ida")).await;
        assert_eq!((ida.status.as_u16(), &ida.json()["password"], &ida.json()["invitation"]), (201, &json!(null), &"waiting".into()));
        let ivo = house.send_json("POST", "/api/v1/users", by, &new("ivo")).await;
        assert!(house.stage.deliver().await.is_empty());
        let send = "/api/v1/invitations/waiting/send";
        assert_eq!(house.send_json("POST", send, by, "").await.status, 409, "the portal is closed");
        assert_eq!(house.get("/api/v1/invitations/waiting", by).await.json(), json!({ "count": 2, "portal_is_open": false }));
        assert_eq!(house.send_json("PATCH", SETTINGS, settings, r#"{"portal":{"open":true}}"#).await.status, 200);
        let client = house.sign_in(&north.user).await;
        assert_eq!(house.send_json("POST", send, By::Visit(&client), "").await.status, 403);
        let job = house.send_json("POST", send, by, "").await.json();
        assert_eq!((&job["kind"], &job["state"], &job["done"]), (&"invitations.send".into(), &"done".into(), &2.into()));
        assert_eq!(house.stage.deliver().await.len(), 2);
        assert_eq!(house.send_json("POST", send, by, "").await.status, 409, "none waits any more");
        let pending = house.get("/api/v1/users?invitation=pending", by).await.json();
        assert_eq!(pending["total"]["count"], 2);
        let invitation = format!("{}/invitation", ivo.location());
        assert_eq!(house.get(&invitation, by).await.json()["state"], "pending");
        let again = house.send_json("PUT", &invitation, by, "").await.json();
        assert_eq!(again["state"], "queued", "S1-29: the link before is dead");
        let letter = house.stage.deliver_one().await;
        assert_eq!(letter.to, "ivo@north.test");
        for stranger in [house.two.two.north.user.id, house.two.one.operator.id] {
            let path = format!("/api/v1/users/{stranger}/invitation");
            assert_eq!(house.get(&path, by).await.status, 404);
            assert_eq!(house.send_json("PUT", &path, by, "").await.status, 404);
        }
        assert_eq!(house.send_json("PUT", &invitation, By::Visit(&client), "").await.status, 403);
    }

    async fn c_04_a_text_is_read_previewed_written_and_put_back(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let all = house.get("/api/v1/letters", by).await.json();
        let ids: Vec<_> = all["data"].as_array().unwrap().iter().map(|text| text["id"].as_str().unwrap()).collect();
        assert!(ids.contains(&"invitation.email") && ids.contains(&"verify_phone.sms"), "{ids:?}");
        let shipped = house.get("/api/v1/letters/test.email", by).await;
        assert_eq!((shipped.json()["own"].as_bool(), shipped.json()["channel"].as_str()), (Some(false), Some("email")));
        let text = json!({ "subject": "Hello {{ first_name }}", "body": "<b>{{ name }}</b>\r\n{{ login_url }}" }).to_string();
        let lines = house.lines_of_history().await;
        let preview = house.send_json("POST", "/api/v1/letters/test.email/preview", by, &text).await.json();
        assert_eq!(preview, json!({ "subject": "Hello Dana", "body": "<b>Dana Reyes</b>\nhttp://one.test/login" }));
        assert_eq!(house.lines_of_history().await, lines, "a preview keeps nothing");
        let saved = house.send_json("PUT", "/api/v1/letters/test.email", by, &text).await;
        assert_eq!((saved.status.as_u16(), &saved.json()["own"]), (200, &true.into()), "{}", saved.body);
        assert_eq!(house.send_json("POST", "/api/v1/letters/test.email/test", by, "").await.status, 204);
        let sent = house.stage.deliver_one().await;
        assert_eq!((sent.subject.as_str(), sent.to.as_str()), ("Hello Dana", "admin@one.test"));
        let late = House::request("PUT", "one.test", "/api/v1/letters/test.email", by)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, shipped.header("etag"))
            .body(Body::from(text.clone()))
            .unwrap();
        assert_eq!(house.send(late).await.status, 412);
        assert_eq!(house.send_json("DELETE", "/api/v1/letters/test.email", by, "").await.status, 204);
        assert_eq!(house.get("/api/v1/letters/test.email", by).await.json(), shipped.json());
        for (path, body, field) in [
            ("test.email", json!({ "subject": "Hi", "body": "{{ nme }}" }), "body"),
            ("test.email", json!({ "subject": "", "body": "Text" }), "subject"),
            ("invitation.email", json!({ "subject": "Hi", "body": "No link at all" }), "body"),
            ("verify_phone.sms", json!({ "subject": "Hi", "body": "{{ code }}" }), "subject"),
            ("test.email", json!({ "subject": "Hi", "body": "Text", "to": "all" }), "to"),
            ("test.email", json!({ "subject": 5, "body": "Text" }), "subject"),
        ] {
            for (method, what) in [("PUT", ""), ("POST", "/preview")] {
                let answer = house.send_json(method, &format!("/api/v1/letters/{path}{what}"), by, &body.to_string()).await;
                assert_eq!((answer.status.as_u16(), fields(&answer.json())), (422, vec![field.to_owned()]), "{method} {path} {body}");
            }
        }
        for unknown in ["owl.email", "test.owl", "test", "verify_phone.email", "%ff"] {
            assert_eq!(house.get(&format!("/api/v1/letters/{unknown}"), by).await.status, 404, "{unknown}");
        }
        assert_eq!(house.send_json("POST", "/api/v1/letters/verify_phone.sms/test", by, "").await.status, 404);
    }

    async fn the_outbox_tells_each_attempt_and_is_released(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        assert_eq!(house.send_json("POST", "/api/v1/letters/test.email/test", by, "").await.status, 204);
        let list = house.get("/api/v1/outbox", by).await.json();
        let letter = format!("/api/v1/outbox/{}", list["data"][0]["id"].as_str().unwrap());
        assert_eq!(house.get(&format!("{letter}/attempts"), by).await.json(), json!({ "data": [] }));
        house.stage.deliver_one().await;
        let attempts = house.get(&format!("{letter}/attempts"), by).await.json();
        assert_eq!(attempts["data"].as_array().unwrap().len(), 1);
        assert_eq!(attempts["data"][0]["outcome"], "accepted");
        let hold = "/api/v1/outbox/hold";
        assert_eq!(house.get(hold, by).await.json(), json!({ "held": false, "since": null, "reason": "" }));
        house.stage.tamper("INSERT INTO outbox_holds (org_id, since, reason) VALUES (1, 5, 'A restored copy.')", &[]).await;
        let held = house.get(hold, by).await.json();
        assert_eq!((&held["held"], &held["reason"]), (&true.into(), &"A restored copy.".into()));
        let foreign = house.sign_in(&house.two.two.administrator).await;
        assert_eq!(house.get_at("two.test", hold, By::Visit(&foreign)).await.json()["held"], false, "only one's own");
        assert_eq!(house.get_at("two.test", &format!("{letter}/attempts"), By::Visit(&foreign)).await.status, 404);
        let client = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.send_json("DELETE", hold, By::Visit(&client), "").await.status, 403);
        assert_eq!(house.get(&format!("{letter}/attempts"), By::Visit(&client)).await.status, 403);
        assert_eq!(house.send_json("DELETE", hold, by, "").await.status, 204);
        assert_eq!(house.get(hold, by).await.json()["held"], false);
    }
}
