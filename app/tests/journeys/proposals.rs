//! Changes of resources that wait for an operator: in the portal, in the console, in My work and through the API.

use kernel::Span;
use serde_json::json;
use testkit::both_engines;

use crate::door::{By, House};

const TITLE: &str = "How we answer";

fn form<'a>(text: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("category", "scripts"), ("title", TITLE), ("text", text), ("version", version)]
}

fn also<'a>(mut form: Vec<(&'a str, &'a str)>, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    form.extend_from_slice(more);
    form
}

/// Where the page of what was proposed is, as the page of a resource or the list says.
fn proposal_in(body: &str) -> String {
    let at = body.find("/resources/proposals/prop_").unwrap();
    body[at..].split(['"', '/']).nth(3).unwrap().to_owned()
}

both_engines! {
    async fn s0_42_s0_10_a_client_proposes_and_an_operator_decides_with_the_difference_before_the_eyes(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let (client, by) = (By::Visit(&admin), By::Visit(&operator));
        let made = house.post("/resources/new", client, &form("Say hello.\n\nNever quote prices.", "")).await;
        let here = made.location().to_owned();
        assert!(!house.get("/resources", client).await.body.contains("/resources/proposals"), "nothing of it where it is off");
        let unknown = house.post(&format!("{here}/edit"), client, &also(form("x", "1"), &[("at", "")])).await;
        assert_eq!(unknown.status, 422, "when it is to hold is asked only of what waits");
        let settings = [("run_users", "1"), ("see_support", "1"), ("approve_resources", "1")];
        assert_eq!(house.post("/console/settings/clients", By::Visit(&administrator), &settings).await.status, 303);

        let page = house.get(&format!("{here}/edit"), client).await.body;
        assert!(page.contains("Propose change") && page.contains("Should hold from") && page.contains("before it holds"), "{page}");
        let wrong = house.post(&format!("{here}/edit"), client, &also(form("x", "1"), &[("at", "soon")])).await;
        assert!(wrong.status == 422 && wrong.body.contains("Write a date and a time of day."), "{}", wrong.body);
        let sent = house.post(&format!("{here}/edit"), client, &form("Say good morning.\n\nNever quote prices.", "1")).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, here.as_str()), "{}", sent.body);
        let page = house.get(&here, client).await.body;
        for words in ["A change by Admin North waits for approval.", "What Admin North proposes", "<del>Say hello.</del>", "<ins>Say good morning.</ins>", "1 of 1"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let id = proposal_in(&page);
        let (mine, there) = (format!("/resources/proposals/{id}"), format!("/console/resources/proposals/{id}"));
        assert!(house.get("/resources", client).await.body.contains("1 change waits."));
        assert_eq!(house.get(&format!("{here}/edit"), client).await.location(), format!("{mine}/edit"), "it goes on where it stopped");
        let open = house.get(&format!("{mine}/edit"), client).await.body;
        assert!(open.contains("Say good morning.") && open.contains("name=\"revision\" value=\"1\""), "{open}");
        let text = "Say good evening.\n\nNever quote prices.";
        let changed = house.post(&format!("{mine}/edit"), client, &also(form(text, "1"), &[("revision", "1"), ("at", "2026-12-24T18:00")])).await;
        assert_eq!((changed.status.as_u16(), changed.location()), (303, mine.as_str()), "{}", changed.body);
        let late = house.post(&format!("{mine}/edit"), client, &also(form("Mine", "1"), &[("revision", "1"), ("at", "")])).await;
        assert!(late.status == 409 && late.body.contains("Mine") && late.body.contains("has changed this proposal"), "{}", late.body);

        // The operator finds it in My work, on the account and on the resource.
        let account = format!("/console/accounts/{}", north.account);
        for path in ["/console/work", account.as_str(), &format!("/console/board/{}", north.account), "/console/resources/proposals?state=open", &format!("/console{here}")] {
            let page = house.get(path, by).await.body;
            assert!(page.contains(&there), "{path}: {page}");
        }
        let page = house.get(&there, by).await.body;
        for words in ["Waiting for approval", "<del>Say hello.</del>", "<ins>Say good evening.</ins>", "Wished from", "Approve", "value=\"2026-12-24T17:00\"", "Refuse…"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let old = house.post(&format!("{there}/approve"), by, &[("revision", "1"), ("version", "1"), ("at", "")]).await;
        assert!(old.status == 409 && old.body.contains("has changed this proposal") && old.body.contains("name=\"revision\" value=\"2\""), "{}", old.body);
        // Somebody changes the resource meanwhile: both are shown, and nothing is lost.
        let urgent = "Say hello.\n\nNever quote prices. Closed on Friday.";
        assert_eq!(house.post(&format!("/console{here}/edit"), by, &also(form(urgent, "1"), &[("at", "")])).await.status, 303);
        let stale = house.post(&format!("{there}/approve"), by, &[("revision", "2"), ("version", "1"), ("at", "")]).await;
        assert_eq!(stale.status, 409);
        for words in ["has changed this resource", "This was written from version 1.", "changed in the meantime", "Closed on Friday.", "<ins>Say good evening.</ins>", "name=\"version\" value=\"2\""] {
            assert!(stale.body.contains(words), "{words}: {}", stale.body);
        }
        // The operator writes both together, and it holds from then on.
        let both = "Say good evening.\n\nNever quote prices. Closed on Friday.";
        let own = also(form(both, "2"), &[("revision", "2"), ("at", "2026-12-24T18:00")]);
        assert!(house.get(&format!("{there}/edit"), by).await.body.contains("Approve as written here"));
        let approved = house.post(&format!("{there}/edit"), by, &own).await;
        assert_eq!((approved.status.as_u16(), approved.location()), (303, there.as_str()), "{}", approved.body);
        for path in [account.as_str(), &format!("/console/board/{}", north.account)] {
            let page = house.get(path, by).await.body;
            assert!(page.contains("Changes on 24/12/2026") && !page.contains("Say good evening."), "{path}: {page}");
        }
        assert!(house.get(&mine, client).await.body.contains("Takes effect on 24/12/2026"));
        house.stage.advance(Span::days(60));
        assert_eq!(domain::resources::proposals::take_effect(&house.stage.house).await.unwrap(), 1);
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let (client, by) = (By::Visit(&admin), By::Visit(&operator));
        let page = house.get(&here, client).await.body;
        assert!(page.contains("Say good evening.") && page.contains("Closed on Friday.") && page.contains("3 of 3") && page.contains("Admin North, approved by"), "{page}");
        assert!(house.get(&format!("/console{here}"), by).await.body.contains("You have not read this yet."));
        assert!(!house.get("/console/work", by).await.body.contains("Changes of resources that wait"));

        // Neither a neighbour nor a user without the permission comes near it.
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        for path in [mine.clone(), format!("{mine}/edit"), format!("{mine}/withdraw")] {
            assert_eq!(house.get(&path, By::Visit(&neighbour)).await.status, 404, "{path}");
        }
        let user = house.sign_in(&north.user).await;
        assert_eq!(house.get(&mine, By::Visit(&user)).await.status, 403);
    }

    async fn s0_42_a_client_withdraws_and_reads_why_something_was_refused(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.administrator).await);
        let (client, by) = (By::Visit(&admin), By::Visit(&operator));
        let account = format!("/console/accounts/{}", north.account);
        let decide = format!("{account}/approve-resources");
        assert!(house.get(&account, by).await.body.contains("holds at once, as everywhere"));
        assert!(house.get(&decide, by).await.body.contains("They wait for an operator"));
        assert_eq!(house.post(&decide, by, &[("approve", "maybe")]).await.status, 422);
        assert_eq!(house.post(&decide, by, &[("approve", "yes")]).await.location(), account);
        let made = house.post("/resources/new", client, &also(form("one", ""), &[("at", "")])).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let mine = made.location().to_owned();
        assert!(mine.starts_with("/resources/proposals/prop_"), "{mine}");
        assert!(house.get("/resources/proposals", client).await.body.contains(&mine));
        let there = format!("/console{mine}");
        let refuse = format!("{there}/refuse");
        let empty = house.post(&refuse, by, &[("revision", "1"), ("reason", " ")]).await;
        assert!(empty.status == 422 && empty.body.contains("Say why"), "{}", empty.body);
        assert!(house.get(&refuse, by).await.body.contains("The client reads it."));
        assert_eq!(house.post(&refuse, by, &[("revision", "1"), ("reason", "We know it <already>.")]).await.location(), there);
        let page = house.get(&mine, client).await.body;
        assert!(page.contains("Refused") && page.contains("We know it &#60;already&#62;.") && !page.contains("Withdraw…"), "{page}");

        let made = house.post("/resources/new", client, &also(form("two", ""), &[("at", "")])).await;
        let second = made.location().to_owned();
        assert!(house.get(&format!("{second}/withdraw"), client).await.body.contains("Withdraw proposal"));
        assert_eq!(house.post(&format!("{second}/withdraw"), client, &[]).await.location(), second);
        assert!(house.get(&second, client).await.body.contains("Withdrawn"));
        let late = house.post(&format!("/console{second}/approve"), by, &[("revision", "1"), ("version", "0"), ("at", "")]).await;
        assert_eq!(late.status, 409, "{}", late.body);

        // A deletion waits as well.
        let made = house.post("/resources/new", client, &also(form("three", ""), &[("at", "")])).await;
        let third = format!("/console{}", made.location());
        let approved = house.post(&format!("{third}/approve"), by, &[("revision", "1"), ("version", "0"), ("at", "")]).await;
        assert_eq!(approved.status, 303, "{}", approved.body);
        let list = house.get("/api/v1/resources", client).await.json();
        let resource = format!("/resources/{}", list["data"][0]["id"].as_str().unwrap());
        assert!(house.get(&format!("{resource}/delete"), client).await.body.contains("Propose deletion"));
        assert_eq!(house.post(&format!("{resource}/delete"), client, &[]).await.location(), resource);
        let page = house.get(&resource, client).await.body;
        assert!(page.contains("A deletion by Admin North waits for approval."), "{page}");
        assert!(!page.contains("Attach a file"), "files are the operators' here: {page}");
        assert_eq!(house.post(&format!("/console{resource}/delete"), by, &[]).await.status, 409);
        let page = format!("/console/resources/proposals/{}", proposal_in(&page));
        assert!(house.get(&page, by).await.body.contains("Approve, and delete it"));
        let gone = house.post(&format!("{page}/approve"), by, &[("revision", "1"), ("version", "1"), ("at", "")]).await;
        assert_eq!(gone.status, 303, "{}", gone.body);
        assert_eq!(house.get(&resource, client).await.status, 404);
        assert_eq!(house.get(&page, by).await.status, 200);
    }

    async fn s0_10_a_program_proposes_and_another_one_decides(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.administrator).await);
        let (client, by) = (By::Visit(&admin), By::Visit(&operator));
        let approval = format!("/api/v1/accounts/{}/resource-approval", north.account);
        assert_eq!(house.get(&approval, by).await.json(), json!({ "account": null, "organization": false, "waits": false }));
        let on = house.send_json("PUT", &approval, by, r#"{"account":true}"#).await;
        assert_eq!(on.json(), json!({ "account": true, "organization": false, "waits": true }));
        assert_eq!(house.send_json("PUT", &approval, client, "{}").await.status, 403);

        let new = json!({ "account": north.account.to_string(), "category": "links", "title": "Forms", "text": "one", "wanted_at": "2026-12-01T09:00:00Z" });
        let at_once = json!({ "account": north.account.to_string(), "category": "links", "title": "Forms", "text": "one" });
        let refused = house.send_json("POST", "/api/v1/resources", client, &at_once.to_string()).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
        let made = house.send_json("POST", "/api/v1/proposals", client, &new.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let path = made.location().to_owned();
        let shown = house.get(&path, by).await.json();
        assert_eq!((&shown["state"], &shown["kind"], &shown["text"], &shown["wanted_at"]), (&json!("open"), &json!("new"), &json!("one"), &json!("2026-12-01T09:00:00Z")), "{shown}");
        let changed = house.send_json("PATCH", &path, client, r#"{"text":"two","wanted_at":null}"#).await.json();
        assert_eq!((&changed["text"], &changed["revision"], &changed["wanted_at"]), (&json!("two"), &json!(2), &json!(null)), "{changed}");
        for (body, status) in [(r#"{"wanted_at":"soon"}"#, 422), (r#"{"text":""}"#, 422), (r#"{"colour":"red"}"#, 422)] {
            assert_eq!(house.send_json("PATCH", &path, client, body).await.status.as_u16(), status, "{body}");
        }
        let (approve, refuse) = (format!("{path}/approval"), format!("{path}/refusal"));
        assert_eq!(house.send_json("PUT", &approve, client, "{}").await.status, 403);
        assert_eq!(house.send_json("PUT", &approve, by, r#"{"revision":1}"#).await.status, 409);
        assert_eq!(house.send_json("PUT", &approve, by, r#"{"revision":2,"title":"Forms of ours"}"#).await.status, 204);
        let done = house.get(&path, client).await.json();
        assert_eq!((&done["state"], &done["title"]), (&json!("done"), &json!("Forms of ours")), "{done}");
        let resource = format!("/api/v1/resources/{}", done["resource"]["id"].as_str().unwrap());
        assert_eq!(house.get(&resource, client).await.json()["text"], "two");
        assert_eq!(house.send_json("PATCH", &resource, client, r#"{"text":"three"}"#).await.status, 409);

        let change = format!("{resource}/proposal");
        let proposed = house.send_json("PUT", &change, client, r#"{"text":"three","version":1}"#).await.json();
        assert_eq!((&proposed["state"], &proposed["kind"], &proposed["version"]), (&json!("open"), &json!("edit"), &json!(1)), "{proposed}");
        for (body, status) in [(r#"{"text":"x","version":9}"#, 409), (r#"{"delete":true,"text":"x"}"#, 422), (r#"{"delete":true}"#, 409)] {
            assert_eq!(house.send_json("PUT", &change, client, body).await.status.as_u16(), status, "{body}");
        }
        let path = format!("/api/v1/proposals/{}", proposed["id"].as_str().unwrap());
        assert_eq!(house.send_json("PUT", &format!("{path}/refusal"), by, "{}").await.status, 422);
        assert_eq!(house.send_json("PUT", &refuse, by, r#"{"reason":"late"}"#).await.status, 409);
        assert_eq!(house.send_json("PUT", &format!("{path}/refusal"), by, r#"{"reason":"No."}"#).await.status, 204);
        assert_eq!(house.get(&path, client).await.json()["reason"], "No.");
        let gone = house.send_json("PUT", &change, client, r#"{"delete":true}"#).await.json();
        let path = format!("/api/v1/proposals/{}", gone["id"].as_str().unwrap());
        let strange = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&path, By::Visit(&strange)).await.status, 404);
        assert_eq!(house.send_json("DELETE", &path, By::Visit(&strange), "").await.status, 404);
        assert_eq!(house.send_json("DELETE", &path, client, "").await.status, 204);
        let list = house.get("/api/v1/proposals?state=refused,withdrawn", by).await.json();
        assert_eq!(list["total"]["count"], 2, "{list}");
        let later = house.send_json("PUT", &change, client, r#"{"text":"four"}"#).await.json();
        let path = format!("/api/v1/proposals/{}", later["id"].as_str().unwrap());
        let at = format!(r#"{{"at":"{}"}}"#, house.stage.house.now() + Span::hours(1));
        assert_eq!(house.send_json("PUT", &format!("{path}/approval"), by, &at).await.status, 204);
        assert_eq!(house.get(&path, client).await.json()["state"], "scheduled");
    }
}
