//! Links to the portals of clients, followed one after the other in one browser.

use std::collections::BTreeMap;

use domain::access::{Key, Reach};
use domain::accounts::{self, AccountDetails, NewAccount};
use kernel::{AccountId, Email, Name, TimeZoneName};
use testkit::both_engines;

use crate::api_who::key;
use crate::browser::Browser;
use crate::door::{By, House};

/// An account for which nobody has a login, and the path of its link.
pub async fn lonely(house: &House, number: usize) -> (AccountId, String) {
    let system = house.stage.system(house.two.one.org);
    let details = AccountDetails {
        name: Name::parse(&format!("Lonely {number}")).unwrap(),
        email: Email::parse(&format!("lonely{number}@clients.test")).unwrap(),
        phone: None,
        time_zone: TimeZoneName::parse("America/New_York").unwrap(),
    };
    let new = NewAccount { details, numbers: Vec::new(), plan: None, first_user: None };
    let account = accounts::create(&house.stage.house, &system.may().unwrap(), new).await.unwrap().id;
    let operator = house.sign_in(&house.two.one.operator).await;
    let page = house.get(&format!("/console/accounts/{account}"), By::Visit(&operator)).await.body;
    assert!(page.contains("Make the link"), "S2-10, S2-11: it is there without switching anything on");
    let made =
        house.post(&format!("/console/accounts/{account}/secure-link"), By::Visit(&operator), &[]).await;
    let start = made.body.find("http://one.test/link/").unwrap() + "http://one.test".len();
    (account, made.body[start..].split(['<', '"']).next().unwrap().to_owned())
}

