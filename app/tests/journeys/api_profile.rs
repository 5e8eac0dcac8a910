//! What is one's own, by the API: the profile, the password and the sessions; for a person, and for no key.

use crate::api_operators::bound;
use crate::api_who::key;
use crate::door::{Answer, By, House};
use domain::access::{Key, Reach};
use serde_json::{Value, json};
use testkit::{Visit, both_engines};

const PROFILE: &str = "/api/v1/profile";
const NOTIFICATIONS: &str = "/api/v1/profile/notifications";
const SESSIONS: &str = "/api/v1/profile/sessions";

/// The browser goes on with the cookie that the answer handed to it.
fn goes_on(answer: &Answer) -> Visit {
    let cookie = answer.header("set-cookie").strip_prefix("portico=").unwrap();
    Visit { token: cookie.split(';').next().unwrap().to_owned(), purpose: kernel::Purpose::Session }
}

fn first_field(answer: &Value) -> &str {
    answer["errors"][0]["field"].as_str().unwrap()
}

both_engines! {
    async fn s4_21_s4_42_one_changes_the_own_profile_and_finds_it_in_the_own_history(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let visit = house.sign_in(user).await;
        let by = By::Visit(&visit);
        let shown = house.get(PROFILE, by).await;
        let version = shown.header("etag").to_owned();
        let expected = json!({
            "id": user.id.to_string(), "name": user.email, "email": user.email, "title": "", "time_zone": null, "date_format": null,
            "time_format": null, "photo": null, "second_factor_since": null, "recovery_codes_left": 0,
        });
        assert_eq!(shown.json(), expected);
        let wish = json!({ "name": "Ann", "title": "Office manager", "time_zone": "Europe/Berlin", "date_format": "MM.DD.YYYY", "time_format": "12h" });
        let changed = bound(&house, &visit, ("PATCH", PROFILE), &version, &wish.to_string()).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        for (name, value) in wish.as_object().unwrap() {
            assert_eq!(&changed.json()[name], value, "{name}");
        }
        assert_eq!(bound(&house, &visit, ("PATCH", PROFILE), &version, r#"{"title":"Boss"}"#).await.status, 412);
        let back = house.send_json("PATCH", PROFILE, by, r#"{"title":null,"time_zone":null,"time_format":null}"#).await.json();
        assert_eq!((&back["title"], &back["time_zone"], &back["date_format"]), (&"".into(), &json!(null), &"MM.DD.YYYY".into()));
        let history = house.get(&format!("{PROFILE}/history"), by).await.json();
        let edits: Vec<_> = history["data"].as_array().unwrap().iter().filter(|line| line["action"] == "profile.edited").collect();
        assert_eq!(edits.len(), 2);
        assert_eq!(edits[0]["changes"][0], json!({ "field": "title", "before": "Office manager", "after": "" }));
        assert_eq!(edits[0]["actor"], "Ann");
        let lines = house.lines_of_history().await;
        for (body, field) in [
            (json!({ "email": "boss@north.one.test" }), "email"),
            (json!({ "roles": ["Administrator"] }), "roles"),
            (json!({ "id": house.two.one.administrator.id.to_string() }), "id"),
            (json!({ "name": "" }), "name"),
            (json!({ "name": 5 }), "name"),
            (json!({ "time_zone": "Moon/Sea" }), "time_zone"),
            (json!({ "date_format": "YY" }), "date_format"),
            (json!({ "title": "x".repeat(121) }), "title"),
        ] {
            let answer = house.send_json("PATCH", PROFILE, by, &body.to_string()).await;
            assert_eq!((answer.status.as_u16(), first_field(&answer.json())), (422, field), "{body}");
        }
        assert_eq!(house.lines_of_history().await, lines);
        let other = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.get(PROFILE, By::Visit(&other)).await.json()["email"], house.two.one.north.admin.email.as_str());
    }

    async fn one_chooses_the_own_letters_and_nobody_elses(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.user).await;
        let by = By::Visit(&visit);
        let one = |kind: &str, title: &str, wanted: bool| json!({ "kind": kind, "title": title, "channel": "email", "wanted": wanted });
        let at_once = |kind: &str| json!({ "kind": kind, "rhythm": "at_once" });
        let rhythms = ["new_message", "missed_call", "task_due", "schedule_changed"].map(at_once);
        let all = |message: bool, others: bool, minutes: i64| {
            json!({
                "data": [
                    one("new_message", "New message", message),
                    one("missed_call", "Missed call", false),
                    one("task_due", "Task due", false),
                    one("shift_starts", "Shift starts", false),
                    one("schedule_changed", "On-call schedule changed", others),
                    one("turn_asked", "A turn is offered or asked for", others),
                ],
                "shift_lead_minutes": minutes,
                "rhythms": rhythms,
                "quiet_from": null,
                "quiet_until": null,
                "daily_at": "08:00",
            })
        };
        let mail = |wanted: bool| all(wanted, false, 240);
        assert_eq!(house.get(NOTIFICATIONS, by).await.json(), all(false, true, 60), "no number of his was verified");
        let wish = r#"{"wanted":[{"kind":"new_message","channel":"email"}],"shift_lead_minutes":240}"#;
        let chosen = house.send_json("PUT", NOTIFICATIONS, by, wish).await;
        assert_eq!((chosen.status.as_u16(), chosen.json()), (200, mail(true)), "{}", chosen.body);
        let history = house.get(&format!("{PROFILE}/history"), by).await.json();
        assert_eq!(history["data"][0]["action"], "profile.letters_chosen");
        let lines = house.lines_of_history().await;
        assert_eq!(house.send_json("PUT", NOTIFICATIONS, by, wish).await.json(), mail(true), "the same again is no change");
        for (body, field) in [
            (r#"{"wanted":[{"kind":"password_changed","channel":"email"}]}"#, "password_changed"),
            (r#"{"wanted":[{"kind":"new_message","channel":"sms"}]}"#, "new_message"),
            (r#"{"wanted":[{"kind":"moon","channel":"email"}]}"#, "wanted"),
            (r#"{"wanted":[{"kind":"new_message","channel":"owl"}]}"#, "wanted"),
            (r#"{"wanted":[],"user":"somebody"}"#, "user"),
            (r#"{"wanted":{}}"#, "wanted"),
            (r#"{"wanted":[],"shift_lead_minutes":7}"#, "shift_lead_minutes"),
        ] {
            let answer = house.send_json("PUT", NOTIFICATIONS, by, body).await;
            assert_eq!((answer.status.as_u16(), first_field(&answer.json())), (422, field), "{body}");
        }
        assert_eq!(house.lines_of_history().await, lines);
        let other = house.sign_in(&house.two.one.north.admin).await;
        let mut admins = all(false, true, 60);
        let answered = one("proposal_answered", "A proposed change is decided on", true);
        admins["data"].as_array_mut().unwrap().push(answered);
        assert_eq!(house.get(NOTIFICATIONS, By::Visit(&other)).await.json(), admins, "who writes resources may propose");
        let operator = house.sign_in(&house.two.one.operator).await;
        let none = house.get(NOTIFICATIONS, By::Visit(&operator)).await.json();
        assert_eq!((&none["data"], &none["shift_lead_minutes"], &none["rhythms"]), (&json!([]), &json!(null), &json!([])), "nothing to choose for her");
        assert_eq!(house.send_json("PUT", NOTIFICATIONS, by, r#"{"wanted":[]}"#).await.json(), mail(false));
    }

    async fn a_key_is_nobody_in_person_and_makes_no_keys(stage: Stage) {
        let house = House::open(stage).await;
        let all = [(Key::KeysManage, Reach::Organization), (Key::UsersManage, Reach::Organization), (Key::OperatorsManage, Reach::Organization)];
        let secret = key(&house, &house.two.one.administrator, &all).await;
        let lines = house.lines_of_history().await;
        let new = json!({ "name": "More", "permissions": ["keys.manage"], "days": 365 }).to_string();
        let user = house.two.one.north.user.id;
        for (method, path, body) in [
            ("GET", PROFILE.to_owned(), ""),
            ("PATCH", PROFILE.to_owned(), r#"{"name":"Bot"}"#),
            ("GET", format!("{PROFILE}/history"), ""),
            ("PUT", format!("{PROFILE}/password"), r#"{"current":"correct horse battery","password":"violet anchor 27 lamps"}"#),
            ("POST", format!("{PROFILE}/proof"), r#"{"password":"correct horse battery"}"#),
            ("GET", NOTIFICATIONS.to_owned(), ""),
            ("PUT", NOTIFICATIONS.to_owned(), r#"{"wanted":[]}"#),
            ("GET", SESSIONS.to_owned(), ""),
            ("DELETE", SESSIONS.to_owned(), ""),
            ("POST", "/api/v1/keys".to_owned(), &new),
            ("DELETE", format!("/api/v1/users/{user}/second-factor"), ""),
        ] {
            let answer = house.send_json(method, &path, By::Key(&secret), body).await;
            assert_eq!(answer.status, 403, "{method} {path}: {}", answer.body);
            assert!(answer.json()["detail"].as_str().unwrap().contains("nobody in person"), "{}", answer.body);
            assert_eq!(house.send_json(method, &path, By::Nobody, body).await.status, 401, "{method} {path}");
        }
        assert_eq!(house.lines_of_history().await, lines);
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let made = house.send_json("POST", "/api/v1/keys", by, &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let more = made.json()["secret"].as_str().unwrap().to_owned();
        let list = house.get("/api/v1/keys", By::Key(&more)).await.json();
        let names: Vec<_> = list["data"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap()).collect();
        assert!(names.len() == 2 && names.contains(&"More") && names.contains(&"Program"), "{names:?}");
        assert!(!list.to_string().contains(&more), "the secret is shown once");
        let at = made.location().to_owned();
        let foreign = house.sign_in(&house.two.two.administrator).await;
        let stranger = House::request("DELETE", "two.test", &at, By::Visit(&foreign)).body(axum::body::Body::empty()).unwrap();
        assert_eq!(house.send(stranger).await.status, 404);
        assert_eq!(house.send_json("DELETE", &at, by, "").await.status, 204);
        assert_eq!(house.get("/api/v1/keys", By::Key(&more)).await.status, 401, "dead from the next request on");
        assert_eq!(house.send_json("DELETE", &at, by, "").await.status, 404);
        for (body, field) in [
            (json!({ "name": "X", "permissions": [], "days": 30 }), "permissions"),
            (json!({ "name": "X", "permissions": ["moon.view"], "days": 30 }), "permissions[0]"),
            (json!({ "name": "X", "permissions": ["calls.view"], "days": 31 }), "days"),
            (json!({ "name": "X", "permissions": ["calls.view"], "days": "30" }), "days"),
            (json!({ "name": "X", "permissions": ["calls.view"], "days": 30, "owner": "user_1" }), "owner"),
        ] {
            let answer = house.send_json("POST", "/api/v1/keys", by, &body.to_string()).await;
            assert_eq!((answer.status.as_u16(), first_field(&answer.json())), (422, field), "{body}");
        }
        let operator = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.get("/api/v1/keys", By::Visit(&operator)).await.status, 403);
    }

    async fn c_03_the_own_password_is_changed_with_the_present_one(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let (visit, other) = (house.sign_in(user).await, house.sign_in(user).await);
        let path = format!("{PROFILE}/password");
        let good = "violet anchor 27 lamps";
        for (body, field) in [
            (json!({ "current": "wrong", "password": good }), "current"),
            (json!({ "password": good }), "current"),
            (json!({ "current": user.password, "password": "short" }), "password"),
            (json!({ "current": user.password, "password": user.password }), "password"),
            (json!({ "current": user.password, "password": good, "user": "x" }), "user"),
        ] {
            let answer = house.send_json("PUT", &path, By::Visit(&visit), &body.to_string()).await;
            assert_eq!((answer.status.as_u16(), first_field(&answer.json())), (422, field), "{body}");
            assert!(!answer.body.contains(good), "it is not sent back");
        }
        let done = house.send_json("PUT", &path, By::Visit(&visit), &json!({ "current": user.password, "password": good }).to_string()).await;
        assert_eq!(done.status, 204, "{}", done.body);
        assert_eq!(house.get(PROFILE, By::Visit(&visit)).await.status, 401, "the cookie of before is dead");
        assert_eq!(house.get(PROFILE, By::Visit(&other)).await.status, 401, "and so is every other session");
        let now = goes_on(&done);
        assert_eq!(house.get(PROFILE, By::Visit(&now)).await.status, 200);
        assert!(house.stage.try_sign_in(house.two.one.org, &user.email, good).await.is_ok());
        for _ in 0..10 {
            house.send_json("PUT", &path, By::Visit(&now), r#"{"current":"guess","password":"violet anchor 28 lamps"}"#).await;
        }
        let slowed = house.send_json("PUT", &path, By::Visit(&now), r#"{"current":"guess","password":"violet anchor 28 lamps"}"#).await;
        assert_eq!(slowed.status, 429, "guesses are counted");
        assert_ne!(slowed.header("retry-after"), "");
    }

    async fn sessions_are_listed_and_ended_one_or_all_others(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let (here, there, third) = (house.sign_in(user).await, house.sign_in(user).await, house.sign_in(user).await);
        let stranger = house.sign_in(&house.two.one.north.admin).await;
        let list = house.get(SESSIONS, By::Visit(&here)).await.json();
        let all = list["data"].as_array().unwrap();
        assert_eq!((all.len(), all.iter().filter(|session| session["current"] == true).count()), (3, 1));
        let strange = house.get(SESSIONS, By::Visit(&stranger)).await.json()["data"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(house.send_json("DELETE", &format!("{SESSIONS}/{strange}"), By::Visit(&here), "").await.status, 404);
        let listed = house.get(SESSIONS, By::Visit(&there)).await.json();
        let id = listed["data"].as_array().unwrap().iter().find(|session| session["current"] == true).unwrap()["id"].as_str().unwrap().to_owned();
        assert_eq!(house.send_json("DELETE", &format!("{SESSIONS}/{id}"), By::Visit(&here), "").await.status, 204);
        assert_eq!(house.get(PROFILE, By::Visit(&there)).await.status, 401);
        assert_eq!(house.send_json("DELETE", &format!("{SESSIONS}/{id}"), By::Visit(&here), "").await.status, 404);
        assert_eq!(house.send_json("DELETE", SESSIONS, By::Visit(&here), "").await.status, 204);
        assert_eq!(house.get(PROFILE, By::Visit(&third)).await.status, 401);
        assert_eq!(house.get(PROFILE, By::Visit(&here)).await.status, 200, "one's own goes on");
        assert_eq!(house.get(PROFILE, By::Visit(&stranger)).await.status, 200, "and so do other people's");
        assert_eq!(house.send_json("DELETE", &format!("{SESSIONS}/sess_x"), By::Visit(&here), "").await.status, 404);
    }

    async fn asvs_7_5_1_a_lost_factor_is_removed_after_the_password_was_given(stage: Stage) {
        let house = House::open(stage).await;
        let (operator, user) = (&house.two.one.operator, &house.two.one.north.user);
        let visit = house.sign_in(operator).await;
        house.stage.advance(kernel::Span::minutes(11));
        let path = format!("/api/v1/users/{}/second-factor", user.id);
        let refused = house.send_json("DELETE", &path, By::Visit(&visit), "").await;
        assert_eq!((refused.status.as_u16(), refused.json()["detail"].as_str()), (403, Some("Enter your password again first.")));
        let proof = format!("{PROFILE}/proof");
        let wrong = house.send_json("POST", &proof, By::Visit(&visit), r#"{"password":"wrong"}"#).await;
        assert_eq!((wrong.status.as_u16(), first_field(&wrong.json())), (422, "password"));
        let right = house.send_json("POST", &proof, By::Visit(&visit), &json!({ "password": operator.password }).to_string()).await;
        assert_eq!(right.status, 204, "{}", right.body);
        let now = goes_on(&right);
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&now), "").await.status, 409, "this person has none");
        let admin = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&admin), "").await.status, 409, "an admin of the account may, too");
        let client = house.sign_in(&house.two.one.north.user).await;
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&client), "").await.status, 403);
    }

    async fn what_an_operator_does_for_a_portal_user_has_its_address(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let at = format!("/api/v1/users/{}", north.lost.id);
        let attach = format!("{at}/attachment");
        let bob = north.bob.to_string();
        let sees = |what: &str| json!({ "sees": what }).to_string();
        assert_eq!(house.send_json("PUT", &attach, by, &sees("customer")).await.status, 204);
        assert_eq!(house.get(&at, by).await.json()["roles"], json!(["Client User", "Customer"]));
        assert_eq!(house.send_json("PUT", &attach, by, &sees(&bob)).await.status, 204);
        let bobs = house.get(&at, by).await.json();
        assert_eq!((&bobs["roles"], &bobs["contact"]["id"]), (&json!(["Client User"]), &bob.into()));
        assert_eq!(house.send_json("PUT", &attach, by, &sees("admin")).await.status, 204);
        for wrong in [sees("moon"), sees(&house.two.one.south.bob.to_string()), sees(&house.two.two.north.bob.to_string()), json!({ "sees": 5 }).to_string(), json!({}).to_string()] {
            let status = house.send_json("PUT", &attach, by, &wrong).await.status;
            assert_eq!(status, 422, "{wrong}");
        }
        let reading = format!("{at}/reading");
        let set = house.send_json("PATCH", &reading, by, r#"{"time_zone":"Asia/Tokyo","time_format":"12h"}"#).await;
        assert_eq!(set.json(), json!({ "time_zone": "Asia/Tokyo", "date_format": null, "time_format": "12h" }));
        let version = set.header("etag").to_owned();
        assert_eq!(house.get(&reading, by).await.header("etag"), version);
        let back = bound(&house, &visit, ("PATCH", &reading), &version, r#"{"time_zone":null}"#).await;
        assert_eq!(back.json()["time_zone"], json!(null));
        assert_eq!(bound(&house, &visit, ("PATCH", &reading), &version, "{}").await.status, 412);
        assert_eq!(house.send_json("PATCH", &reading, by, r#"{"language":"de"}"#).await.status, 422);
        house.stage.tamper("UPDATE users SET email_verified_at = NULL WHERE id = ?1", db::params![north.lost.id]).await;
        assert_eq!(house.get(&at, by).await.json()["verified"], "nothing");
        let admin = house.sign_in(&north.admin).await;
        let verified = format!("{at}/verified");
        assert_eq!(house.send_json("PUT", &verified, By::Visit(&admin), "").await.status, 403, "only an operator vouches");
        assert_eq!(house.send_json("PUT", &verified, by, "").await.status, 204);
        assert_eq!(house.get(&at, by).await.json()["verified"], "email");
        let user = house.sign_in(&north.user).await;
        for stranger in [house.two.two.north.user.id, house.two.one.administrator.id] {
            for (method, what, body) in [("PUT", "attachment", sees("customer")), ("GET", "reading", String::new()), ("PATCH", "reading", "{}".to_owned()), ("PUT", "verified", String::new())] {
                let path = format!("/api/v1/users/{stranger}/{what}");
                assert_eq!(house.send_json(method, &path, by, &body).await.status, 404, "{method} {path}");
                let own = format!("{at}/{what}");
                assert_eq!(house.send_json(method, &own, By::Visit(&user), &body).await.status, 403, "{method} {own}");
            }
        }
    }
}
