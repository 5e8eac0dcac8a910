//! The public page of a client's business: off until it is switched on, and written to by anybody within limits.

use kernel::Span;
use serde_json::json;
use testkit::both_engines;

use crate::door::{By, House};

/// North is published at `/b/north-side`, with a form.
pub async fn publish(house: &House, by: By<'_>) {
    let account = format!("/api/v1/accounts/{}", house.two.one.north.account);
    let named =
        house.send_json("PUT", &format!("{account}/nickname"), by, r#"{"nickname":"north-side"}"#).await;
    assert_eq!(named.status, 200, "{}", named.body);
    let page = json!({
        "published": true, "about": "Teeth & <b>gums</b>.\n\nSince 1987.", "hours": "Mon to Fri 8 to 17",
        "website": "www.north.example", "contact_form": true,
    });
    let written = house.send_json("PUT", &format!("{account}/business-page"), by, &page.to_string()).await;
    assert_eq!(
        (written.status.as_u16(), &written.json()["path"]),
        (200, &json!("/b/north-side")),
        "{}",
        written.body
    );
}

const ASKED: [(&str, &str); 3] =
    [("name", "Vera Visitor"), ("email", "vera@home.example"), ("text", "Are you open on Monday?")];

both_engines! {
    async fn s3_55_a_business_has_a_public_page_once_it_is_switched_on(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let unknown = house.get("/b/north-side", By::Nobody).await;
        assert_eq!(unknown.status, 404);
        let account = format!("/console/accounts/{}", house.two.one.north.account);
        let early = house.post(&format!("{account}/business-page"), by, &[("published", "on"), ("about", "Early")]).await;
        assert!(early.status == 422 && early.body.contains("nickname first") && early.body.contains("Early"), "{}", early.body);
        publish(&house, by).await;
        let page = house.get("/b/North-Side", By::Nobody).await;
        assert_eq!(page.status, 200);
        for part in ["North", "gums&", "Since 1987.", "Mon to Fri", "https://www.north.example", "Client login", "Send message"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        assert!(!page.body.contains("<b>gums"), "text stays text");
        assert_eq!(house.get_at("two.test", "/b/north-side", By::Nobody).await.status, 404, "another organization's host");
        let edit = house.get(&format!("{account}/business-page"), by).await;
        assert!(edit.body.contains("Since 1987.") && edit.body.contains("/b/north-side"));
        let off = [("about", "Teeth"), ("hours", ""), ("website", "")];
        assert_eq!(house.post(&format!("{account}/business-page"), by, &off).await.status, 303);
        let gone = house.get("/b/north-side", By::Nobody).await;
        assert_eq!(gone.status, 404);
        publish(&house, by).await;
        assert_eq!(house.post(&format!("{account}/lock"), by, &[]).await.status, 303);
        assert_eq!(house.get("/b/north-side", By::Nobody).await.status, 404, "a locked account is not shown");
        let client = house.sign_in(&house.two.one.south.admin).await;
        let path = format!("/api/v1/accounts/{}/business-page", house.two.one.south.account);
        assert_eq!(house.send_json("PUT", &path, By::Visit(&client), r#"{"published":true}"#).await.status, 403);
        for (body, field) in [
            (r#"{"published":true,"website":"javascript:alert(1)"}"#, "website"),
            (r#"{"published":"yes"}"#, "published"),
            (r#"{"published":true,"nickname":"x"}"#, "nickname"),
            (&json!({ "published": false, "about": "x".repeat(4_001) }).to_string(), "about"),
        ] {
            let answer = house.send_json("PUT", &path, by, body).await;
            assert_eq!((answer.status.as_u16(), answer.json()["errors"][0]["field"].as_str()), (422, Some(field)), "{body}");
        }
    }

    async fn s3_55_what_a_visitor_writes_becomes_a_message_of_the_account(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        assert_eq!(house.post("/b/north-side", By::Nobody, &ASKED).await.status, 404);
        publish(&house, by).await;
        let sent = house.post("/b/north-side", By::Nobody, &ASKED).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, "/b/north-side/sent"), "{}", sent.body);
        assert!(house.get("/b/north-side/sent", By::Nobody).await.body.contains("Your message has arrived"));
        let client = house.sign_in(&house.two.one.north.admin).await;
        let list = house.get("/api/v1/messages?q=Vera", By::Visit(&client)).await.json();
        let message = &list["data"][0];
        assert_eq!((&message["caller_name"], &message["subject"]), (&json!("Vera Visitor"), &json!("From your business page")));
        let whole = house.get(&format!("/api/v1/messages/{}", message["id"].as_str().unwrap()), By::Visit(&client)).await.json();
        assert!(whole["text"].as_str().unwrap().ends_with("Reply to vera@home.example"), "{whole}");
        let south = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get("/api/v1/messages?q=Vera", By::Visit(&south)).await.json()["data"], json!([]));
        let user = house.sign_in(&house.two.one.north.user).await;
        assert_eq!(house.get("/api/v1/messages?q=Vera", By::Visit(&user)).await.json()["data"], json!([]), "it is for nobody yet");
        for (form, words) in [
            (&[("name", ""), ("email", "v@home.example"), ("text", "Hello")][..], "name"),
            (&[("name", "Vera"), ("text", "Hello")], "how you can be answered"),
            (&[("name", "Vera"), ("email", "nowhere"), ("text", "Hello")], "name@example.com"),
            (&[("name", "Vera"), ("phone", "12"), ("text", "Hello")], "number"),
            (&[("name", "Vera"), ("email", "v@home.example"), ("text", " ")], "what it is about"),
        ] {
            let refused = house.post("/b/north-side", By::Nobody, form).await;
            assert!(refused.status == 422 && refused.body.contains(words), "{words}: {}", refused.body);
        }
        assert_eq!(house.post("/b/north-side", By::Nobody, &[("name", "V"), ("account", "x")]).await.status, 422, "an unknown field");
        for _ in 0..4 {
            assert_eq!(house.post("/b/north-side", By::Nobody, &ASKED).await.status, 303);
        }
        let many = house.post("/b/north-side", By::Nobody, &ASKED).await;
        assert_eq!(many.status, 429);
        assert!(many.body.contains("Are you open on Monday?"), "nothing typed is lost");
        house.stage.advance(Span::hours(1));
        assert_eq!(house.post("/b/north-side", By::Nobody, &ASKED).await.status, 303);
        let foreign = House::request("POST", "one.test", "/b/north-side", By::Nobody)
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(crate::door::web_form(&ASKED)))
            .unwrap();
        assert_eq!(house.send(foreign).await.status, 403, "only from the page itself");
    }

    async fn s3_55_client_admins_write_their_page_and_operators_switch_it_on(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (operator, admin) = (house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await);
        let (by, mine) = (By::Visit(&operator), By::Visit(&admin));
        let account = format!("/api/v1/accounts/{}", one.north.account);
        let form = house.get("/business-page", mine).await;
        assert!(form.status == 200 && form.body.contains("has none yet"), "{}", form.body);
        assert!(!form.body.contains("name=\"published\""), "that stays with the operators");
        assert!(house.get("/", mine).await.body.contains("href=\"/business-page\""), "in the menu");
        let user = house.sign_in(&one.north.user).await;
        assert_eq!(house.get("/business-page", By::Visit(&user)).await.status, 403);
        assert!(!house.get("/", By::Visit(&user)).await.body.contains("href=\"/business-page\""));
        let page = [("about", "Teeth & <b>gums</b>.\r\n\r\nSince 1987."), ("hours", "Mon 8 to 17"), ("website", "north.example"), ("contact_form", "on")];
        let lines = house.lines_of_history().await;
        let looked = house.post("/business-page", mine, &[&page[..], &[("do", "preview")]].concat()).await;
        assert!(looked.status == 200 && looked.body.contains("As visitors will read it"), "{}", looked.body);
        for part in ["<p class=\"prose\">Since 1987.</p>", "gums&", "a form by which they write"] {
            assert!(looked.body.contains(part), "{part}: {}", looked.body);
        }
        assert_eq!(house.lines_of_history().await, lines, "a look changes nothing");
        for (field, value, words) in [("website", "javascript:alert(1)", "website"), ("hours", "x".repeat(501).as_str(), "500"), ("published", "on", "no such field")] {
            let refused = house.post("/business-page", mine, &[("about", "Kept as it was typed"), (field, value)]).await;
            assert!(refused.status == 422 && refused.body.contains(words), "{field}: {}", refused.body);
        }
        assert_eq!(house.post("/business-page", mine, &page).await.status, 303);
        assert_eq!(house.lines_of_history().await, lines + 1);
        assert_eq!(house.post("/business-page", mine, &page).await.status, 303, "a double click does it once");
        assert_eq!(house.lines_of_history().await, lines + 1);
        let told = house.get("/history", mine).await;
        assert!(told.body.contains("changed the business page of"), "{}", told.body);
        assert_eq!(house.get("/b/north-side", By::Nobody).await.status, 404);
        let named = house.send_json("PUT", &format!("{account}/nickname"), by, r#"{"nickname":"north-side"}"#).await;
        assert_eq!(named.status, 200, "{}", named.body);
        let path = format!("{account}/business-page");
        let early = house.send_json("PUT", &path, mine, r#"{"published":true,"about":"Mine"}"#).await;
        assert_eq!(early.status, 403, "{}", early.body);
        let on = [&page[..], &[("published", "on")]].concat();
        assert_eq!(house.post(&format!("/console/accounts/{}/business-page", one.north.account), by, &on).await.status, 303);
        assert!(house.get("/b/north-side", By::Nobody).await.body.contains("Since 1987."));
        let api = house.send_json("PUT", &path, mine, r#"{"about":"Written by us."}"#).await;
        assert_eq!((api.status.as_u16(), &api.json()["published"]), (200, &json!(true)), "it stays as it is: {}", api.body);
        assert!(house.get("/b/north-side", By::Nobody).await.body.contains("Written by us."), "for the next visitor");
        let south = format!("/api/v1/accounts/{}/business-page", one.south.account);
        assert_eq!(house.get(&south, mine).await.status, 404);
        assert_eq!(house.send_json("PUT", &south, mine, r#"{"about":"Not mine"}"#).await.status, 404);
    }

    async fn s3_55_the_organization_and_the_account_decide_who_writes_and_who_publishes(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (boss, admin) = (house.sign_in(&one.administrator).await, house.sign_in(&one.north.admin).await);
        let (by, mine) = (By::Visit(&boss), By::Visit(&admin));
        publish(&house, by).await;
        let settings = "/console/settings/clients";
        let with = |page: bool, publish: bool| {
            let mut ticked = vec![("run_users", "on"), ("see_support", "on")];
            ticked.extend(page.then_some(("business_page", "on")));
            ticked.extend(publish.then_some(("publish_business_page", "on")));
            ticked
        };
        assert_eq!(house.post(settings, by, &with(true, true)).await.status, 303);
        let form = house.get("/business-page", mine).await;
        assert!(form.body.contains("name=\"published\"") && form.body.contains("href=\"/b/north-side\""), "{}", form.body);
        assert_eq!(house.post("/business-page", mine, &[("about", "Closed for the summer")]).await.status, 303);
        assert_eq!(house.get("/b/north-side", By::Nobody).await.status, 404, "switched off by the client");
        assert_eq!(house.post("/business-page", mine, &[("about", "Back again"), ("published", "on")]).await.status, 303);
        assert!(house.get("/b/north-side", By::Nobody).await.body.contains("Back again"));
        let writers = format!("/api/v1/accounts/{}/business-page/writers", one.north.account);
        assert_eq!(house.get(&writers, by).await.json(), json!({ "account": true, "organization": true, "publish": true }));
        assert_eq!(house.send_json("DELETE", &writers, by, "").await.status, 204);
        assert_eq!(house.get("/business-page", mine).await.status, 403, "from the very next request");
        assert!(house.get("/b/north-side", By::Nobody).await.status == 200, "what was written stays");
        let neighbour = house.sign_in(&one.south.admin).await;
        assert_eq!(house.get("/business-page", By::Visit(&neighbour)).await.status, 200, "only this account");
        let switch = format!("/console/accounts/{}/write-business-page", one.north.account);
        assert_eq!(house.post(&switch, by, &[("write", "perhaps")]).await.status, 422);
        assert_eq!(house.post(&switch, by, &[("write", "yes")]).await.status, 303);
        assert_eq!(house.get("/business-page", mine).await.status, 200);
        assert_eq!(house.post(settings, by, &with(false, true)).await.status, 303);
        for visit in [&admin, &neighbour] {
            assert_eq!(house.get("/business-page", By::Visit(visit)).await.status, 403);
        }
        let path = format!("/api/v1/accounts/{}/business-page", one.north.account);
        assert_eq!(house.send_json("PUT", &path, mine, r#"{"about":"x"}"#).await.status, 403);
    }

    async fn two_who_write_one_business_page_see_both_versions(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (operator, admin) = (house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await);
        let seen = house.get("/business-page", By::Visit(&admin)).await.body;
        let hidden = "name=\"version\" value=\"";
        let at = seen.find(hidden).unwrap() + hidden.len();
        let version = seen[at..].split('"').next().unwrap();
        let console = format!("/console/accounts/{}/business-page", one.north.account);
        assert_eq!(house.post(&console, By::Visit(&operator), &[("about", "By the operator"), ("version", version)]).await.status, 303);
        let late = house.post("/business-page", By::Visit(&admin), &[("about", "By the client"), ("version", version)]).await;
        assert_eq!(late.status, 409, "{}", late.body);
        for both in ["As it is saved now", "By the operator", "By the client", "About is another one now.", "while you were writing"] {
            assert!(late.body.contains(both), "{both}: {}", late.body);
        }
        assert!(!late.body.contains("Hours is another"), "what is the same is not mentioned");
        let at = late.body.find(hidden).unwrap() + hidden.len();
        let version = late.body[at..].split('"').next().unwrap();
        let again = house.post("/business-page", By::Visit(&admin), &[("about", "By the client"), ("version", version)]).await;
        assert_eq!(again.status, 303, "knowing it, one may");
    }
}
