//! Plans, onboarding, activity and templates of accounts, through the console, the portal and the API.

use serde_json::json;
use testkit::both_engines;

use crate::door::{By, House};

both_engines! {
    async fn s3_34_s3_36_c_21_plans_through_the_api_and_the_pages(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (administrator, operator, client) =
            (house.sign_in(&one.administrator).await, house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await);
        let by = By::Visit(&administrator);
        let new = json!({ "name": "Small", "price": "$9", "features": ["One"], "limits": { "users": 3 } }).to_string();
        let made = house.send_json("POST", "/api/v1/plans", by, &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let plan = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(made.json()["limits"], json!({ "users": 3, "contacts": null, "numbers": null }));
        for wrong in [
            json!({}), json!({ "name": "Small" }), json!({ "name": "x", "limits": { "users": 0 } }),
            json!({ "name": "x", "limits": [1, 2, 3] }), json!({ "name": "x", "limits": { "seats": 1 } }),
            json!({ "name": "x", "features": ["a\nb"] }), json!({ "name": "x", "price": "x".repeat(81) }),
        ] {
            assert_eq!(house.send_json("POST", "/api/v1/plans", by, &wrong.to_string()).await.status, 422, "{wrong}");
        }
        let path = format!("/api/v1/plans/{plan}");
        let changed = house.send_json("PATCH", &path, by, r#"{"price":"$10"}"#).await.json();
        assert_eq!((&changed["price"], &changed["features"]), (&json!("$10"), &json!(["One"])));
        let account = format!("/api/v1/accounts/{}", one.north.account);
        let of_account = format!("{account}/plan");
        assert_eq!(house.send_json("PUT", &of_account, by, "{}").await.status, 422, "nothing is taken away by a slip");
        let chosen = house.send_json("PUT", &of_account, By::Visit(&operator), &json!({ "plan": plan }).to_string()).await;
        assert_eq!(chosen.status, 200, "{}", chosen.body);
        assert_eq!(chosen.json()["used"], json!({ "users": 3, "contacts": 2, "numbers": 1 }));
        assert_eq!(house.get(&account, by).await.json()["plan"], json!({ "id": plan, "name": "Small" }));
        assert_eq!(house.get(&format!("/api/v1/accounts?plan={plan}"), by).await.json()["total"]["count"], 1);
        // Nobody comes in any more, through no door.
        let user = json!({ "account": one.north.account.to_string(), "name": "New", "email": "new@north.test", "roles": ["Client User"] });
        let refused = house.send_json("POST", "/api/v1/users", By::Visit(&operator), &user.to_string()).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
        let form = [("name", "New"), ("email", "new@north.test"), ("roles", "Client User"), ("tell", "invite")];
        let page = house.post("/people/users/new", By::Visit(&client), &form).await;
        assert!([409, 422].contains(&page.status.as_u16()), "{} {}", page.status, page.body);
        // A smaller one is shown with what stands in the way, on the page and by the API.
        let tiny = json!({ "name": "Tiny", "limits": { "users": 1, "contacts": 2 } }).to_string();
        let tiny = house.send_json("POST", "/api/v1/plans", by, &tiny).await.json()["id"].as_str().unwrap().to_owned();
        let refused = house.send_json("PUT", &of_account, by, &json!({ "plan": tiny }).to_string()).await;
        assert!(refused.status == 409 && refused.body.contains("delete 2 first"), "{}", refused.body);
        let here = format!("/console/accounts/{}", one.north.account);
        let shown = house.post(&format!("{here}/plan"), By::Visit(&operator), &[("plan", &tiny)]).await;
        assert!(shown.status == 409 && shown.body.contains("“Tiny” allows 1: delete 2 first."), "{}", shown.body);
        let shown = house.post(&format!("{here}/plan"), By::Visit(&operator), &[("plan", "none")]).await;
        assert!(shown.status == 200 && shown.body.contains("Take the plan away?"), "{}", shown.body);
        let late = [("plan", "none"), ("from", tiny.as_str()), ("confirm", "1")];
        assert_eq!(house.post(&format!("{here}/plan"), By::Visit(&operator), &late).await.status, 409);
        for wrong in [vec![("plan", "large")], vec![("plan", plan.as_str())], vec![], vec![("plan", "none"), ("x", "y")]] {
            assert_eq!(house.post(&format!("{here}/plan"), By::Visit(&operator), &wrong).await.status, 422, "{wrong:?}");
        }
        assert_eq!(house.send_json("DELETE", &path, by, "").await.status, 409, "an account has it");
        let kept = [("plan", "none"), ("from", plan.as_str()), ("confirm", "1")];
        assert_eq!(house.post(&format!("{here}/plan"), By::Visit(&operator), &kept).await.location(), format!("{here}/subscription"));
        assert_eq!(house.send_json("DELETE", &path, by, "").await.status, 204);
        // Who may not.
        for (method, path) in [("POST", "/api/v1/plans".to_owned()), ("DELETE", format!("/api/v1/plans/{tiny}"))] {
            assert_eq!(house.send_json(method, &path, By::Visit(&operator), &new).await.status, 403, "{path}");
            assert_eq!(house.send_json(method, &path, By::Visit(&client), &new).await.status, 403, "{path}");
        }
        assert_eq!(house.get("/api/v1/plans", By::Visit(&client)).await.status, 404);
        assert_eq!(house.get("/console/settings/plans", By::Visit(&operator)).await.status, 403);
        for page in ["/console/settings/plans/new", "/console/settings/plans", &format!("/console/settings/plans/{tiny}")] {
            assert_eq!(house.get(page, by).await.status, 200, "{page}");
        }
        assert_eq!(house.post("/console/settings/plans/new", by, &[("name", ""), ("users", "-1")]).await.status, 422);
    }

    async fn s3_30_s3_32_the_checklist_through_every_door(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (administrator, client, user) =
            (house.sign_in(&one.administrator).await, house.sign_in(&one.north.admin).await, house.sign_in(&one.north.user).await);
        let by = By::Visit(&administrator);
        let steps = "/api/v1/onboarding-steps";
        let new = json!({ "title": "Forward <b>your</b> numbers", "whose": "client" }).to_string();
        let mine = house.send_json("POST", steps, by, &new).await.json();
        assert_eq!(mine["completes"], "by_hand");
        let new = json!({ "title": "Test call", "whose": "team", "completes": "call_taken" }).to_string();
        let team = house.send_json("POST", steps, by, &new).await.json()["id"].as_str().unwrap().to_owned();
        let mine = mine["id"].as_str().unwrap().to_owned();
        for wrong in [json!({}), json!({ "title": "x", "whose": "me" }), json!({ "title": "x", "whose": "team", "completes": "y" })] {
            assert_eq!(house.send_json("POST", steps, by, &wrong.to_string()).await.status, 422, "{wrong}");
        }
        let progress = format!("/api/v1/accounts/{}/onboarding", one.north.account);
        assert_eq!(house.get(&progress, By::Visit(&client)).await.json()["total"], 2);
        let page = house.get("/", By::Visit(&client)).await.body;
        assert!(page.contains("0 of 2") && page.contains("Forward &#60;b&#62;"), "{page}");
        assert!(!house.get("/", By::Visit(&user)).await.body.contains("0 of 2"), "a Client User does not see the account");
        let tick = |step: &str| vec![("step", step.to_owned()), ("done", "yes".to_owned())];
        for (step, status) in [(&mine, 303), (&team, 403)] {
            let form = tick(step);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(house.post("/onboarding", By::Visit(&client), &form).await.status, status);
        }
        assert_eq!(house.get(&progress, by).await.json()["done"], 1);
        assert_eq!(house.send_json("PUT", &format!("{progress}/{team}"), by, "").await.status, 204);
        assert!(!house.get("/", By::Visit(&client)).await.body.contains("of 2"), "all is done");
        assert_eq!(house.send_json("DELETE", &format!("{progress}/{team}"), by, "").await.status, 204);
        assert_eq!(house.send_json("PUT", &format!("{progress}/{mine}x"), by, "").await.status, 404);
        assert_eq!(house.post("/onboarding", By::Visit(&user), &[("step", &mine), ("done", "yes")]).await.status, 403);
        for wrong in [vec![("step", "x"), ("done", "yes")], vec![("step", mine.as_str()), ("done", "maybe")]] {
            let status = house.post("/onboarding", By::Visit(&client), &wrong).await.status.as_u16();
            assert!([404, 422].contains(&status), "{wrong:?}");
        }
        let here = format!("/console/accounts/{}", one.north.account);
        let back = format!("{here}/onboarding");
        let reopened = house.post(&format!("{here}/setup/reopen"), by, &[("return_to", &back)]).await;
        assert_eq!(reopened.location(), back);
        assert!(house.get(&back, by).await.body.contains("the client’s checklist rests"));
        assert_eq!(house.post(&back, by, &[("step", &mine), ("done", "yes")]).await.status, 409);
        assert!(house.get("/onboarding", By::Visit(&client)).await.body.contains("is preparing your account"));
        let away = house.post(&format!("{here}/setup/complete"), by, &[("return_to", "https://evil.example/")]).await;
        assert_eq!(away.location(), here);
        assert_eq!(house.get(&progress, by).await.json()["done"], 0, "it begins anew");
        let settings = "/console/settings/onboarding";
        assert_eq!(house.post(&format!("{settings}/{team}/move"), by, &[("way", "up")]).await.location(), settings);
        assert_eq!(house.get(steps, by).await.json()["data"][0]["id"], team.as_str());
        assert_eq!(house.post(&format!("{settings}/{team}/move"), by, &[("way", "away")]).await.status, 422);
        assert_eq!(house.send_json("DELETE", &format!("{steps}/{team}"), by, "").await.status, 204);
        assert_eq!(house.send_json("POST", steps, By::Visit(&client), &new).await.status, 403);
    }

    async fn s3_27_the_activity_of_an_account_on_its_page_and_by_the_api(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (operator, client) = (house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await);
        let path = format!("/api/v1/accounts/{}/activity", one.north.account);
        let found = house.get(&path, By::Visit(&operator)).await.json();
        let kinds: Vec<_> = found["data"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["calls", "messages", "sign_ins"]);
        assert_eq!((&found["data"][0]["total"], &found["data"][1]["total"]), (&json!(3), &json!(3)));
        assert_eq!(house.get(&path, By::Visit(&client)).await.status, 200);
        let page = house.get(&format!("/console/accounts/{}/activity", one.north.account), By::Visit(&operator)).await;
        assert!(page.status == 200 && page.body.contains("<svg viewBox") && page.body.contains("<table"), "{}", page.body);
        let foreign = format!("/console/accounts/{}/activity", house.two.two.north.account);
        assert_eq!(house.get(&foreign, By::Visit(&operator)).await.status, 404);
    }

    async fn s3_60_s3_62_e_06_templates_through_the_api_and_the_pages(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let (operator, client) = (house.sign_in(&one.operator).await, house.sign_in(&one.north.admin).await);
        let by = By::Visit(&operator);
        let accounts = "/api/v1/accounts";
        let north = format!("{accounts}/{}", one.north.account);
        assert_eq!(house.send_json("PUT", &format!("{north}/template"), by, "").await.status, 409, "people use it");
        let like = house.send_json("POST", &format!("{north}/template/like"), by, "").await;
        assert_eq!(like.status, 201, "{}", like.body);
        let template = format!("{accounts}/{}", like.json()["id"].as_str().unwrap());
        let console = format!("/console{}", template.trim_start_matches("/api/v1"));
        let count = async |query: &str| house.get(&format!("{accounts}{query}"), by).await.json()["total"]["count"].clone();
        assert_eq!((count("").await, count("?template=yes").await, count("?template=yes,no").await), (json!(2), json!(1), json!(3)));
        assert!(!house.get("/console/accounts", by).await.body.contains("Template: North"));
        assert!(house.get("/console/accounts?template=yes", by).await.body.contains("Template: North"));
        let made = format!("{template}/template/accounts");
        for wrong in [json!({}), json!({ "accounts": [] }), json!({ "accounts": [["A", "a@b.test"]] }), json!({ "accounts": [{ "name": "A", "email": "x" }] })] {
            assert_eq!(house.send_json("POST", &made, by, &wrong.to_string()).await.status, 422, "{wrong}");
        }
        let two = json!({ "accounts": [{ "name": "A", "email": "a@b.test" }, { "name": "B", "email": "b@b.test" }] });
        let answer = house.send_json("POST", &made, by, &two.to_string()).await;
        assert_eq!(answer.json()["ids"].as_array().map(Vec::len), Some(2), "{}", answer.body);
        let listed = house.get(&made, by).await.json();
        let mut names: Vec<_> = listed["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        names.sort_unstable();
        assert_eq!((names, &listed["data"][0]["drift"], &listed["next"]), (vec!["A", "B"], &json!([]), &json!(null)));
        assert_eq!(house.get(&format!("{made}?page=2"), by).await.status, 422);
        for page in [String::new(), "/made".to_owned(), "/template/new".to_owned(), "/subscription".to_owned()] {
            assert_eq!(house.get(&format!("{console}{page}"), by).await.status, 200, "{page}");
        }
        let elsewhere = format!("/console/accounts/{}", one.north.account);
        assert_eq!(house.get(&format!("{elsewhere}/made"), by).await.status, 409, "it is no template");
        let lines = [("accounts", "C, c@b.test\nnobody")];
        let refused = house.post(&format!("{console}/template/new"), by, &lines).await;
        assert!(refused.status == 422 && refused.body.contains("Line 2: "), "{}", refused.body);
        assert_eq!(house.post(&format!("{console}/template/unset"), by, &[]).await.location(), console);
        assert_eq!(house.send_json("POST", &made, by, &two.to_string()).await.status, 409);
        for path in [format!("{north}/template"), format!("{north}/template/like"), format!("{north}/template/accounts")] {
            let method = if path.ends_with("template") { "PUT" } else { "POST" };
            assert_eq!(house.send_json(method, &path, By::Visit(&client), &two.to_string()).await.status, 403, "{path}");
        }
    }
}
