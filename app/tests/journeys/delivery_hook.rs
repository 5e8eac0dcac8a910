//! A delivery plan with a webhook: set up in three ways, posted by one process, and what does not arrive goes on.

use db::params;
use domain::delivery::hook::{self, Answered, Due};
use domain::delivery::{self, step_due};
use domain::records::messages::{self, NewMessage};
use kernel::{AccountId, MessageId, Span};
use testkit::{a_message, both_engines};

use crate::door::{By, House};

const BASE: &str = "http://one.test";

async fn take(house: &House, text: &str) -> MessageId {
    let north = &house.two.one.north;
    let new = NewMessage { text: text.to_owned(), ..a_message(north.account, Some(north.ann)) };
    let operator = house.stage.actor(&house.two.one.operator).await;
    messages::write(&house.stage.house, &operator.may().unwrap(), new).await.unwrap()
}

/// What is to be posted now, by two processes that look at once.
async fn posted(house: &House, account: AccountId) -> Option<Due> {
    let other = house.stage.second_process().await;
    let org = house.two.one.org;
    let (one, two) = tokio::join!(
        hook::claim(&house.stage.house, org, account, BASE),
        hook::claim(&other, org, account, BASE)
    );
    match (one.unwrap(), two.unwrap()) {
        (Some(_), Some(_)) => panic!("one of them has it"),
        (one, two) => one.or(two),
    }
}

fn answer(status: u16, body: &str) -> Answered {
    Answered { status: Some(status), body: body.to_owned(), ..Answered::default() }
}

async fn state(house: &House, id: MessageId) -> String {
    house.stage.text("SELECT delivery FROM messages WHERE id = ?1", params![id]).await
}

/// A plan as a browser sends it.
fn form(channels: &str) -> Vec<(&str, &str)> {
    vec![
        ("mode", "all"),
        ("to", ""),
        ("channels", channels),
        ("between", "5"),
        ("wait", "10"),
        ("reminders", "0"),
        ("after", "nobody"),
        ("content", "full"),
        ("notices", "link"),
    ]
}

