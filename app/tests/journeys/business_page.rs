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
}
