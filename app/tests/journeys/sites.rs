//! The widget on clients' own websites: learned from visits, shown where somebody has allowed it, and nowhere else.

use axum::body::Body;
use axum::http::header;
use testkit::both_engines;

use crate::business_page::publish;
use crate::door::{Answer, By, House};

/// A page of this website asks whether the widget may stand there.
async fn visit(house: &House, origin: &str) -> Answer {
    let request =
        House::request("GET", "one.test", "/w/north-side", By::Nobody).header(header::ORIGIN, origin);
    house.send(request.header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap()).await
}

both_engines! {
    async fn s3_33_a_website_is_learned_from_a_visit_and_carries_the_widget_once_it_is_allowed(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let operator = house.sign_in(&one.operator).await;
        let by = By::Visit(&operator);
        let page = format!("/console/accounts/{}/sites", one.north.account);
        assert_eq!(visit(&house, "https://www.north.example").await.status, 404, "it has no public page yet");
        publish(&house, by).await;
        let empty = house.get(&page, by).await.body;
        assert!(empty.contains("No website carries it yet") && empty.contains("data-business=&#34;north-side&#34;"), "{empty}");

        // Unknown: it is written down once, waits, and gets nothing.
        for _ in 0..2 {
            let said = visit(&house, "https://www.north.example").await;
            assert_eq!((said.status.as_u16(), &said.json()), (200, &serde_json::json!({ "allowed": false })));
        }
        let waits = house.get(&page, by).await.body;
        assert!(waits.contains("www.north.example") && waits.contains("Waits for approval"), "{waits}");
        let framed = house.get("/w/north-side/form", By::Nobody).await;
        assert!(framed.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(house.stage.number("SELECT count(*) FROM events WHERE action = 'site.learned'", &[]).await, 1);

        // Allowed: the button, the form, and a frame on this site and on no other.
        let decide = |state: &'static str| [("host", "www.north.example"), ("state", state)];
        assert_eq!(house.post(&format!("{page}/decide"), by, &decide("allowed")).await.status, 303);
        let said = visit(&house, "https://www.north.example").await;
        assert_eq!(said.header("access-control-allow-origin"), "https://www.north.example");
        let welcome = said.json();
        assert_eq!((&welcome["allowed"], &welcome["name"]), (&true.into(), &"North".into()), "{welcome}");
        assert!(welcome["form"].as_str().unwrap().ends_with("/w/north-side/form"), "{welcome}");
        let framed = house.get("/w/north-side/form", By::Nobody).await;
        let policy = framed.header("content-security-policy");
        assert!(policy.contains("frame-ancestors https://www.north.example http://www.north.example;"), "{policy}");
        assert_eq!(visit(&house, "https://evil.example").await.json()["allowed"], false);

        // What is written in the frame is a message of the account; what is wrong comes back in it.
        let wrong = house.post("/w/north-side/form", By::Nobody, &[("name", "Vera"), ("text", "Hello")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("Vera") && wrong.header("content-security-policy").contains("www.north.example"));
        let form = [("name", "Vera"), ("email", "vera@home.example"), ("phone", ""), ("text", "Are you open?")];
        let sent = house.post("/w/north-side/form", By::Nobody, &form).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, "/w/north-side/sent"));
        assert!(house.get("/w/north-side/sent", By::Nobody).await.body.contains("Your message has arrived"));
        let admin = house.sign_in(&one.north.admin).await;
        assert!(house.get("/messages", By::Visit(&admin)).await.body.contains("From your website"));

        // Blocked, and taken off.
        assert_eq!(house.post(&format!("{page}/decide"), by, &decide("blocked")).await.status, 303);
        assert_eq!(visit(&house, "https://www.north.example").await.json()["allowed"], false);
        assert_eq!(house.post(&format!("{page}/remove"), by, &[("host", "www.north.example")]).await.status, 303);
        for wrong in ["", "javascript:alert(1)", "a b"] {
            let refused = house.post(&page, by, &[("host", wrong)]).await;
            assert!(refused.status == 422 && refused.body.contains("Write the address of a website"), "{wrong}: {}", refused.body);
        }
        assert_eq!(house.post(&page, by, &[("host", "https://shop.north.example/cart")]).await.status, 303);
        let api = format!("/api/v1/accounts/{}/sites", one.north.account);
        let listed = house.get(&api, by).await.json();
        let hosts: Vec<_> = listed["data"].as_array().unwrap().iter().map(|site| site["host"].as_str().unwrap()).collect();
        assert!(hosts.contains(&"shop.north.example"), "{listed}");
        let said = r#"{"host":"shop.north.example","state":"blocked"}"#;
        assert_eq!(house.send_json("PUT", &api, by, said).await.status, 204);
        assert_eq!(house.send_json("PUT", &api, by, r#"{"host":"x.example","state":"waiting"}"#).await.status, 422);
        assert_eq!(house.send_json("DELETE", &format!("{api}/shop.north.example"), by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", &format!("{api}/shop.north.example"), by, "").await.status, 404);
        // Its own people do not decide about it.
        assert_ne!(house.post(&format!("{page}/decide"), By::Visit(&admin), &decide("allowed")).await.status, 303);
    }

    async fn s3_33_whoever_pretends_to_be_many_websites_fills_no_endless_list(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        publish(&house, By::Visit(&operator)).await;
        for number in 0..105 {
            assert_eq!(visit(&house, &format!("https://{number}.evil.example")).await.json()["allowed"], false);
        }
        assert_eq!(house.stage.number("SELECT count(*) FROM account_sites", &[]).await, 100);
        for wrong in ["null", "", "https://", "chrome-extension://abc", "file://"] {
            assert!(visit(&house, wrong).await.status.as_u16() < 500, "{wrong}");
        }
        let script = house.get("/widget.js", By::Nobody).await;
        assert_eq!((script.status.as_u16(), script.header("cross-origin-resource-policy")), (200, "cross-origin"));
        assert!(script.body.len() < 5000, "{} bytes", script.body.len());
    }
}
