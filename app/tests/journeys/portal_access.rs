//! The Portal Access page and its API: what is deleted is what was confirmed, by whoever may.

use crate::door::{By, House};
use serde_json::json;
use testkit::both_engines;

const HERE: &str = "/console/settings/client/portal-access";

both_engines! {
    async fn s1_36_s1_37_only_what_was_confirmed_is_deleted(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let place = &house.two.one.north;
        let (user, lost) = (place.user.id.to_string(), place.lost.id.to_string());
        let nothing = house.post(&format!("{HERE}/delete"), by, &[]).await;
        assert_eq!(nothing.status, 422);
        let asked = house.post(&format!("{HERE}/delete"), by, &[("id", &user), ("id", &lost)]).await;
        assert_eq!(asked.status, 200);
        assert!(asked.body.contains("Delete 2 portal users?") && asked.body.contains("cannot be undone"), "{}", asked.body);
        assert_eq!(house.get(&format!("/console/users/{user}"), by).await.status, 200, "asking deletes nobody");
        let confirmed = format!("{HERE}/delete/confirmed");
        let other = house.post(&confirmed, by, &[("id", &user), ("id", &lost), ("count", "1")]).await;
        assert_eq!(other.status, 409, "another number than that on the page");
        let foreign = house.two.two.north.user.id.to_string();
        let stranger = house.post(&format!("{HERE}/delete"), by, &[("id", &foreign)]).await;
        assert_eq!(stranger.status, 404);
        let done = house.post(&confirmed, by, &[("id", &user), ("id", &lost), ("count", "2")]).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, HERE));
        assert_eq!(house.get(&format!("/console/users/{user}"), by).await.status, 404);
    }

    async fn s4_35_many_are_disabled_and_enabled_again_and_the_primary_admin_is_left_out(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let place = &house.two.one.north;
        let inside = house.sign_in(&place.user).await;
        let (user, admin) = (place.user.id.to_string(), place.admin.id.to_string());
        let list = house.get(HERE, by).await;
        assert!(list.body.contains("Disable…") && list.body.contains("Enable…"));
        let both = [("id", user.as_str()), ("id", admin.as_str())];
        let asked = house.post(&format!("{HERE}/disable"), by, &both).await;
        assert!(asked.body.contains("Disable 2 portal users?") && asked.body.contains("until enabled again"), "{}", asked.body);
        assert_eq!(house.get("/calls", By::Visit(&inside)).await.status, 200, "asking disables nobody");
        let confirmed = [both[0], both[1], ("count", "2")];
        assert_eq!(house.post(&format!("{HERE}/enable/confirmed"), by, &both).await.status, 409, "nothing was confirmed");
        let done = house.post(&format!("{HERE}/disable/confirmed"), by, &confirmed).await;
        let report = house.get(done.location(), by).await;
        assert!(report.body.contains("1 disabled, 1 skipped") && report.body.contains("is the primary admin of North"), "{}", report.body);
        assert_ne!(house.get("/calls", By::Visit(&inside)).await.status, 200, "out at once");
        let one = [both[0], ("count", "1")];
        let enabled = house.post(&format!("{HERE}/enable/confirmed"), by, &one).await;
        assert_eq!((enabled.status.as_u16(), enabled.location()), (303, HERE));
        let again = house.sign_in(&place.user).await;
        assert_eq!(house.get("/calls", By::Visit(&again)).await.status, 200);
        let client = house.sign_in(&place.admin).await;
        assert_eq!(house.post(&format!("{HERE}/disable/confirmed"), By::Visit(&client), &one).await.status, 404);
    }

    async fn e_02_all_matching_goes_by_the_filters_of_the_list(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let south = house.two.one.south.account.to_string();
        let page = house.get(&format!("{HERE}?account={south}&limit=10"), by).await;
        assert_eq!(page.body.matches("data-pick ").count() + page.body.matches("data-pick>").count(), 3);
        let filters = [("all", "1"), ("account", south.as_str())];
        let asked = house.post(&format!("{HERE}/delete"), by, &filters).await;
        assert!(asked.body.contains("Delete 3 portal users?"), "{}", asked.body);
        let done = house.post(&format!("{HERE}/delete/confirmed"), by, &[filters[0], filters[1], ("count", "3")]).await;
        assert!(done.location().starts_with("/console/jobs/job_"), "{}", done.location());
        let report = house.get(done.location(), by).await;
        assert!(report.body.contains("2 deleted, 1 skipped"), "{}", report.body);
        assert!(report.body.contains("is the primary admin of South"));
        let administrator = house.sign_in(&house.two.one.administrator).await;
        assert_eq!(house.get(done.location(), By::Visit(&administrator)).await.status, 404);
        let unknown = house.post(&format!("{HERE}/delete"), by, &[("all", "1"), ("moon", "full")]).await;
        assert_eq!(unknown.status, 422);
    }

    async fn many_are_deleted_by_the_api_by_the_same_rules(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let place = &house.two.one.north;
        let path = "/api/v1/users/delete";
        let ids = json!({ "ids": [place.user.id.to_string(), place.admin.id.to_string()] });
        let job = house.send_json("POST", path, by, &ids.to_string()).await;
        assert_eq!(job.status, 200, "{}", job.body);
        let job = job.json();
        assert_eq!((&job["state"], &job["done"], &job["skipped"]), (&"done".into(), &1.into(), &1.into()));
        assert_eq!(job["reasons"][0]["name"], place.admin.email.as_str());
        let again = house.get(&format!("/api/v1/jobs/{}", job["id"].as_str().unwrap()), by).await;
        assert_eq!(again.json(), job);
        for (body, status) in [
            (json!({}), 422),
            (json!({ "ids": [place.user.id.to_string()] }), 404),
            (json!({ "ids": ["user_x"] }), 422),
            (json!({ "ids": [place.lost.id.to_string()], "matching": {} }), 422),
            (json!({ "matching": { "limit": "10" } }), 422),
            (json!({ "matching": { "state": "asleep" } }), 422),
            (json!({ "matching": { "account": house.two.two.north.account.to_string() } }), 422),
        ] {
            let answer = house.send_json("POST", path, by, &body.to_string()).await;
            assert_eq!(answer.status, status, "{body}: {}", answer.body);
        }
        let client = house.sign_in(&house.two.one.south.admin).await;
        let refused = house.send_json("POST", path, By::Visit(&client), r#"{"matching":{}}"#).await;
        assert_eq!(refused.status, 403);
    }

    async fn s1_19_s4_22_a_step_fills_in_and_saves_nothing(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&visit);
        let west = json!({ "name": "West", "email": "wes.lee@west.test" }).to_string();
        let west = house.send_json("POST", "/api/v1/accounts", by, &west).await.json()["id"].as_str().unwrap().to_owned();
        let before = house.lines_of_history().await;
        let step = house.post(&format!("{HERE}/new"), by, &[("account", &west), ("step", "company")]).await;
        assert_eq!(step.status, 200);
        assert!(step.body.contains("value=\"wes.lee@west.test\"") && step.body.contains("value=\"Wes Lee\""), "{}", step.body);
        let typed = [("account", west.as_str()), ("step", "company"), ("email", "other@west.test"), ("name", "Olga")];
        let kept = house.post(&format!("{HERE}/new"), by, &typed).await;
        assert!(kept.body.contains("value=\"other@west.test\"") && kept.body.contains("value=\"Olga\""), "{}", kept.body);
        assert_eq!(house.lines_of_history().await, before);
        let wrong = house.post(&format!("{HERE}/new"), by, &[("email", "x")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("Choose a company."));
    }
}
