//! An operator begins the day with what his accounts need, and mends it there.

use kernel::Span;
use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s3_59_an_operator_sees_what_his_accounts_need_and_mends_it_with_one_click(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (north, south) = (&one.north, &one.south);
        let administrator = house.sign_in(&one.administrator).await;
        let by = By::Visit(&administrator);
        let work = "/console/work";
        let calm = house.get(work, by).await;
        assert_eq!(calm.status, 200, "{}", calm.body);
        assert!(calm.body.contains("Nothing needs you") && calm.body.contains("these are the needs of all"), "{}", calm.body);

        // The north is the operator's own; both are locked, and something is late in both.
        let page = |place: &testkit::Place| format!("/console/accounts/{}", place.account);
        let operator = one.administrator.id.to_string();
        let assigned = house.post(&format!("{}/operators", page(north)), by, &[("operators", operator.as_str())]).await;
        assert_eq!(assigned.status, 303, "{}", assigned.body);
        for place in [north, south] {
            assert_eq!(house.post(&format!("{}/lock", page(place)), by, &[]).await.status, 303);
            let task = format!(r#"{{"account":"{}","title":"Call {} back","due_at":"2026-11-20T16:00:00Z"}}"#, place.account, place.name);
            let made = house.send_json("POST", "/api/v1/tasks", by, &task).await;
            assert_eq!(made.status, 201, "{}", made.body);
        }
        house.stage.advance(Span::hours(2));
        // The session has ended meanwhile.
        let administrator = house.sign_in(&one.administrator).await;
        let by = By::Visit(&administrator);
        let mine = house.get(work, by).await.body;
        for words in ["Locked accounts", "Overdue tasks", &format!("Call {} back", north.name), "Unlock"] {
            assert!(mine.contains(words), "{words}: {mine}");
        }
        assert!(!mine.contains(&south.account.to_string()) && !mine.contains(&format!("Call {} back", south.name)), "{mine}");
        let all = house.get(&format!("{work}?of=all"), by).await.body;
        assert!(all.contains(&south.account.to_string()) && all.contains(&format!("Call {} back", south.name)), "{all}");
        assert_eq!(house.post(&format!("{}/unlock", page(north)), by, &[]).await.status, 303);
        assert!(!house.get(work, by).await.body.contains("Locked accounts"));

        // Somebody of the north entered a number and never showed it; whoever was called at it is vouched for.
        let sql = "UPDATE users SET phone = '+15125550143', phone_verified_at = NULL WHERE id = ?1";
        house.stage.tamper(sql, &[north.lost.id.into()]).await;
        let listed = "UPDATE memberships SET number = 'unverified' WHERE user_id = ?1";
        house.stage.tamper(listed, &[north.lost.id.into()]).await;
        let mine = house.get(work, by).await.body;
        assert!(mine.contains("Numbers that are not verified") && mine.contains("Mark number as verified"), "{mine}");
        let vouched = format!("/console/users/{}/vouch-number", north.lost.id);
        let client = house.sign_in(&north.admin).await;
        assert_ne!(house.post(&vouched, By::Visit(&client), &[]).await.status, 303);
        assert_eq!(house.post(&vouched, by, &[]).await.status, 303);
        assert!(!house.get(work, by).await.body.contains("Numbers that are not verified"));
        let nothing = format!("/api/v1/users/{}/verified-number", south.lost.id);
        assert_eq!(house.send_json("PUT", &nothing, by, "").await.status, 409, "there is no number to vouch for");

        // A client has no such page.
        let admin = house.sign_in(&north.admin).await;
        assert_ne!(house.get(work, By::Visit(&admin)).await.status, 200);
    }
}
