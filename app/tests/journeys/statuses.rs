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
}
