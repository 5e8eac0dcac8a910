//! Roles and access through the pages and the API.

use crate::door::{By, House};
use serde_json::json;
use testkit::both_engines;

/// The role's page that a redirect leads to.
fn id_of(location: &str) -> String {
    location.rsplit('/').next().unwrap().to_owned()
}

both_engines! {
    async fn a_role_is_made_cloned_previewed_and_deleted(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let form = house.get("/console/roles/new?kind=portal_user", by).await;
        assert_eq!(form.status, 200);
        assert!(form.body.contains("name=\"calls.view\"") && !form.body.contains("name=\"keys.manage\""), "only what is for clients");
        let made = house.post("/console/roles/new", by, &[("name", "Callers"), ("description", "Sees calls."), ("kind", "portal_user"), ("calls.view", "own")]).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let (page, id) = (made.location().to_owned(), id_of(made.location()));
        assert!(house.get(&page, by).await.body.contains("Nobody holds this role."));
        let clone = house.get(&format!("/console/roles/new?from={id}"), by).await;
        assert!(clone.body.contains("value=\"Copy of Callers\""));
        let user = format!("/console/users/{}/edit", north.user.id);
        let saved = house.post(&user, by, &[("name", "Ann"), ("email", &north.user.email), ("roles", &id), ("contact", &north.ann.to_string())]).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let wish = [("name", "Callers"), ("description", "Sees calls."), ("kind", "portal_user"), ("calls.view", "account")];
        let before = house.lines_of_history().await;
        let preview = house.post(&format!("{page}/edit"), by, &wish).await;
        assert_eq!(preview.status, 200);
        assert!(preview.body.contains("For 1 person: 2 calls more within reach"), "{}", preview.body);
        assert_eq!(house.lines_of_history().await, before, "nothing is saved before it is confirmed");
        let back = house.post(&format!("{page}/edit"), by, &[&wish[..], &[("back", "1")]].concat()).await;
        assert!(back.body.contains("value=\"account\" checked"), "what was chosen is kept");
        let confirmed = house.post(&format!("{page}/edit"), by, &[&wish[..], &[("confirm", "1")]].concat()).await;
        assert_eq!(confirmed.location(), page);
        let held = house.post(&format!("{page}/delete"), by, &[]).await;
        assert_eq!(held.status, 409);
        assert!(held.body.contains("Ann"), "those who hold it are named");
        let roles = house.get("/api/v1/roles", by).await.json();
        let all = roles["data"].as_array().unwrap();
        let instead = all.iter().find(|role| role["name"] == "Client User").unwrap()["id"].as_str().unwrap().to_owned();
        let shown = house.post(&format!("{page}/delete"), by, &[("replacement", &instead)]).await;
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains("Replace and delete"));
        let gone = house.post(&format!("{page}/delete"), by, &[("replacement", &instead), ("confirm", "1")]).await;
        assert_eq!(gone.location(), "/console/roles");
        assert_eq!(house.get(&page, by).await.status, 404);
        let preset = house.post(&format!("/console/roles/{instead}/edit"), by, &wish).await;
        assert_eq!(preset.status, 409, "what ships is not changed");
    }

    async fn s0_33_what_people_show_and_the_second_factor_stand_in_the_form_of_a_role(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&visit);
        let form = house.get("/console/roles/new?kind=portal_user", by).await;
        assert!(form.body.contains("value=\"either\"") && form.body.contains("name=\"second_factor\""), "{}", form.body);
        let operators = house.get("/console/roles/new?kind=operator", by).await;
        assert!(!operators.body.contains("name=\"verification\"") && operators.body.contains("name=\"second_factor\""));
        let wish = [("name", "Desk"), ("kind", "portal_user"), ("verification", "either")];
        let made = house.post("/console/roles/new", by, &wish).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let page = made.location().to_owned();
        let edit = format!("{page}/edit");
        assert!(house.get(&edit, by).await.body.contains("value=\"either\" checked"));
        let wish = [("name", "Desk"), ("kind", "portal_user"), ("verification", "both"), ("second_factor", "1")];
        let told = house.post(&edit, by, &wish).await;
        assert_eq!(told.status, 200);
        assert!(told.body.contains("the people show the email address and a telephone number to be theirs"), "{}", told.body);
        assert!(told.body.contains("Whoever has no second factor sets one up"), "{}", told.body);
        assert_eq!(house.post(&edit, by, &[&wish[..], &[("confirm", "1")]].concat()).await.status, 303);
        let shown = house.get(&page, by).await.body;
        assert!(shown.contains("Second factor required") && shown.contains("Shows the email address and a"), "{shown}");
        assert_eq!(house.post(&edit, by, &[("name", "Desk"), ("kind", "portal_user"), ("verification", "owl")]).await.status, 422);
        // A role that ships has the page of its own.
        let roles = house.get("/api/v1/roles", by).await.json();
        let all = roles["data"].as_array().unwrap();
        let of = |name: &str| all.iter().find(|role| role["name"] == name).unwrap();
        assert_eq!((&of("Client User")["verification"], &of("Desk")["verification"]), (&json!("either"), &json!("both")));
        let own = format!("/console/roles/{}/verification", of("Client User")["id"].as_str().unwrap());
        assert!(house.get(&own, by).await.body.contains("value=\"either\" checked"));
        assert_eq!(house.post(&own, by, &[("verification", "email")]).await.status, 303);
        assert_eq!(house.post(&own, by, &[("verification", "owl")]).await.status, 422);
        assert!(house.get(&own, by).await.body.contains("value=\"email\" checked"));
        let operator = format!("/console/roles/{}/verification", of("Operator")["id"].as_str().unwrap());
        assert_eq!(house.get(&operator, by).await.status, 404);
        let other = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.post(&own, By::Visit(&other), &[("verification", "none")]).await.status, 403);
    }

    async fn operators_are_added_and_the_last_administrator_stays(stage: Stage) {
        let house = House::open(stage).await;
        let maya = &house.two.one.administrator;
        let visit = house.sign_in(maya).await;
        let by = By::Visit(&visit);
        let roles = house.get("/api/v1/roles", by).await.json();
        let id = |name: &str| roles["data"].as_array().unwrap().iter().find(|role| role["name"] == name).unwrap()["id"].as_str().unwrap().to_owned();
        let added = house.post("/console/operators/new", by, &[("name", "Ola"), ("email", "ola@one.test"), ("roles", &id("Operator")), ("roles", &id("Operator (Secure)"))]).await;
        assert_eq!(added.status, 200, "{}", added.body);
        let link = added.body.split("/welcome/").nth(1).unwrap().split(['<', '"']).next().unwrap().to_owned();
        let password = "correct horse battery";
        let set = house.post(&format!("/welcome/{link}"), By::Nobody, &[("password", password)]).await;
        assert_eq!(set.status, 303, "{}", set.body);
        let own = format!("/console/operators/{}", maya.id);
        let down = house.post(&format!("{own}/edit"), by, &[("name", "Maya"), ("email", &maya.email), ("roles", &id("Operator"))]).await;
        assert_eq!(down.status, 409);
        assert!(down.body.contains("last administrator"));
        assert_eq!(house.post(&format!("{own}/delete"), by, &[]).await.status, 409);
        let operator = house.sign_in(&house.two.one.operator).await;
        for page in ["/console/operators", "/console/roles", "/console/settings/clients"] {
            assert_eq!(house.get(page, By::Visit(&operator)).await.status, 403, "{page}");
            assert_eq!(house.get(page, by).await.status, 200, "{page}");
        }
        let portal_user = format!("/console/operators/{}", house.two.one.north.user.id);
        assert_eq!(house.get(&portal_user, by).await.status, 404);
    }

    async fn the_api_makes_roles_and_explains_access(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        let (by, north) = (By::Visit(&visit), &house.two.one.north);
        let new = json!({ "name": "Readers", "kind": "portal_user", "permissions": { "messages.view": "account" } }).to_string();
        let made = house.send_json("POST", "/api/v1/roles", by, &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let at = made.location().to_owned();
        assert_eq!(house.send_json("POST", "/api/v1/roles", by, &new).await.status, 422, "the name is taken");
        let wrong = json!({ "name": "X", "kind": "portal_user", "permissions": { "keys.manage": "account", "moon.view": "own" } });
        let refused = house.send_json("POST", "/api/v1/roles", by, &wrong.to_string()).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["field"]), (422, &"permissions.moon.view".into()));
        let changed = house.send_json("PATCH", &at, by, r#"{"permissions":{"messages.view":"own"}}"#).await;
        assert_eq!(changed.json()["permissions"], json!({ "messages.view": "own" }));
        let user = format!("/api/v1/users/{}", north.user.id);
        let given = house.send_json("PATCH", &user, by, r#"{"roles":["Readers","Client User"]}"#).await;
        assert_eq!(given.json()["roles"], json!(["Client User", "Readers"]));
        let unknown = house.send_json("PATCH", &user, by, r#"{"roles":["Readers","Administrator"]}"#).await;
        assert_eq!(unknown.json()["errors"][0]["field"], "roles[1]");
        assert_eq!(house.send_json("DELETE", &at, by, "").await.status, 409);
        let access = format!("{user}/access?permission=calls.view&record={}", north.calls.for_bob);
        let told = house.get(&access, by).await.json();
        assert_eq!(told["answer"]["allowed"], false);
        assert_eq!(told["answer"]["words"], "Client User → calls.view → own → the contact of this call is another person");
        assert_eq!(told["permissions"][1]["roles"], json!(["Client User"]));
        let admin = house.sign_in(&north.admin).await;
        assert_eq!(house.get(&access, By::Visit(&admin)).await.json()["answer"]["allowed"], false, "a client admin may ask");
        let stranger = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&access, By::Visit(&stranger)).await.status, 404);
        let page = format!("/console/users/{}/access?permission=calls.view&record={}", north.user.id, north.calls.for_bob);
        assert!(house.get(&page, by).await.body.contains("<li>the contact of this call is another person</li>"));
        assert_eq!(house.send_json("PATCH", &user, by, r#"{"roles":null}"#).await.json()["roles"], json!([]));
        assert_eq!(house.send_json("DELETE", &at, by, "").await.status, 204);
    }

    async fn c_15_a_client_admin_runs_the_users_in_the_portal(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let visit = house.sign_in(&north.admin).await;
        let by = By::Visit(&visit);
        let people = house.get("/people", by).await;
        assert!(people.body.contains("/people/users/new") && people.body.contains("/people/support"));
        let form = house.get("/people/users/new", by).await;
        assert!(form.body.contains("Client Admin") && !form.body.contains("Administrator"));
        let added = house.post("/people/users/new", by, &[("name", "Nia"), ("email", "nia@north.test")]).await;
        assert_eq!((added.status.as_u16(), added.location()), (303, "/people"), "invited, as the organization has it");
        let user = format!("/people/users/{}", north.user.id);
        assert_eq!(house.get(&format!("{user}/edit"), by).await.status, 200);
        assert_eq!(house.post(&format!("{user}/disable"), by, &[]).await.location(), "/people");
        assert_eq!(house.post(&format!("{user}/enable"), by, &[]).await.location(), "/people");
        assert!(house.get(&format!("{user}/access"), by).await.body.contains("Client User"));
        assert_eq!(house.post("/people/contacts/new", by, &[("name", "Cleo")]).await.location(), "/people");
        for foreign in [south.user.id.to_string(), house.two.two.north.user.id.to_string()] {
            for (method, what) in [("GET", "edit"), ("GET", "access"), ("POST", "disable"), ("POST", "enable")] {
                let path = format!("/people/users/{foreign}/{what}");
                let answer = if method == "GET" { house.get(&path, by).await } else { house.post(&path, by, &[]).await };
                assert_eq!(answer.status, 404, "{path}");
            }
        }
        let client = house.sign_in(&north.user).await;
        for path in ["/people/users/new", "/people/contacts/new", "/people/support"] {
            assert_eq!(house.get(path, By::Visit(&client)).await.status, 403, "{path}");
        }
        let operator = house.sign_in(&house.two.one.operator).await;
        let switch = format!("/console/accounts/{}/run-users", north.account);
        assert_eq!(house.post(&switch, By::Visit(&operator), &[("run", "no")]).await.status, 303);
        assert_eq!(house.get("/people/users/new", by).await.status, 403, "from the very next request");
        assert!(!house.get("/people", by).await.body.contains("/people/users/new"));
    }
}
