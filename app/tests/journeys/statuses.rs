//! A client tells the operators what they should know, and sees who has read it.

use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s0_38_s0_39_a_client_sets_a_status_and_sees_which_operator_has_seen_it(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let form = [("text", "Fire alarm: send calls to Ann"), ("level", "urgent"), ("how_long", "open"), ("until", "")];
        let wrong = [("text", ""), ("level", "urgent"), ("how_long", "open"), ("until", "")];
        let refused = house.post("/status", By::Visit(&admin), &wrong).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Write what the operators should know."), "{}", refused.body);
        let set = house.post("/status", By::Visit(&admin), &form).await;
        assert_eq!((set.status.as_u16(), set.location()), (303, "/status"), "{}", set.body);

        let account = format!("/console/accounts/{}", north.account);
        let page = house.get(&account, By::Visit(&operator)).await.body;
        assert!(page.contains("Fire alarm: send calls to Ann") && page.contains("Acknowledge"), "{page}");
        let seen = house.post(&format!("{account}/status/acknowledge"), By::Visit(&operator), &[]).await;
        assert_eq!((seen.status.as_u16(), seen.location()), (303, account.as_str()), "{}", seen.body);
        let page = house.get("/status", By::Visit(&admin)).await.body;
        assert!(page.contains("Seen by "), "{page}");

        // A Client User reads it and changes nothing; the neighbour and the other organization find nothing.
        let user = house.sign_in(&north.user).await;
        let page = house.get("/status", By::Visit(&user)).await;
        assert!(page.status == 200 && page.body.contains("Fire alarm") && !page.body.contains("Set status"));
        for path in ["/status", "/status/end"] {
            let fields: &[(&str, &str)] = if path == "/status" { &form } else { &[] };
            assert_eq!(house.post(path, By::Visit(&user), fields).await.status, 403, "{path}");
        }
        let neighbour = house.sign_in(&south.admin).await;
        assert!(!house.get("/status", By::Visit(&neighbour)).await.body.contains("Fire alarm"));
        let strange = format!("/console/accounts/{}/status/acknowledge", house.two.two.north.account);
        assert_eq!(house.post(&strange, By::Visit(&operator), &[]).await.status, 404);

        assert_eq!(house.post("/status/end", By::Visit(&admin), &[]).await.location(), "/status");
        assert!(!house.get(&account, By::Visit(&operator)).await.body.contains("Fire alarm"));
    }

    async fn s0_38_a_program_sets_reads_and_ends_a_status_within_its_reach(stage: Stage) {
        let house = House::open(stage).await;
        let (north, other) = (&house.two.one.north, &house.two.two.north);
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let path = format!("/api/v1/accounts/{}/status", north.account);
        let none = house.get(&path, By::Visit(&admin)).await;
        assert_eq!((none.status.as_u16(), none.json()["status"].is_null()), (200, true), "{}", none.body);
        for wrong in [
            r#"{"text":""}"#,
            r#"{"text":"x","level":"loud"}"#,
            r#"{"text":"x","until":"tomorrow"}"#,
            r#"{"text":"x","until":"2001-01-01T00:00:00Z"}"#,
            r#"{"text":"x","colour":"red"}"#,
        ] {
            let refused = house.send_json("PUT", &path, By::Visit(&admin), wrong).await;
            assert!(refused.status.is_client_error(), "{wrong}: {} {}", refused.status, refused.body);
        }
        let set = r#"{"text":"Back at two","level":"attention","until":"2124-01-01T12:00:00Z"}"#;
        assert_eq!(house.send_json("PUT", &path, By::Visit(&admin), set).await.status, 204);
        let seen = format!("{path}/acknowledgement");
        assert_eq!(house.send_json("PUT", &seen, By::Visit(&admin), "").await.status, 403);
        assert_eq!(house.send_json("PUT", &seen, By::Visit(&operator), "").await.status, 204);
        let now = house.get(&path, By::Visit(&admin)).await.json()["status"].clone();
        assert_eq!((&now["text"], &now["level"]), (&"Back at two".into(), &"attention".into()));
        assert_eq!((&now["until"], now["seen"].as_array().unwrap().len()), (&"2124-01-01T12:00:00Z".into(), 1));

        // Somebody else's is as one that never was; a Client User may look, and no more.
        let user = house.sign_in(&north.user).await;
        assert_eq!(house.get(&path, By::Visit(&user)).await.json()["status"]["text"], "Back at two");
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&user), "").await.status, 403);
        for account in [house.two.one.south.account, other.account] {
            let strange = format!("/api/v1/accounts/{account}/status");
            assert_eq!(house.get(&strange, By::Visit(&admin)).await.status, 404);
            assert_eq!(house.send_json("PUT", &strange, By::Visit(&admin), set).await.status, 404);
            assert_eq!(house.send_json("DELETE", &strange, By::Visit(&admin), "").await.status, 404);
        }

        assert_eq!(house.send_json("DELETE", &path, By::Visit(&admin), "").await.status, 204);
        assert!(house.get(&path, By::Visit(&admin)).await.json()["status"].is_null());
        let list = house.get("/api/v1/statuses?level=attention", By::Visit(&operator)).await.json();
        assert_eq!((list["total"]["count"].as_i64(), &list["data"][0]["text"]), (Some(1), &"Back at two".into()));
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get("/api/v1/statuses", By::Visit(&neighbour)).await.json()["total"]["count"], 0);
    }
}
