//! What a team notes about an account on its page, and the same done to many accounts, by forms.

use serde_json::json;
use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s3_24_s3_25_tags_are_entered_and_taken_off_on_the_page(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, account) = (By::Visit(&visit), format!("/console/accounts/{}", house.two.one.north.account));
        let tags = format!("{account}/tags");
        let added = house.post(&tags, by, &[("tags", "dental, VIP")]).await;
        assert_eq!((added.status.as_u16(), added.location()), (303, account.as_str()), "{}", added.body);
        let page = house.get(&account, by).await.body;
        assert!(page.contains("dental") && page.contains("VIP"), "{page}");
        let wrong = house.post(&tags, by, &[("tags", " , ")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("Enter a tag."), "{}", wrong.body);
        assert_eq!(house.post(&tags, by, &[("tags", &"x".repeat(41))]).await.status, 422);
        assert_eq!(house.post(&tags, by, &[("tags", "a"), ("note", "b")]).await.status, 422, "an unknown field");
        assert_eq!(house.post(&format!("{tags}/remove"), by, &[("tag", "vip")]).await.status, 303, "VIP and vip are the same");
        let shown = house.get(&format!("/api/v1{}", account.trim_start_matches("/console")), by).await.json();
        assert_eq!(shown["tags"], json!(["dental"]));
        assert_eq!(house.get("/console/accounts?tags=dental", by).await.body.matches("aria-label=\"Select ").count(), 1);
    }

    async fn s3_26_the_note_is_the_teams_and_the_client_never_reads_it(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, account) = (By::Visit(&visit), format!("/console/accounts/{}", house.two.one.north.account));
        let note = format!("{account}/note");
        let saved = house.post(&note, by, &[("note", "Pays late.\r\nCall <b>Ann</b> first.")]).await;
        assert_eq!((saved.status.as_u16(), saved.location()), (303, account.as_str()), "{}", saved.body);
        let page = house.get(&account, by).await.body;
        assert!(page.contains("Pays late.") && !page.contains("<b>Ann</b>"), "{page}");
        let long = "x".repeat(10_001);
        let refused = house.post(&note, by, &[("note", &long)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(&long), "what was written is kept");
        assert!(house.get(&note, by).await.body.contains("Pays late."));
        let client = house.sign_in(&house.two.one.north.admin).await;
        for path in ["/", "/history", "/people", "/api/v1/accounts", "/api/v1/history"] {
            let answer = house.get(path, By::Visit(&client)).await;
            assert!(answer.status == 200 && !answer.body.contains("Pays late"), "{path}");
        }
        assert_eq!(house.post(&note, by, &[("note", "")]).await.status, 303);
        assert!(!house.get(&note, by).await.body.contains("Pays late."), "only the history still tells of it");
    }

    async fn s3_58_c_20_operators_are_assigned_and_the_setup_ends_on_the_page(stage: Stage) {
        let house = House::open(stage).await;
        let operator = &house.two.one.operator;
        let visit = house.sign_in(operator).await;
        let (by, account) = (By::Visit(&visit), format!("/console/accounts/{}", house.two.one.north.account));
        let shown = format!("/api/v1{}", account.trim_start_matches("/console"));
        let operators = format!("{account}/operators");
        let id = operator.id.to_string();
        assert_eq!(house.post(&operators, by, &[("operators", &id)]).await.location(), account);
        assert_eq!(house.get(&shown, by).await.json()["operators"], json!(["operator@one.test"]));
        assert_eq!(house.get(&format!("/console/accounts?operators={id}"), by).await.body.matches("aria-label=\"Select ").count(), 1);
        for stranger in [String::new(), "x".to_owned(), house.two.one.north.user.id.to_string(), house.two.two.operator.id.to_string()] {
            assert_eq!(house.post(&operators, by, &[("operators", &stranger)]).await.status, 422, "{stranger}");
        }
        assert_eq!(house.post(&format!("{operators}/remove"), by, &[("operator", &id)]).await.status, 303);
        assert_eq!(house.get(&shown, by).await.json()["operators"], json!([]));
        for (path, setup) in [("setup/reopen", "in_setup"), ("setup/complete", "complete")] {
            assert_eq!(house.post(&format!("{account}/{path}"), by, &[]).await.location(), account);
            assert_eq!(house.get(&shown, by).await.json()["setup"], setup);
        }
        assert_eq!(house.post(&format!("{account}/setup/reopen"), by, &[("at", "once")]).await.status, 422);
    }

    async fn many_accounts_are_changed_as_they_were_confirmed(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.operator).await;
        let (by, one) = (By::Visit(&visit), &house.two.one);
        let (north, south) = (one.north.account.to_string(), one.south.account.to_string());
        let before = house.lines_of_history().await;
        let asked = house.post("/console/accounts/tag-many", by, &[("id", &north), ("id", &south)]).await;
        assert!(asked.status == 200 && asked.body.contains("Add a tag to 2 accounts?"), "{}", asked.body);
        let none = house.post("/console/accounts/lock-many", by, &[]).await;
        assert_eq!(none.status, 422);
        let other = house.post("/console/accounts/tag-many/confirmed", by, &[("id", &north), ("count", "2"), ("tag", "x")]).await;
        assert_eq!(other.status, 409, "another number than that on the page");
        let empty = house.post("/console/accounts/tag-many/confirmed", by, &[("id", &north), ("count", "1"), ("tag", "")]).await;
        assert!(empty.status == 422 && empty.body.contains("Enter a tag."), "{}", empty.body);
        let strange = house.two.two.north.account.to_string();
        assert_eq!(house.post("/console/accounts/lock-many", by, &[("id", &strange)]).await.status, 404);
        assert_eq!(house.lines_of_history().await, before, "asking changes nothing");
        let done = house.post("/console/accounts/tag-many/confirmed", by, &[("all", "1"), ("count", "2"), ("tag", "dental")]).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/console/accounts"), "{}", done.body);
        let operator = one.operator.id.to_string();
        for (deed, answers) in [
            ("untag", vec![("id", south.as_str()), ("count", "1"), ("tag", "Dental")]),
            ("assign", vec![("all", "1"), ("tags", "dental"), ("count", "1"), ("operator", operator.as_str())]),
            ("lock", vec![("id", north.as_str()), ("count", "1")]),
            ("unlock", vec![("id", north.as_str()), ("count", "1")]),
        ] {
            let done = house.post(&format!("/console/accounts/{deed}-many/confirmed"), by, &answers).await;
            assert_eq!((done.status.as_u16(), done.location()), (303, "/console/accounts"), "{deed}: {}", done.body);
        }
        let again = house.post("/console/accounts/unlock-many/confirmed", by, &[("id", &north), ("count", "1")]).await;
        assert!(again.location().starts_with("/console/jobs/job_"), "{}", again.location());
        assert!(house.get(again.location(), by).await.body.contains("It is not locked."));
    }

    async fn who_may_not_notes_nothing_about_any_account(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let looks = json!({ "name": "Looks", "kind": "operator", "permissions": { "accounts.view": "organization" } });
        let administrator = house.sign_in(&one.administrator).await;
        house.send_json("POST", "/api/v1/roles", By::Visit(&administrator), &looks.to_string()).await;
        let path = format!("/api/v1/operators/{}", one.operator.id);
        assert_eq!(house.send_json("PATCH", &path, By::Visit(&administrator), r#"{"roles":["Looks"]}"#).await.status, 200);
        let (weak, client, foreign) = (house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await, house.sign_in(&house.two.two.operator).await);
        let account = format!("/console/accounts/{}", one.north.account);
        let (north, operator) = (one.north.account.to_string(), one.operator.id.to_string());
        let before = house.lines_of_history().await;
        for (what, form) in [
            ("tags", vec![("tags", "x")]), ("tags/remove", vec![("tag", "x")]), ("note", vec![("note", "x")]),
            ("operators", vec![("operators", operator.as_str())]), ("operators/remove", vec![("operator", operator.as_str())]),
            ("setup/complete", vec![]), ("setup/reopen", vec![]), ("run-users", vec![("run", "no")]),
        ] {
            let path = format!("{account}/{what}");
            assert_eq!(house.post(&path, By::Visit(&weak), &form).await.status, 403, "{path}");
            assert_eq!(house.post(&path, By::Visit(&client), &form).await.status, 404, "{path}");
            assert_eq!(house.post(&path, By::Nobody, &form).await.status, 303, "{path}");
            let stranger = format!("/console/accounts/{}/{what}", one.south.account);
            let request = House::request("POST", "two.test", &stranger, By::Visit(&foreign))
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(axum::body::Body::from(form.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")))
                .unwrap();
            assert_eq!(house.send(request).await.status, 404, "{stranger}");
        }
        for deed in ["assign", "tag", "untag", "lock", "unlock"] {
            for path in [format!("/console/accounts/{deed}-many"), format!("/console/accounts/{deed}-many/confirmed")] {
                let form = [("id", north.as_str()), ("count", "1"), ("tag", "x"), ("operator", operator.as_str())];
                assert_eq!(house.post(&path, By::Visit(&weak), &form).await.status, 403, "{path}");
                assert_eq!(house.post(&path, By::Visit(&client), &form).await.status, 404, "{path}");
            }
        }
        assert_eq!(house.lines_of_history().await, before);
    }
}