both_engines! {
    async fn s2_18_s2_19_each_of_many_links_opens_on_the_first_click(stage: Stage) {
        let house = House::open(stage).await;
        let mut links = Vec::new();
        for number in 1..=6 {
            links.push((format!("Lonely {number}"), lonely(&house, number).await.1));
        }
        let mut browser = Browser::default();
        for (name, link) in links.iter().chain(links.iter().rev()) {
            let shown = browser.get(&house, link).await;
            assert!(shown.status == 200 && shown.body.contains(name), "GET shows whose portal it is");
            let opened = browser.send(&house, "POST", link).await;
            assert_eq!((opened.status.as_u16(), opened.location()), (303, "/"), "{name}");
            let home = browser.get(&house, "/").await;
            assert!(home.status == 200 && home.body.contains(name), "{name} on the first click");
            let others = links.iter().filter(|(other, _)| other != name);
            assert!(others.into_iter().all(|(other, _)| !home.body.contains(other)));
            let alive = house.stage.number("SELECT count(*) FROM secure_link_sessions", &[]).await;
            assert_eq!(alive, 1, "the earlier one was ended first");
        }
    }

    async fn s2_16_s2_18_a_link_ends_a_login_as_and_leaves_the_console_alone(stage: Stage) {
        let house = House::open(stage).await;
        let (_, link) = lonely(&house, 1).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let mut browser = Browser(BTreeMap::from([(web::SESSION.to_owned(), visit.token.clone())]));
        let path = format!("/console/accounts/{}/login-as", house.two.one.north.account);
        assert_eq!(browser.send(&house, "POST", &path).await.location(), "/");
        assert!(browser.get(&house, "/").await.body.contains("North"));
        assert_eq!(browser.send(&house, "POST", &link).await.location(), "/");
        let home = browser.get(&house, "/").await.body;
        assert!(home.contains("Lonely 1") && !home.contains("North"), "{home}");
        let ended = "SELECT count(*) FROM events WHERE action = 'login_as.ended'";
        assert_eq!(house.stage.number(ended, &[]).await, 1);
        assert_eq!(browser.get(&house, "/console/accounts").await.status, 200, "the operator is still at work");

        let client = house.sign_in(&house.two.one.north.user).await;
        let mut browser = Browser(BTreeMap::from([(web::SESSION.to_owned(), client.token.clone())]));
        assert_eq!(browser.send(&house, "POST", &link).await.location(), "/");
        assert!(browser.get(&house, "/").await.body.contains("Lonely 1"));
        assert_eq!(house.get("/calls", By::Visit(&client)).await.status, 303, "the client's own login was ended");
    }

    async fn s2_12_s2_13_e_01_with_a_portal_user_it_leads_to_the_sign_in_page(stage: Stage) {
        let house = House::open(stage).await;
        let (account, link) = lonely(&house, 1).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let form = [("name", "Lee"), ("email", "lee@clients.test"), ("title", ""), ("contact", "")];
        let added = house.post(&format!("/console/accounts/{account}/users/new"), By::Visit(&operator), &form).await;
        assert_eq!(added.status, 303, "{}", added.body);
        for method in ["GET", "POST"] {
            let mut browser = Browser::default();
            assert_eq!(browser.send(&house, method, &link).await.location(), "/login");
            assert!(!browser.0.contains_key(web::SECURE_LINK));
        }
        let page = house.get(&format!("/console/accounts/{account}"), By::Visit(&operator)).await.body;
        assert!(!page.contains("Make the link"));
        let users = house.get(&format!("/api/v1/users?account={account}"), By::Visit(&operator)).await.json();
        let user = format!("/console/users/{}/delete", users["data"][0]["id"].as_str().unwrap());
        let warning = house.get(&user, By::Visit(&operator)).await.body;
        assert!(warning.contains("only a new one"), "E-01: the warning says so");
        let other = format!("/console/users/{}/delete", house.two.one.north.user.id);
        assert!(!house.get(&other, By::Visit(&operator)).await.body.contains("only a new one"));
        assert_eq!(house.post(&user, By::Visit(&operator), &[]).await.status, 303);
        assert_eq!(Browser::default().get(&house, &link).await.status, 404);
    }

    async fn a_browser_that_is_in_by_a_link_has_no_profile_no_api_and_no_console(stage: Stage) {
        let house = House::open(stage).await;
        let (_, link) = lonely(&house, 1).await;
        let mut browser = Browser::default();
        browser.send(&house, "POST", &link).await;
        for (path, status) in [
            ("/", 200), ("/calls", 200), ("/messages", 200), ("/history", 403), ("/profile", 404), ("/profile/edit", 404),
            ("/profile/photo", 404), ("/my_profile", 404), ("/console/accounts", 303), ("/api/v1/calls", 401),
        ] {
            assert_eq!(browser.get(&house, path).await.status, status, "{path}");
        }
        assert!(!browser.get(&house, "/").await.body.contains("href=\"/profile\""));
        assert_eq!(browser.send(&house, "POST", "/profile/photo/remove").await.status, 404);
        assert_eq!(browser.send(&house, "POST", "/logout").await.location(), "/login");
        assert_eq!(browser.get(&house, "/").await.status, 303);
    }

    async fn c_06_programs_make_see_and_revoke_it_too(stage: Stage) {
        let house = House::open(stage).await;
        let (account, first) = lonely(&house, 1).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let path = format!("/api/v1/accounts/{account}/secure-link");
        let made = house.send_json("PUT", &path, By::Visit(&operator), "").await.json();
        let link = made["url"].as_str().unwrap().strip_prefix("http://one.test").unwrap().to_owned();
        assert_eq!(Browser::default().get(&house, &first).await.status, 404, "replaced");
        assert_eq!(Browser::default().send(&house, "POST", &link).await.location(), "/");
        let seen = house.get(&path, By::Visit(&operator)).await.json();
        assert_eq!((seen["uses"].as_i64(), seen["on"].as_bool(), seen["has_users"].as_bool()), (Some(1), Some(true), Some(false)));
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&operator), "").await.status, 204);
        assert_eq!(Browser::default().get(&house, &link).await.status, 404);
        let with_users = format!("/api/v1/accounts/{}/secure-link", house.two.one.north.account);
        assert_eq!(house.send_json("PUT", &with_users, By::Visit(&operator), "").await.status, 409);
    }

    async fn c_06_e_01_a_program_finds_the_same_rules_and_the_same_limits(stage: Stage) {
        let house = House::open(stage).await;
        let (account, first) = lonely(&house, 1).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&operator);
        let path = format!("/api/v1/accounts/{account}/secure-link");
        let seen = house.get(&path, by).await;
        assert!(seen.json()["ends_at"].is_string() && !seen.body.contains("/link/"), "the link itself is shown once: {}", seen.body);
        let looks = key(&house, &house.two.one.administrator, &[(Key::UsersView, Reach::Organization)]).await;
        let client = house.sign_in(&house.two.one.north.admin).await;
        let user = house.sign_in(&house.two.one.north.user).await;
        assert_eq!(house.get(&path, By::Key(&looks)).await.status, 200);
        let strange = format!("/api/v1/accounts/{}/secure-link", house.two.two.north.account);
        for method in ["PUT", "DELETE"] {
            assert_eq!(house.send_json(method, &path, By::Key(&looks), "").await.status, 403, "{method}");
            assert_eq!(house.send_json(method, &path, By::Visit(&user), "").await.status, 403, "{method}");
            assert_eq!(house.send_json(method, &path, By::Visit(&client), "").await.status, 404, "another account: {method}");
            assert_eq!(house.send_json(method, &path, By::Nobody, "").await.status, 401, "{method}");
            assert_eq!(house.send_json(method, &strange, by, "").await.status, 404, "{method}");
        }
        assert_eq!(house.get(&strange, by).await.status, 404);
        assert_eq!(Browser::default().send(&house, "POST", &first).await.location(), "/", "nobody has touched it");
        let new = serde_json::json!({ "account": account.to_string(), "name": "Lee", "email": "lee@clients.test" });
        let lee = house.send_json("POST", "/api/v1/users", by, &new.to_string()).await;
        assert_eq!(house.send_json("PUT", &path, by, "").await.status, 409, "S2-12: the link alone is not enough any more");
        assert_eq!(house.get(&path, by).await.json()["has_users"], true);
        assert_eq!(house.send_json("DELETE", lee.location(), by, "").await.status, 204);
        let gone = house.get(&path, by).await.json();
        assert_eq!((&gone["has_users"], &gone["created_at"]), (&false.into(), &serde_json::Value::Null), "E-01: only a new one opens it again");
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let off = house.send_json("PATCH", "/api/v1/settings", By::Visit(&administrator), r#"{"secure_link":{"on":false}}"#).await;
        assert_eq!(off.status, 200, "{}", off.body);
        assert_eq!(house.send_json("PUT", &path, by, "").await.status, 409, "switched off");
        assert_eq!(house.get(&path, by).await.json()["on"], false);
        house.send_json("PUT", &format!("/api/v1/accounts/{account}/lock"), by, "").await;
        let on = r#"{"secure_link":{"on":true,"days":7}}"#;
        assert_eq!(house.send_json("PATCH", "/api/v1/settings", By::Visit(&administrator), on).await.status, 200);
        let locked = house.send_json("PUT", &path, by, "").await;
        assert!(locked.status.is_client_error(), "a locked account has none: {}", locked.body);
        house.send_json("DELETE", &format!("/api/v1/accounts/{account}/lock"), by, "").await;
        assert_eq!(house.send_json("PUT", &path, by, "").await.status, 200);
        let made = house.get(&path, by).await.json();
        let second = |name: &str| made[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second();
        assert_eq!(second("ends_at") - second("created_at"), 7 * 86_400);
    }

    async fn s2_28_the_sign_in_page_has_a_stable_address(stage: Stage) {
        let house = House::open(stage).await;
        let answer = house.get("/login?utm_source=website", By::Nobody).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("name=\"password\""));
    }
}
