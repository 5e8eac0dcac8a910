//! Tasks in the portal, in the console and through the API.

use testkit::both_engines;

use crate::door::{By, House};

fn form<'a>(title: &'a str, assignee: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("title", title),
        ("text", ""),
        ("due_at", "2001-02-03T09:30"),
        ("assignee", assignee),
        ("repeats", "never"),
        ("checklist", "Ask\nTell"),
    ]
}

both_engines! {
    async fn s0_41_s0_06_a_client_writes_a_task_and_an_operator_completes_it(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let refused = house.post("/tasks/new", By::Visit(&admin), &form("", "operators")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Write what is to be done."), "{}", refused.body);
        let created = house.post("/tasks/new", By::Visit(&admin), &form("Change the greeting", "operators")).await;
        assert_eq!(created.status, 303, "{}", created.body);
        let here = created.location().to_owned();
        let page = house.get(&here, By::Visit(&admin)).await.body;
        for words in ["Change the greeting", "Overdue", "0 of 2 done", "Add comment"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let there = format!("/console{here}");
        let account = house.get(&format!("/console/accounts/{}", north.account), By::Visit(&operator)).await.body;
        assert!(account.contains("Change the greeting") && account.contains("Overdue"), "{account}");
        for path in ["/console/tasks", "/console/tasks/board", there.as_str()] {
            let page = house.get(path, By::Visit(&operator)).await.body;
            assert!(page.contains("Change the greeting") && page.contains("Overdue"), "{path}: {page}");
        }
        let ticked = house.post(&format!("{there}/steps"), By::Visit(&operator), &[("position", "1"), ("done", "yes")]).await;
        assert_eq!((ticked.status.as_u16(), ticked.location()), (303, there.as_str()));
        let said = house.post(&format!("{there}/comments"), By::Visit(&operator), &[("comment", "<b>On it</b>")]).await;
        assert_eq!(said.status, 303, "{}", said.body);
        let empty = house.post(&format!("{there}/comments"), By::Visit(&operator), &[("comment", "")]).await;
        assert!(empty.status == 422 && empty.body.contains("Write what is to be said."), "{}", empty.body);
        let back = [("state", "done"), ("return_to", "/console/tasks/board")];
        let done = house.post(&format!("{there}/mark"), By::Visit(&operator), &back).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/console/tasks/board"), "{}", done.body);
        let page = house.get(&here, By::Visit(&admin)).await.body;
        assert!(page.contains("1 of 2 done") && page.contains("&#60;b&#62;On it") && page.contains("Reopen"), "{page}");
        assert!(!page.contains("Overdue"), "what is done is not late");

        // What is wrong is a sentence; what is not there is not found.
        let wrong = house.post(&format!("{here}/mark"), By::Visit(&admin), &[("state", "gone")]).await;
        assert_eq!(wrong.status, 422);
        let strange = house.post(&format!("{here}/mark"), By::Visit(&admin), &[("colour", "red")]).await;
        assert_eq!(strange.status, 422);
        let elsewhere = [("state", "open"), ("return_to", "https://evil.example/")];
        assert_eq!(house.post(&format!("{here}/mark"), By::Visit(&admin), &elsewhere).await.location(), here);
        for step in ["7", "-1", "x"] {
            let gone = house.post(&format!("{here}/steps"), By::Visit(&admin), &[("position", step), ("done", "yes")]).await;
            assert_eq!(gone.status, 404, "{step}");
        }
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&here, By::Visit(&neighbour)).await.status, 404);
        assert_eq!(house.post(&format!("{here}/delete"), By::Visit(&neighbour), &[]).await.status, 404);
        let user = house.sign_in(&north.user).await;
        assert_eq!(house.get(&here, By::Visit(&user)).await.status, 404);
        assert_eq!(house.get("/tasks/new", By::Visit(&user)).await.status, 403);
        assert!(!house.get("/tasks", By::Visit(&user)).await.body.contains("New task"));

        let edited = house.post(&format!("{here}/edit"), By::Visit(&admin), &form("Change it today", &north.ann.to_string())).await;
        assert_eq!(edited.status, 303, "{}", edited.body);
        assert!(house.get("/tasks/board", By::Visit(&user)).await.body.contains("Change it today"), "it is Ann’s now");
        let marked = house.post(&format!("{here}/mark"), By::Visit(&user), &[("state", "done")]).await;
        assert_eq!(marked.status, 303);
        assert_eq!(house.post(&format!("{here}/delete"), By::Visit(&admin), &[]).await.location(), "/tasks");
        assert_eq!(house.get(&here, By::Visit(&admin)).await.status, 404);
    }

    async fn s0_41_a_program_writes_completes_and_reads_tasks_within_its_reach(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        for wrong in [
            r#"{"account":"ACCOUNT"}"#,
            r#"{"account":"ACCOUNT","title":"x","assignee":"somebody"}"#,
            r#"{"account":"ACCOUNT","title":"x","repeats":"daily"}"#,
            r#"{"account":"ACCOUNT","title":"x","due_at":"tomorrow"}"#,
            r#"{"account":"ACCOUNT","title":"x","checklist":"one"}"#,
            r#"{"account":"ACCOUNT","title":"x","colour":"red"}"#,
            r#"{"account":"acct_00000000000000000000000001","title":"x"}"#,
        ] {
            let wrong = wrong.replace("ACCOUNT", &north.account.to_string());
            let refused = house.send_json("POST", "/api/v1/tasks", By::Visit(&admin), &wrong).await;
            assert!(refused.status.is_client_error(), "{wrong}: {} {}", refused.status, refused.body);
        }
        let new = format!(
            r#"{{"account":"{}","title":"Test the line","due_at":"2124-01-31T09:00:00Z","repeats":"monthly",
            "assignee":"{}","checklist":["Ring","Listen"]}}"#,
            north.account, north.ann
        );
        let made = house.send_json("POST", "/api/v1/tasks", By::Visit(&admin), &new).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let path = made.location().to_owned();
        let found = house.get(&path, By::Visit(&user)).await.json();
        assert_eq!((&found["state"], &found["assigned"]), (&"open".into(), &"contact".into()), "{found}");
        let step = r#"{"position":1,"done":true}"#;
        assert_eq!(house.send_json("PUT", &format!("{path}/step"), By::Visit(&user), step).await.status, 204);
        let steps = house.get(&format!("{path}/checklist"), By::Visit(&admin)).await.json();
        assert_eq!((&steps["data"][1]["text"], steps["data"][0]["done_at"].is_null()), (&"Listen".into(), true), "{steps}");
        let comments = format!("{path}/comments");
        assert_eq!(house.send_json("POST", &comments, By::Visit(&user), r#"{"comment":"Rang."}"#).await.status, 201);
        assert_eq!(house.send_json("POST", &comments, By::Visit(&user), r#"{"comment":""}"#).await.status, 422);
        assert_eq!(house.get(&comments, By::Visit(&admin)).await.json()["data"][0]["text"], "Rang.");
        let state = format!("{path}/state");
        let marked = house.send_json("PUT", &state, By::Visit(&user), r#"{"state":"done"}"#).await;
        let next = marked.json()["next"].as_str().unwrap_or_default().to_owned();
        assert_eq!(marked.status, 200, "{}", marked.body);
        let next = house.get(&format!("/api/v1/tasks/{next}"), By::Visit(&user)).await.json();
        assert!(next["due_at"].as_str().unwrap_or_default().starts_with("2124-02-2"), "{next}");
        assert_eq!(house.send_json("PUT", &state, By::Visit(&user), r#"{"state":"lost"}"#).await.status, 422);

        assert_eq!(house.send_json("PATCH", &path, By::Visit(&user), r#"{"title":"x"}"#).await.status, 403);
        let changes = r#"{"title":"Test it","due_at":null,"repeats":null,"assignee":null}"#;
        let after = house.send_json("PATCH", &path, By::Visit(&admin), changes).await;
        assert_eq!(after.status, 200, "{}", after.body);
        assert_eq!((&after.json()["title"], &after.json()["assigned"]), (&"Test it".into(), &"account".into()));
        assert_eq!(house.get(&path, By::Visit(&user)).await.status, 404, "it is nobody’s own now");
        let list = house.get("/api/v1/tasks?state=open", By::Visit(&admin)).await.json();
        assert_eq!(list["total"]["count"], 1, "{list}");
        {
            let strange = house.sign_in(&house.two.one.south.admin).await;
            assert_eq!(house.get(&path, By::Visit(&strange)).await.status, 404);
            assert_eq!(house.get(&comments, By::Visit(&strange)).await.status, 404);
            assert_eq!(house.send_json("PUT", &state, By::Visit(&strange), r#"{"state":"open"}"#).await.status, 404);
            assert_eq!(house.send_json("DELETE", &path, By::Visit(&strange), "").await.status, 404);
        }
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&admin), "").await.status, 204);
        assert_eq!(house.get(&path, By::Visit(&admin)).await.status, 404);
    }
}
