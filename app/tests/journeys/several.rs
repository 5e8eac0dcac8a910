//! One person in several accounts, through the doors (C-07): the setting, the landing, the switch, and the API.

use crate::door::{Answer, By, House};
use kernel::Purpose;
use serde_json::json;
use testkit::{Visit, both_engines};

/// The session that an answer hands to the browser.
fn session(answer: &Answer) -> Visit {
    let mut cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let value = cookies.find_map(|cookie| cookie.strip_prefix("portico=")).unwrap();
    Visit { token: value.split(';').next().unwrap().to_owned(), purpose: Purpose::Session }
}

async fn allow(house: &House) {
    let visit = house.sign_in(&house.two.one.administrator).await;
    let form = [("run_users", "1"), ("several_accounts", "1")];
    let answer = house.post("/console/settings/clients", By::Visit(&visit), &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

/// The Client User of North comes into South as well.
async fn ann_in_both(house: &House) -> String {
    allow(house).await;
    let (one, org) = (&house.two.one, house.two.one.org);
    let role = house.stage.client_role(org, "Client Admin").await;
    let visit = house.sign_in(&one.operator).await;
    let new = json!({
        "account": one.south.account.to_string(), "name": "Whatever", "email": one.north.user.email,
        "roles": [role.to_string()],
    });
    let added = house.send_json("POST", "/api/v1/users", By::Visit(&visit), &new.to_string()).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let added = added.json();
    assert_eq!((&added["known"], &added["password"]), (&json!(true), &json!(null)));
    added["id"].as_str().unwrap().to_owned()
}

both_engines! {
    async fn c_07_the_operator_is_told_whom_the_address_belongs_to_and_a_client_admin_is_not(stage: Stage) {
        let house = House::open(stage).await;
        let (one, org) = (&house.two.one, house.two.one.org);
        let role = house.stage.client_role(org, "Client User").await.to_string();
        let form = |email: &'static str| [("name", "Typed"), ("email", email), ("title", ""), ("roles", role.as_str()), ("contact", "")];
        let operator = house.sign_in(&one.operator).await;
        let new = format!("/console/accounts/{}/users/new", one.south.account);
        let refused = house.post(&new, By::Visit(&operator), &form("ann@north.one.test")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("This email address is in use already"), "{}", refused.body);
        allow(&house).await;
        let done = house.post(&new, By::Visit(&operator), &form("ann@north.one.test")).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let told = done.headers.get_all("set-cookie").iter().find_map(|value| {
            value.to_str().unwrap().strip_prefix("notice=").map(str::to_owned)
        }).unwrap();
        assert!(told.contains("already+has+access+to+North") && told.contains("also+reach+South"), "{told}");

        let admin = house.sign_in(&one.south.admin).await;
        let done = house.post("/people/users/new", By::Visit(&admin), &form("lost@north.one.test")).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let told = done.header("set-cookie").to_owned();
        assert!(told.contains("signs+in+already") && !told.contains("North"), "{told}");
        let people = house.get("/people", By::Visit(&admin)).await;
        assert!(people.body.contains("lost@north.one.test"));
        // The page of the user says to the operator where else, and how the address is changed.
        let page = house.get(&format!("/console/users/{}", one.north.lost.id), By::Visit(&operator)).await;
        assert!(page.body.contains("Also a user of") && page.body.contains("South"), "{}", page.body);
        let delete = house.get(&format!("/console/users/{}/delete", one.north.lost.id), By::Visit(&operator)).await;
        assert!(delete.body.contains("goes on in the other accounts"), "{}", delete.body);
    }

    async fn c_07_until_an_account_is_chosen_every_page_leads_to_the_choice(stage: Stage) {
        let house = House::open(stage).await;
        ann_in_both(&house).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let visit = house.sign_in(&north.user).await;
        let by = By::Visit(&visit);
        for path in ["/", "/profile", "/calls/filter", "/live"] {
            let answer = house.get(path, by).await;
            assert_eq!((answer.status.as_u16(), answer.location().split('?').next().unwrap()), (303, "/accounts"), "{path}");
        }
        let wanted = format!("/calls/{}", north.calls.for_ann);
        assert_eq!(house.get(&wanted, by).await.location(), format!("/accounts?return_to=%2Fcalls%2F{}", north.calls.for_ann));
        let landing = house.get(&format!("/accounts?return_to={wanted}"), by).await;
        assert_eq!(landing.status, 200);
        for word in ["Your accounts", "North", "South", "Client Admin", "Client User", "New messages"] {
            assert!(landing.body.contains(word), "{word}: {}", landing.body);
        }
        assert!(!landing.body.contains("data-live"));
        for elsewhere in [house.two.two.north.account.to_string(), "acct_nonsense".to_owned()] {
            assert_eq!(house.post(&format!("/accounts/{elsewhere}/open"), by, &[]).await.status, 404);
        }
        let open = house.post(&format!("/accounts/{}/open", north.account), by, &[("return_to", wanted.as_str())]).await;
        assert_eq!((open.status.as_u16(), open.location()), (303, wanted.as_str()), "{}", open.body);
        let in_north = session(&open);
        assert_ne!(in_north.token, visit.token);
        assert_eq!(house.get("/", by).await.location(), "/login", "the token of before is dead");
        let page = house.get(&wanted, By::Visit(&in_north)).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(&format!("/accounts/{}/open", south.account)), "the switcher");
        assert!(!page.body.contains(&format!("/accounts/{}/open", north.account)));
        // What is South’s is not there, in North.
        let other = south.calls.for_bob.to_string();
        let foreign = house.get(&format!("/calls/{other}"), By::Visit(&in_north)).await;
        let unknown = "call_00000000000000000000000001";
        let never = house.get(&format!("/calls/{unknown}"), By::Visit(&in_north)).await;
        assert_eq!((foreign.status, foreign.body.replace(&other, unknown)), (never.status, never.body));
        let csv = house.get("/calls/export.csv", By::Visit(&in_north)).await;
        assert_eq!(csv.body.lines().count(), 2, "{}", csv.body);
        let in_south = session(&house.post(&format!("/accounts/{}/open", south.account), By::Visit(&in_north), &[]).await);
        let csv = house.get("/calls/export.csv", By::Visit(&in_south)).await;
        assert_eq!(csv.body.lines().count(), 4, "{}", csv.body);
        assert_eq!(house.get(&wanted, By::Visit(&in_south)).await.status, 404);
        // A window that was left open on North notices, and so does one on South.
        for (place, status) in [(north, 205), (south, 204)] {
            let here = [("account", place.account.to_string())];
            let form = here.each_ref().map(|(name, value)| (*name, value.as_str()));
            assert_eq!(house.post("/accounts/here", By::Visit(&in_south), &form).await.status.as_u16(), status);
        }
        // Its forms say which account they were shown in, so that nothing gets into the other one without a script, too.
        let status = house.get("/status", By::Visit(&in_south)).await.body;
        let named = |place: &testkit::Place| format!(r#"name="shown_account" value="{}""#, place.account);
        assert!(status.contains(&named(south)) && !status.contains(&named(north)), "{status}");
        for (place, wanted) in [(north, 409), (south, 303)] {
            let account = place.account.to_string();
            let form = [("level", "normal"), ("text", "Out for lunch"), ("how_long", "open"), ("until", ""), ("shown_account", account.as_str())];
            let answer = house.post("/status", By::Visit(&in_south), &form).await;
            assert_eq!(answer.status, wanted, "{}", answer.body);
            assert!(wanted == 303 || answer.body.contains("This was written in North"), "{}", answer.body);
        }
        let lands = house.post("/accounts/landing", By::Visit(&in_south), &[("lands", "last")]).await;
        assert_eq!(lands.status, 303);
        assert_eq!(house.post("/accounts/landing", By::Visit(&in_south), &[("lands", "moon")]).await.status, 422);
        let again = house.sign_in(&north.user).await;
        assert_eq!(house.get("/", By::Visit(&again)).await.status, 200, "in the last one at once");
        // Whoever has one account has no such page.
        let one = house.sign_in(&south.user).await;
        assert_eq!(house.get("/accounts", By::Visit(&one)).await.location(), "/");
        assert_eq!(house.post(&format!("/accounts/{}/open", south.account), By::Visit(&one), &[]).await.status, 404);
        assert_eq!(house.post("/accounts/landing", By::Visit(&one), &[("lands", "last")]).await.status, 404);
    }

    async fn c_07_a_locked_account_is_said_to_be_and_the_other_goes_on(stage: Stage) {
        let house = House::open(stage).await;
        let in_south = ann_in_both(&house).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let operator = house.sign_in(&house.two.one.operator).await;
        let visit = house.sign_in(&north.user).await;
        let visit = session(&house.post(&format!("/accounts/{}/open", north.account), By::Visit(&visit), &[]).await);
        let lock = house.post(&format!("/console/accounts/{}/lock", north.account), By::Visit(&operator), &[]).await;
        assert_eq!(lock.status, 303, "{}", lock.body);
        let by = By::Visit(&visit);
        assert!(house.get("/calls", by).await.location().starts_with("/accounts"));
        let landing = house.get("/accounts", by).await;
        assert!(landing.body.contains("Locked"), "{}", landing.body);
        let refused = house.post(&format!("/accounts/{}/open", north.account), by, &[]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.body.contains("North is locked"), "{}", refused.body);
        let visit = session(&house.post(&format!("/accounts/{}/open", south.account), by, &[]).await);
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 200);
        let disable = house.post(&format!("/console/users/{in_south}/disable"), By::Visit(&operator), &[]).await;
        assert_eq!(disable.status, 303);
        assert!(house.get("/calls", By::Visit(&visit)).await.location().starts_with("/login"), "none is open any more");
    }

    async fn c_07_the_api_lists_the_accounts_of_a_session_and_goes_on_in_another(stage: Stage) {
        let house = House::open(stage).await;
        let in_south = ann_in_both(&house).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let visit = house.sign_in(&north.user).await;
        let by = By::Visit(&visit);
        let (who, path) = ("/api/v1/session", "/api/v1/session/account");
        let none = house.get(who, by).await.json();
        assert_eq!((&none["account"], &none["user"], &none["permissions"]), (&json!(null), &json!(null), &json!({})));
        assert_eq!(none["accounts"][1]["name"], "South");
        assert_eq!((&none["accounts"][1]["state"], &none["accounts"][1]["current"]), (&json!("open"), &json!(false)));
        let shut = house.get("/api/v1/calls", by).await;
        assert_eq!(shut.status, 403);
        assert!(shut.body.contains("/api/v1/session/account"), "{}", shut.body);
        let choice = |account: String| json!({ "account": account }).to_string();
        for wrong in [house.two.two.north.account.to_string(), "acct_moon".to_owned(), String::new()] {
            assert_eq!(house.send_json("PUT", path, by, &choice(wrong)).await.status, 422);
        }
        let chosen = house.send_json("PUT", path, by, &choice(south.account.to_string())).await;
        assert_eq!(chosen.status, 204, "{}", chosen.body);
        let visit = session(&chosen);
        let there = house.get(who, By::Visit(&visit)).await.json();
        assert_eq!((&there["account"]["name"], &there["user"]), (&json!("South"), &json!(in_south)));
        assert_eq!(house.get("/api/v1/calls", By::Visit(&visit)).await.json()["data"].as_array().unwrap().len(), 3);
        assert_eq!(house.get("/api/v1/calls", by).await.status, 401);
        let other = house.get(&format!("/api/v1/users/{}", north.user.id), By::Visit(&visit)).await;
        assert_eq!(other.status, 404, "the same person in the other account is out of reach");
        let one = house.sign_in(&south.user).await;
        assert_eq!(house.get(who, By::Visit(&one)).await.json()["accounts"], json!([]));
        let nothing = house.send_json("PUT", path, By::Visit(&one), &choice(south.account.to_string())).await;
        assert_eq!(nothing.status, 422);
    }
}
