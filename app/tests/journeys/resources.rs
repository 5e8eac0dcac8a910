//! What operators need to know, in the portal, in the console and through the API.

use testkit::both_engines;

use crate::door::{By, House};

fn form<'a>(title: &'a str, text: &'a str, version: &'a str) -> [(&'a str, &'a str); 4] {
    [("category", "scripts"), ("title", title), ("text", text), ("version", version)]
}

both_engines! {
    async fn s0_42_s0_10_a_client_writes_and_an_operator_reads_what_was_changed(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let refused = house.post("/resources/new", By::Visit(&admin), &form("", "", "")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Give it a title"), "{}", refused.body);
        let text = "# Greeting\n\nSay **hello**.\n\n<script>alert(1)</script>";
        let made = house.post("/resources/new", By::Visit(&admin), &form("How we answer", text, "")).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let here = made.location().to_owned();
        let page = house.get(&here, By::Visit(&admin)).await.body;
        assert!(page.contains("<h2>Greeting</h2>") && page.contains("<strong>hello</strong>"), "{page}");
        assert!(!page.contains("<script>alert") && page.contains("&#60;script&#62;"), "{page}");
        assert!(!page.contains("I have read it"), "a client is asked for nothing");

        let account = format!("/console/accounts/{}", north.account);
        let page = house.get(&account, By::Visit(&operator)).await.body;
        assert!(page.contains("New for you") && page.contains("1 that you have not read"), "{page}");
        let there = format!("/console{here}");
        let read = house.post(&format!("{there}/read"), By::Visit(&operator), &[("version", "1")]).await;
        assert_eq!((read.status.as_u16(), read.location()), (303, there.as_str()), "{}", read.body);
        assert!(!house.get(&account, By::Visit(&operator)).await.body.contains("New for you"));
        let changed = text.replace("hello", "good morning");
        let edited = house.post(&format!("{here}/edit"), By::Visit(&admin), &form("How we answer", &changed, "1")).await;
        assert_eq!(edited.status, 303, "{}", edited.body);
        let page = house.get(&there, By::Visit(&operator)).await.body;
        for words in ["changed since you last read it", "What changed since", "Say **hello**.", "Say **good morning**."] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let late = house.post(&format!("{there}/edit"), By::Visit(&operator), &form("How we answer", "Mine", "1")).await;
        assert_eq!(late.status, 409);
        assert!(late.body.contains("has changed this resource") && late.body.contains("Mine"), "{}", late.body);

        // An older version is shown, and brought back as the latest.
        let old = house.get(&format!("{here}?version=1"), By::Visit(&admin)).await.body;
        assert!(old.contains("This is version 1 of 2") && old.contains("<strong>hello</strong>"), "{old}");
        for none in ["0", "3", "x"] {
            assert_eq!(house.get(&format!("{here}?version={none}"), By::Visit(&admin)).await.status, 404, "{none}");
        }
        let back = house.post(&format!("{here}/restore"), By::Visit(&admin), &[("version", "1")]).await;
        assert_eq!(back.status, 303, "{}", back.body);
        let gone = house.post(&format!("{here}/restore"), By::Visit(&admin), &[("version", "9")]).await;
        assert_eq!(gone.status, 404);
        let page = house.get(&here, By::Visit(&admin)).await.body;
        assert!(page.contains("3 of 3") && page.contains("<strong>hello</strong>"), "{page}");

        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&here, By::Visit(&neighbour)).await.status, 404);
        assert_eq!(house.post(&format!("{here}/delete"), By::Visit(&neighbour), &[]).await.status, 404);
        let user = house.sign_in(&north.user).await;
        assert_eq!(house.get("/resources", By::Visit(&user)).await.status, 403);
        assert_eq!(house.post(&format!("{here}/delete"), By::Visit(&admin), &[]).await.location(), "/resources");
        assert_eq!(house.get(&there, By::Visit(&operator)).await.status, 404);
    }

    async fn s0_42_a_program_writes_and_reads_resources_within_its_reach(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        for wrong in [
            r#"{"account":"ACCOUNT","category":"links","title":"x"}"#,
            r#"{"account":"ACCOUNT","category":"gossip","title":"x","text":"x"}"#,
            r#"{"account":"ACCOUNT","category":"links","title":"x","text":"x","colour":"red"}"#,
            r#"{"account":"acct_00000000000000000000000001","category":"links","title":"x","text":"x"}"#,
        ] {
            let wrong = wrong.replace("ACCOUNT", &north.account.to_string());
            let refused = house.send_json("POST", "/api/v1/resources", By::Visit(&admin), &wrong).await;
            assert!(refused.status.is_client_error(), "{wrong}: {} {}", refused.status, refused.body);
        }
        let new = format!(r#"{{"account":"{}","category":"links","title":"Forms","text":"one"}}"#, north.account);
        let made = house.send_json("POST", "/api/v1/resources", By::Visit(&admin), &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let path = made.location().to_owned();
        let after = house.send_json("PATCH", &path, By::Visit(&admin), r#"{"text":"two"}"#).await.json();
        assert_eq!((&after["text"], &after["version"], &after["title"]), (&"two".into(), &2.into(), &"Forms".into()));
        let versions = house.get(&format!("{path}/versions"), By::Visit(&operator)).await.json();
        assert_eq!((&versions["data"][0]["version"], &versions["data"][1]["text"]), (&2.into(), &"one".into()));
        let reading = format!("{path}/reading");
        assert_eq!(house.send_json("PUT", &reading, By::Visit(&operator), r#"{"version":2}"#).await.status, 204);
        assert_eq!(house.send_json("PUT", &reading, By::Visit(&operator), r#"{"version":3}"#).await.status, 422);
        assert_eq!(house.send_json("PUT", &reading, By::Visit(&admin), r#"{"version":2}"#).await.status, 403);
        let list = house.get("/api/v1/resources?category=links&q=two", By::Visit(&operator)).await.json();
        assert_eq!(list["total"]["count"], 1, "{list}");
        {
            let strange = house.sign_in(&house.two.one.south.admin).await;
            assert_eq!(house.get(&path, By::Visit(&strange)).await.status, 404);
            assert_eq!(house.get(&format!("{path}/versions"), By::Visit(&strange)).await.status, 404);
            assert_eq!(house.send_json("PATCH", &path, By::Visit(&strange), r#"{"text":"x"}"#).await.status, 404);
            assert_eq!(house.send_json("DELETE", &path, By::Visit(&strange), "").await.status, 404);
        }
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&admin), "").await.status, 204);
        assert_eq!(house.get(&path, By::Visit(&admin)).await.status, 404);
    }
}
