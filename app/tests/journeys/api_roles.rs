//! Roles by the API: cloned, looked at before they are changed, and asking their people for more.

use crate::api_who::key;
use crate::door::{By, House};
use domain::access::{Key, Reach};
use serde_json::{Value, json};
use testkit::both_engines;

/// The id of a role that ships.
async fn shipped(house: &House, by: By<'_>, name: &str) -> String {
    let roles = house.get("/api/v1/roles", by).await.json();
    let all = roles["data"].as_array().unwrap();
    all.iter().find(|role| role["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

fn field_of(answer: &Value) -> &str {
    answer["errors"][0]["field"].as_str().unwrap()
}

both_engines! {
    async fn a_role_is_cloned_previewed_given_and_replaced(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let client_user = shipped(&house, by, "Client User").await;
        let path = format!("/api/v1/roles/{client_user}");
        let clone = house.send_json("POST", &format!("{path}/clone"), by, "{}").await;
        assert_eq!((clone.status.as_u16(), &clone.json()["name"]), (201, &"Copy of Client User".into()), "{}", clone.body);
        let at = clone.location().to_owned();
        assert_eq!((&clone.json()["built_in"], &clone.json()["permissions"]), (&false.into(), &house.get(&path, by).await.json()["permissions"]));
        assert_eq!(house.send_json("POST", &format!("{path}/clone"), by, "{}").await.status, 422, "the name is taken");
        let named = house.send_json("POST", &format!("{path}/clone"), by, r#"{"name":"Callers"}"#).await;
        assert_eq!(named.json()["name"], "Callers");
        let user = format!("/api/v1/users/{}", north.user.id);
        assert_eq!(house.send_json("PATCH", &user, by, r#"{"roles":["Copy of Client User"]}"#).await.status, 200);
        let people = house.get(&format!("{at}/people"), by).await.json();
        assert_eq!(people["total"], json!({ "count": 1, "more": false }));
        let only = json!({ "id": north.user.id.to_string(), "name": "ann@north.one.test", "kind": "portal_user", "account": "North" });
        assert_eq!(people["data"], json!([only]));
        let before = house.lines_of_history().await;
        let wish = json!({ "permissions": { "calls.view": "account" } }).to_string();
        let preview = house.send_json("POST", &format!("{at}/preview"), by, &wish).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        let preview = preview.json();
        assert_eq!(preview["people"]["count"], 1);
        let calls = preview["changes"].as_array().unwrap().iter().find(|change| change["permission"] == "calls.view").unwrap();
        let expected = json!({
            "permission": "calls.view", "before": "own", "after": "account", "people": { "count": 1, "more": false },
            "records": { "of": "calls", "count": 2, "at_least": false },
        });
        assert_eq!(calls, &expected);
        let messages = preview["changes"].as_array().unwrap().iter().find(|change| change["permission"] == "messages.view").unwrap();
        assert_eq!((&messages["before"], &messages["after"], &messages["records"]["count"]), (&"own".into(), &json!(null), &1.into()));
        let replaced = house.get(&format!("{at}/preview?replacement={client_user}"), by).await.json();
        assert_eq!(replaced["changes"], json!([]), "the same role under another name");
        assert_eq!(house.lines_of_history().await, before, "a preview changes nothing");
        let shipped = house.send_json("POST", &format!("{path}/preview"), by, &wish).await;
        assert_eq!(shipped.status, 409, "what ships is not changed");
        assert_eq!(house.send_json("DELETE", &at, by, "").await.status, 409);
        assert_eq!(house.send_json("DELETE", &format!("{at}?replacement={client_user}"), by, "").await.status, 204);
        assert_eq!(house.get(&user, by).await.json()["roles"], json!(["Client User"]));
    }

    async fn a_role_that_ships_can_ask_for_a_second_factor_too(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let role = format!("/api/v1/roles/{}", shipped(&house, by, "Client User").await);
        let factor = format!("{role}/second-factor");
        let user = house.sign_in(&north.user).await;
        assert_eq!(house.get("/api/v1/calls", By::Visit(&user)).await.status, 200);
        assert_eq!(house.send_json("PUT", &factor, by, "").await.status, 200);
        assert_eq!(house.get(&role, by).await.json()["second_factor"], true);
        assert_eq!(house.get("/api/v1/calls", By::Visit(&user)).await.status, 403, "a second factor is set up first");
        assert_eq!(house.send_json("DELETE", &factor, by, "").await.status, 200);
        assert_eq!(house.get("/api/v1/calls", By::Visit(&user)).await.status, 200);
    }

    async fn who_may_not_makes_and_changes_no_role(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let administrator = house.sign_in(&one.administrator).await;
        let operator = house.sign_in(&one.operator).await;
        let client = house.sign_in(&one.north.admin).await;
        let weak = key(&house, &one.administrator, &[(Key::RolesManage, Reach::Organization)]).await;
        let role = shipped(&house, By::Visit(&administrator), "Administrator").await;
        let foreign = house.stage.client_role(house.two.two.org, "Client User").await.to_string();
        let before = house.lines_of_history().await;
        for (method, what, body) in [
            ("POST", "/clone", "{}"),
            ("GET", "/people", ""),
            ("GET", "/preview?replacement=role_01h00000000000000000000000", ""),
            ("POST", "/preview", "{}"),
            ("PUT", "/second-factor", ""),
            ("DELETE", "/second-factor", ""),
        ] {
            let path = format!("/api/v1/roles/{role}{what}");
            for by in [By::Visit(&operator), By::Visit(&client)] {
                assert_eq!(house.send_json(method, &path, by, body).await.status, 403, "{method} {path}");
            }
            assert_eq!(house.send_json(method, &path, By::Nobody, body).await.status, 401, "{method} {path}");
            let stranger = format!("/api/v1/roles/{foreign}{what}");
            let answer = house.send_json(method, &stranger, By::Visit(&administrator), body).await;
            assert_eq!(answer.status, 404, "{method} {stranger}: {}", answer.body);
        }
        for (method, what) in [("POST", "clone"), ("PUT", "second-factor")] {
            let path = format!("/api/v1/roles/{role}/{what}");
            let refused = house.send_json(method, &path, By::Key(&weak), "{}").await;
            assert_eq!(refused.status, 422, "a key gives nothing that it does not have: {}", refused.body);
        }
        assert_eq!(house.lines_of_history().await, before);
        let by = By::Visit(&administrator);
        let own = shipped(&house, by, "Operator").await;
        let unknown = house.send_json("POST", &format!("/api/v1/roles/{own}/clone"), by, r#"{"kind":"portal_user"}"#).await;
        assert_eq!((unknown.status.as_u16(), field_of(&unknown.json())), (422, "kind"));
        for (asked, field) in [("", "replacement"), ("?replacement=acct_1", "replacement"), ("?moon=1", "moon")] {
            let answer = house.get(&format!("/api/v1/roles/{own}/preview{asked}"), by).await;
            assert_eq!((answer.status.as_u16(), field_of(&answer.json())), (422, field), "{asked}");
        }
    }

    async fn access_is_explained_to_a_client_admin_for_the_own_users_only(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let ask = |user: kernel::UserId, rest: String| format!("/api/v1/users/{user}/access{rest}");
        let own = house.get(&ask(north.user.id, format!("?permission=calls.view&record={}", north.calls.for_ann)), by).await.json();
        assert_eq!((&own["answer"]["allowed"], &own["answer"]["record"]), (&true.into(), &north.calls.for_ann.to_string().into()));
        let other = house.get(&ask(north.user.id, format!("?permission=calls.view&record={}", north.calls.for_bob)), by).await.json();
        assert_eq!(other["answer"]["words"], "Client User → calls.view → own → the contact of this call is another person");
        let strange = house.get(&ask(north.user.id, format!("?permission=calls.view&record={}", south.calls.for_ann)), by).await;
        assert_eq!((strange.status.as_u16(), field_of(&strange.json())), (422, "record"), "a record out of reach is none");
        for stranger in [south.user.id, house.two.two.north.user.id, house.two.one.operator.id] {
            assert_eq!(house.get(&ask(stranger, String::new()), by).await.status, 404);
        }
        for (wrong, field) in [("?permission=moon.view", "permission"), ("?record=x", "record"), ("?who=me", "who")] {
            let answer = house.get(&ask(north.user.id, wrong.to_owned()), by).await;
            assert_eq!((answer.status.as_u16(), field_of(&answer.json())), (422, field), "{wrong}");
        }
        let user = house.sign_in(&north.user).await;
        assert_eq!(house.get(&ask(north.user.id, String::new()), By::Visit(&user)).await.status, 403);
    }
}