both_engines! {
    async fn s5_a_client_sets_a_webhook_up_sees_its_secret_once_and_removes_it_when_the_plan_needs_it_no_more(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let admin = house.sign_in(&north.admin).await;
        let user = house.sign_in(&north.user).await;
        let by = By::Visit(&admin);
        let (plan, path) = ("/messages/delivery", "/messages/delivery/webhook");
        for door in [path, "/messages/delivery/webhook/secret", "/messages/delivery/webhook/remove"] {
            assert_eq!(house.get(door, By::Visit(&user)).await.status, 403, "{door}");
        }
        // The plan cannot name what is not there.
        let early = house.post(plan, by, &form("webhook email")).await;
        assert!(early.status == 422 && early.body.contains("Say first where the webhook"), "{}", early.body);
        assert_eq!(house.get("/messages/delivery/webhook/secret", by).await.status, 404);
        for wrong in ["", "http://pager.example/in", "https://127.0.0.1/in", "https://u:p@pager.example/"] {
            assert_eq!(house.post(path, by, &[("url", wrong)]).await.status, 422, "{wrong}");
        }
        let made = house.post(path, by, &[("url", " https://pager.example/in/key ")]).await;
        assert!(made.status == 200 && made.body.contains("whsec_"), "{}", made.body);
        let shown = house.get(path, by).await.body;
        assert!(shown.contains("https://pager.example/in/key") && !shown.contains("whsec_"), "{shown}");
        assert_eq!(house.post(plan, by, &form("webhook email")).await.status, 303);
        assert!(house.get(plan, by).await.body.contains("pager.example"));
        let other = house.post("/messages/delivery/webhook/secret", by, &[]).await;
        assert!(other.body.contains("whsec_"), "{}", other.body);
        assert_eq!(house.post("/messages/delivery/webhook/remove", by, &[]).await.status, 409, "the plan needs it");
        assert_eq!(house.post(plan, by, &form("email")).await.status, 303);
        assert_eq!(house.post("/messages/delivery/webhook/remove", by, &[]).await.status, 303);
        // The history says where it led, and neither what follows the host nor the secret.
        let said = "SELECT count(*) FROM events WHERE action = 'delivery.planned' AND changes LIKE '%pager.example%'";
        assert_eq!(house.stage.number(said, &[]).await, 2);
        let secret = "SELECT count(*) FROM events WHERE changes LIKE '%whsec%' OR changes LIKE '%/in/key%'";
        assert_eq!(house.stage.number(secret, &[]).await, 0);
        // Programs, and operators; another's account is not there.
        let operator = house.sign_in(&house.two.one.administrator).await;
        let api = format!("/api/v1/accounts/{}/delivery-plan/webhook", north.account);
        let by = By::Visit(&operator);
        assert_eq!(house.get(&api, by).await.status, 404);
        let url = r#"{"url":"https://desk.example/hook"}"#;
        let first = house.send_json("PUT", &api, by, url).await;
        assert!(first.json()["secret"].as_str().unwrap().starts_with("whsec_"), "{}", first.body);
        assert!(house.send_json("PUT", &api, by, url).await.json()["secret"].is_null());
        let again = house.send_json("POST", &format!("{api}/secret"), by, "").await;
        assert!(again.json()["secret"].as_str().unwrap().starts_with("whsec_"), "{}", again.body);
        assert!(house.get(&api, by).await.json()["old_secret_until"].is_string());
        let console = format!("/console/accounts/{}/delivery/webhook", north.account);
        assert!(house.get(&console, by).await.body.contains("https://desk.example/hook"));
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&api, By::Visit(&neighbour)).await.status, 404);
        assert_eq!(house.send_json("PUT", &api, By::Visit(&neighbour), url).await.status, 404);
        assert_eq!(house.send_json("DELETE", &api, by, "").await.status, 204);
    }

    async fn s5_what_is_posted_is_posted_by_one_process_and_what_does_not_arrive_goes_on_by_the_next_way(stage: Stage) {
        let house = House::open(stage).await;
        let (org, account) = (house.two.one.org, house.two.one.north.account);
        let ann = house.two.one.north.ann;
        let sql = "UPDATE contacts SET email = 'ann@reach.example', emails = 'work ann@reach.example' WHERE id = ?1";
        house.stage.tamper(sql, params![ann]).await;
        let system = house.stage.system(org);
        let to = ("https://pager.example/in", false);
        hook::save(&house.stage.house, &system.may().unwrap(), account, to).await.unwrap();
        let admin = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.post("/messages/delivery", By::Visit(&admin), &form("webhook email")).await.status, 303);

        let id = take(&house, "The boiler has burst.").await;
        assert_eq!(hook::due(&house.stage.house).await.unwrap(), [(org, account)]);
        let first = posted(&house, account).await.unwrap();
        assert!(first.body.contains("The boiler has burst.") && first.body.contains("/ack/"), "{}", first.body);
        assert!(posted(&house, account).await.is_none(), "it is on its way");
        // Whoever has it is gone: it is posted again under the same id, and the late answer settles nothing.
        house.stage.advance(Span::seconds(61));
        let again = posted(&house, account).await.unwrap();
        assert_eq!(first.headers[0], again.headers[0]);
        hook::settle(&house.stage.house, &first, answer(200, r#"{"acknowledged": true, "by": "Eve"}"#)).await.unwrap();
        assert_eq!(state(&house, id).await, "waiting");
        // Refused until it is given up: then the letter follows at once.
        let mut last = again;
        for wait in [20, 45, 130] {
            hook::settle(&house.stage.house, &last, answer(500, "who knows")).await.unwrap();
            assert_eq!(step_due(&house.stage.house).await.unwrap(), 0, "within the step");
            house.stage.advance(Span::seconds(wait));
            last = posted(&house, account).await.unwrap();
        }
        hook::settle(&house.stage.house, &last, answer(503, "")).await.unwrap();
        assert_eq!(step_due(&house.stage.house).await.unwrap(), 1);
        let letters = house.stage.deliver().await;
        assert!(letters.iter().any(|one| one.to == "ann@reach.example"), "{letters:?}");
        let admin = house.sign_in(&house.two.one.north.admin).await;
        let proof = house.get(&format!("/messages/{id}"), By::Visit(&admin)).await.body;
        for says in ["Webhook", "pager.example", "It answered with 503.", "Failed"] {
            assert!(proof.contains(says), "{says}: {proof}");
        }
        assert!(!proof.contains("who knows") && !proof.contains("pager.example/in"), "{proof}");

        // An answer acknowledges; nobody else is asked.
        let had = take(&house, "Call back.").await;
        let post = posted(&house, account).await.unwrap();
        hook::settle(&house.stage.house, &post, answer(200, r#"{"acknowledged": true}"#)).await.unwrap();
        assert_eq!(state(&house, had).await, "acknowledged");
        let operator = house.sign_in(&house.two.one.operator).await;
        let said = house.get(&format!("/api/v1/messages/{had}/delivery"), By::Visit(&operator)).await.json();
        assert_eq!((&said["acknowledged_how"], &said["attempts"][0]["state"]), (&"webhook".into(), &"sent".into()), "{said}");
        assert_eq!(said["acknowledged_by"], said["attempts"][0]["name"], "in the name of whoever was asked");

        // What somebody has by the time it is posted stays here; and of a Secure account nothing is said.
        let seen = take(&house, "Never mind.").await;
        delivery::acknowledge(&house.stage.house, &system.may().unwrap(), seen).await.unwrap();
        assert!(posted(&house, account).await.is_none());
        house.stage.hire(org, "secure@one.test", &[domain::access::roles::SECURE]).await;
        domain::accounts::secure::mark(&house.stage.house, &system.may().unwrap(), account).await.unwrap();
        let secret = NewMessage { text: "Zanzibar".to_owned(), subject: "Zanzibar".to_owned(), ..a_message(account, Some(ann)) };
        messages::write(&house.stage.house, &system.may().unwrap(), secret).await.unwrap();
        let post = posted(&house, account).await.unwrap();
        assert!(!post.body.contains("Zanzibar") && post.body.contains(r#""text":null"#), "{}", post.body);
    }
}
