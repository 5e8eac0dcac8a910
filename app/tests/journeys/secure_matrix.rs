//! A Secure account, every route of the printed table, an operator without the clearance and one with it.

use axum::body::Body;
use axum::http::header;
use domain::access::{
    AccountsEdit, Actor, Key, OnCallEdit, Reach, ResourcesEdit, StatusSet, TasksEdit, roles,
};
use domain::accounts::tags::{self, Tag};
use domain::accounts::{note, secure};
use domain::announcements::{self, NewAnnouncement};
use domain::delivery::hook;
use domain::notices::Channel;
use domain::on_call::{self, Draft, LayerDraft};
use domain::records::{calls, messages};
use domain::resources::proposals::Wish;
use domain::resources::{self, ResourceDetails, attachments};
use domain::statuses::{self, NewStatus};
use domain::tasks::{self, TaskDetails};
use kernel::{AnnouncementId, Span};
use serde_json::json;
use testkit::{Place, Who, a_call, a_message, both_engines};
use web::ui::Door;

use crate::api_who::key;
use crate::door::{Answer, By, House};

/// Routes that speak of things that are no account's, each with what they are.
const NO_ACCOUNTS: &[(&str, &str)] = &[
    (
        "imports",
        "files of accounts; those of Secure accounts are left out of their reports, as testkit shows",
    ),
    ("jobs", "work on many records, shown to whoever asked for it and to nobody else"),
    ("keys", "a program's way in, of the organization"),
    ("letters", "the texts of letters"),
    ("mailbox", "letters of an instance that sends none; what is of whom is asked of the outbox"),
    ("onboarding", "the steps of the organization's checklist"),
    ("onboarding-steps", "the same"),
    ("operators", "people of the organization"),
    ("passkeys", "one's own"),
    ("photos", "whose it is, is asked by reach, as for the user"),
    ("plans", "what the organization offers"),
    ("pushes", "of a template, which is never Secure; accounts that are, are left out of it"),
    ("roles", "of the organization"),
    ("secure", "requests, seen by whoever asked and whoever answers"),
    ("sessions", "one's own"),
    ("views", "one's own, or shared by name"),
    (
        "webhook-deliveries",
        "what was sent; of Secure accounts only for operators with the clearance, as testkit shows",
    ),
    (
        "webhooks",
        "other systems, of the organization; those that may hear of Secure accounts are run by operators with it",
    ),
];

/// What an operator without the clearance may do with the address of a Secure account.
const FROM_OUTSIDE: &[(&str, &str, &str)] = &[
    (
        "GET",
        "/console/accounts/{id}",
        "its name, its state, that it is Secure, and how to ask for emergency access",
    ),
    ("POST", "/console/accounts/{id}/emergency", "asking; without a reason it is refused on the same page"),
];

/// Where somebody with the clearance is sent on, or is told why not, for another reason than Secure.
const OTHERWISE: &[(&str, &str)] = &[
    ("/console/accounts/{id}/login-as", "the password comes first, which a stage without a browser skips"),
    ("/console/accounts/{id}/template/new", "it is no template"),
    ("/console/accounts/{id}/made", "it is no template"),
    ("/console/accounts/{id}/push", "it is no template"),
    ("/api/v1/accounts/{id}/template/push", "it is no template"),
    ("/api/v1/accounts/{id}/template/accounts", "it is no template"),
    ("/console/users/{id}/invitation/withdraw", "the user was never invited"),
    ("/console/accounts/{id}/password", "it leads to the page of the primary admin"),
    ("/console/overrides/{id}/end", "nobody stands in"),
    ("/console/calls/{id}/recording", "recordings are switched off"),
    ("/console/calls/{id}/recording/download", "recordings are switched off"),
    ("/console/calls/{id}/recording/transcript", "recordings are switched off"),
    ("/api/v1/calls/{id}/recording/transcript", "recordings are switched off"),
    ("/api/v1/calls/{id}/recording", "recordings are switched off"),
    ("/api/v1/calls/{id}/recording/fetch", "recordings are switched off"),
    ("/console/on_call/{id}/turn", "it asks which turn"),
    ("/console/outbox/{id}/drop", "it has left already"),
    ("/console/settings/outbox/{id}/drop", "it may have left already"),
];

const SECRET: &str = "Zanzibar";

/// Everything that an account can have, each with a word that stands nowhere else.
struct Full {
    task: String,
    resource: String,
    proposal: String,
    file: String,
    schedule: String,
    status: String,
    letter: String,
    announcement: AnnouncementId,
}

async fn fill(house: &House, system: &Actor, place: &Place) -> Full {
    let (stage, account) = (&house.stage, place.account);
    let edit = system.may::<AccountsEdit>().unwrap();
    note::write(&stage.house, &edit, account, &format!("{SECRET} pays late")).await.unwrap();
    let pager = ("https://pager.north.example/in", false);
    hook::save(&stage.house, &system.may().unwrap(), account, pager).await.unwrap();
    tags::add(&stage.house, &edit, account, vec![Tag::parse(SECRET).unwrap()]).await.unwrap();
    let call = calls::NewCall {
        from_name: format!("{SECRET} Caller"),
        ..a_call(account, Some(place.ann), &stage.house)
    };
    calls::take_in(&stage.house, &system.may().unwrap(), vec![Ok(call)], None).await.unwrap();
    let message =
        messages::NewMessage { subject: format!("{SECRET} results"), ..a_message(account, Some(place.ann)) };
    messages::take_in(&stage.house, &system.may().unwrap(), vec![Ok(message)], None).await.unwrap();
    let status = NewStatus { level: "urgent".to_owned(), text: format!("{SECRET} is closed"), until: None };
    let status =
        statuses::set(&stage.house, &system.may::<StatusSet>().unwrap(), account, status).await.unwrap();
    let task = TaskDetails {
        title: format!("{SECRET} task"),
        repeats: "never".to_owned(),
        ..TaskDetails::default()
    };
    let task = tasks::create(&stage.house, &system.may::<TasksEdit>().unwrap(), account, task).await.unwrap();
    let resource = ResourceDetails {
        category: "instructions".to_owned(),
        title: format!("{SECRET} script"),
        text: "Say this.".to_owned(),
    };
    let resource =
        resources::create(&stage.house, &system.may::<ResourcesEdit>().unwrap(), account, resource)
            .await
            .unwrap();
    let edit = system.may::<ResourcesEdit>().unwrap();
    let wish = Wish {
        details: ResourceDetails {
            category: "scripts".to_owned(),
            title: format!("{SECRET} greeting"),
            text: "Say that.".to_owned(),
        },
        at: None,
    };
    let proposal = resources::proposals::propose_new(&stage.house, &edit, account, wish).await.unwrap();
    let name = format!("{SECRET} plan.png");
    let mut file = attachments::begin(&stage.house, &edit, resource, &name).await.unwrap();
    file.write(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").await.unwrap();
    let file = file.finish(&stage.house, &edit, "").await.unwrap();
    let layer = LayerDraft {
        begins: "2026-11-20T08:00".to_owned(),
        turn_hours: 24,
        members: vec![place.ann],
        ..LayerDraft::default()
    };
    let draft = Draft {
        name: format!("{SECRET} doctors"),
        time_zone: "America/New_York".to_owned(),
        layers: vec![layer],
        fallback: None,
    };
    let schedule =
        on_call::add(&stage.house, &system.may::<OnCallEdit>().unwrap(), account, draft).await.unwrap();
    domain::people::invitations::invite(&stage.house, &system.may().unwrap(), place.lost.id).await.unwrap();
    let sql = "SELECT count(*) FROM outbox WHERE user_id = ?1";
    assert!(stage.number(sql, &[db::Value::from(place.lost.id)]).await > 0);
    let all =
        domain::records::Query::parse(&domain::notices::OUTBOX, [("q", place.lost.email.as_str())]).unwrap();
    let letters = domain::notices::list(&mut stage.read().await, &system.may().unwrap(), &all).await.unwrap();
    let reached = "UPDATE contacts SET emails = 'work ann@contacts.example', email = 'ann@contacts.example' WHERE id = ?1";
    stage.tamper(reached, &[db::Value::from(place.ann)]).await;
    let announcement = NewAnnouncement {
        channel: Channel::Email,
        subject: format!("{SECRET} is closed"),
        text: "Until Monday.".to_owned(),
        to: vec![place.ann],
        at: Some(stage.house.now() + Span::days(7)),
    };
    let announcement =
        announcements::compose(&stage.house, &system.may().unwrap(), account, announcement, "")
            .await
            .unwrap();
    Full {
        announcement,
        task: task.to_string(),
        resource: resource.to_string(),
        proposal: proposal.to_string(),
        file: file.id.to_string(),
        schedule: schedule.to_string(),
        status: status.to_string(),
        letter: letters.records[0].id.to_string(),
    }
}

/// The id in the address of this route, of a thing of the Secure account; none if such things are no account's.
fn of_account(path: &str, place: &Place, full: &Full) -> Option<String> {
    let before = path.split("/{id}").next().unwrap_or_default();
    let kind = before.rsplit('/').next().unwrap_or_default();
    if NO_ACCOUNTS.iter().any(|(known, _)| *known == kind) {
        return None;
    }
    Some(match kind {
        "accounts" | "board" => place.account.to_string(),
        "users" => place.user.id.to_string(),
        "contacts" => place.ann.to_string(),
        "calls" => place.calls.for_ann.to_string(),
        "messages" => place.messages.for_ann.to_string(),
        "tasks" => full.task.clone(),
        "resources" => full.resource.clone(),
        "proposals" => full.proposal.clone(),
        "attachments" => full.file.clone(),
        "schedules" | "on_call" => full.schedule.clone(),
        "statuses" => full.status.clone(),
        "outbox" => full.letter.clone(),
        "announcements" => full.announcement.to_string(),
        // There are none here; they are found by the fence of their schedule, their call or their account.
        "overrides" | "turns" | "calendar-links" | "recording-uploads" => return None,
        other => panic!("{path}: say whose “{other}” are, here or in NO_ACCOUNTS with the reason"),
    })
}

async fn knock(house: &House, by: By<'_>, method: &str, path: &str) -> Answer {
    let (kind, body) = match (method, path.starts_with("/api/")) {
        ("GET", _) => ("text/plain", ""),
        (_, true) => ("application/json", "{}"),
        (_, false) => ("application/x-www-form-urlencoded", ""),
    };
    let request = House::request(method, "one.test", path, by)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .unwrap();
    house.send(request).await
}

/// Everything that tells something of what is in the account. Its name and its id may be known.
fn told(answer: &Answer, place: &Place, full: &Full, asked: &str) -> Option<String> {
    let ids = [&full.task, &full.resource, &full.file, &full.schedule, &full.status, &full.letter];
    let records =
        [place.calls.for_ann.to_string(), place.messages.for_ann.to_string(), place.ann.to_string()];
    let users = [place.admin.id.to_string(), place.user.id.to_string()];
    let words = [
        SECRET,
        "Ann North",
        "Bob North",
        "Admin North",
        "north.one.test",
        place.number.trim_start_matches('+'),
    ];
    let all = words
        .iter()
        .map(|word| (*word).to_owned())
        .chain(ids.into_iter().cloned())
        .chain(records)
        .chain(users);
    let text = answer.body.replace(asked, "…");
    all.into_iter().find(|word| text.contains(word.as_str()))
}

async fn cleared(house: &House) -> Who {
    house.stage.hire(house.two.one.org, "cleared@one.test", &[roles::ADMINISTRATOR, roles::SECURE]).await
}

both_engines! {
    async fn s3_53_every_route_is_closed_to_operators_without_the_clearance_and_open_to_those_with_it(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let system = house.stage.system(one.org);
        let boss = cleared(&house).await;
        let full = fill(&house, &system, north).await;
        secure::mark(&house.stage.house, &system.may().unwrap(), north.account).await.unwrap();
        // The strongest without the clearance: an administrator may do everything else.
        let (without, with) = (house.sign_in(&one.administrator).await, house.sign_in(&boss).await);
        let everything: Vec<(Key, Reach)> = Key::ALL.iter().map(|key| (*key, Reach::Organization)).collect();
        let (weak, strong) = (key(&house, &one.administrator, &everything).await, key(&house, &boss, &everything).await);
        let routes = portico::routes::table(&house.site);
        let (mut closed, mut open, mut shown) = (0, 0, 0);
        let before = house.lines_of_history().await;
        for route in routes.iter().filter(|route| matches!(route.door, Door::Console | Door::Api)) {
            let line = format!("{} {}", route.method, route.path);
            if route.policy == web::Policy::Public || route.path.ends_with("/live") {
                continue;
            }
            let (asked, path) = if route.path.contains("/{id}") {
                let Some(id) = of_account(route.path, north, &full) else { continue };
                let path = route.path.replace("{id}", &id).replace("{number}", &north.number.replace('+', "%2B"));
                (id, path.replace("{step}", "step_01m3gqs2wsfrbr6h71vbpb0000"))
            } else if route.method == "GET" && !route.path.contains('{') {
                (String::new(), route.path.to_owned())
            } else {
                continue;
            };
            let mut doors = vec![By::Visit(&without)];
            if route.door == Door::Api {
                doors.push(By::Key(&weak));
            }
            let outside = FROM_OUTSIDE.iter().any(|(method, known, _)| (*method, *known) == (route.method, route.path));
            for by in doors {
                let answer = knock(&house, by, route.method, &path).await;
                let status = answer.status.as_u16();
                assert_eq!(told(&answer, north, &full, &asked), None, "{line}: {status} {}", answer.body);
                assert!(status < 500, "{line}: {}", answer.body);
                if !asked.is_empty() && !outside {
                    assert!(matches!(status, 403 | 404 | 409 | 415 | 422), "{line}: {status} {}", answer.body);
                    closed += 1;
                }
                if status == 403 && asked == north.account.to_string() {
                    assert!(answer.body.contains("only operators whose role has the clearance"), "{line}: {}", answer.body);
                }
            }
            if route.method != "GET" {
                continue;
            }
            let by = if route.door == Door::Api { By::Key(&strong) } else { By::Visit(&with) };
            let answer = knock(&house, by, "GET", &path).await;
            if !asked.is_empty() && !OTHERWISE.iter().any(|(known, _)| *known == route.path) {
                assert_eq!(answer.status, 200, "{line}: {}", answer.body);
                open += 1;
            }
            shown += usize::from(told(&answer, north, &full, &asked).is_some());
        }
        assert!(closed > 150 && open > 30 && shown > 40, "{closed} {open} {shown}");
        let lines = "SELECT count(*) FROM events WHERE action NOT IN ('secure.read', 'records.exported')";
        let read = "SELECT count(*) FROM events WHERE action = 'secure.read'";
        let exported = "SELECT count(*) FROM events WHERE action = 'records.exported' AND changes LIKE '%Secure accounts%'";
        assert_eq!(house.stage.number(lines, &[]).await, before, "nothing was changed");
        assert!(house.stage.number(read, &[]).await >= 8, "what was read with the clearance is written down");
        let announced = format!("{read} AND thing_id = ?1");
        assert!(house.stage.number(&announced, &[db::Value::from(full.announcement)]).await > 0);
        assert!(house.stage.number(exported, &[]).await >= 5, "and what was taken out");
        let by_whom = "SELECT count(*) FROM events WHERE action = 'secure.read' AND actor_name <> 'cleared@one.test'";
        assert_eq!(house.stage.number(by_whom, &[]).await, 0);
        // What takes many at once, or an account in its body.
        let call = json!([{ "account": north.account.to_string(), "direction": "inbound", "state": "answered", "from": "+15125550199", "to": "+15125550100", "started_at": "2026-11-20T14:00:00Z" }]);
        let taken = house.send_json("POST", "/api/v1/calls", By::Key(&weak), &call.to_string()).await;
        assert!(taken.body.contains("only operators whose role has the clearance"), "{}", taken.body);
        let tag = json!({ "ids": [north.account.to_string()], "tag": "dental" }).to_string();
        assert_eq!(house.send_json("POST", "/api/v1/accounts/tag", By::Key(&weak), &tag).await.status, 403);
        let list = house.get("/api/v1/secure-accounts?q=nor", By::Key(&weak)).await;
        assert_eq!(list.json()["data"], json!([{ "id": north.account.to_string(), "name": "North", "state": "active" }]));
        let page = house.get("/console/accounts", By::Visit(&without)).await;
        assert!(page.body.contains("Secure, closed to you"), "{}", page.body);
    }

    async fn s3_53_a_webhook_that_may_hear_of_secure_accounts_is_run_with_the_clearance(stage: Stage) {
        let house = House::open(stage).await;
        let boss = cleared(&house).await;
        let (without, with) = (house.sign_in(&house.two.one.administrator).await, house.sign_in(&boss).await);
        let (without, with) = (By::Visit(&without), By::Visit(&with));
        let new = "/console/settings/webhooks/new";
        let wrong = house.post(new, with, &[("name", "Scheduling"), ("url", "http://hooks.example/in")]).await;
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        assert!(wrong.body.contains("Write it as https://host/path.") && wrong.body.contains("value=\"Scheduling\""));
        let form = [("name", "Scheduling"), ("url", "https://hooks.example/in"), ("topics", "accounts"), ("secure", "yes")];
        assert_eq!(house.post(new, without, &form).await.status, 403);
        let made = house.post(new, with, &form).await;
        assert!(made.status == 200 && made.body.contains("whsec_"), "{}", made.body);
        let list = house.get("/api/v1/webhooks", without).await.json();
        let id = list["data"][0]["id"].as_str().unwrap().to_owned();
        let page = format!("/console/settings/webhooks/{id}");
        for path in ["/console/settings/webhooks".to_owned(), page.clone(), format!("{page}/edit"), format!("{page}/rotate"), format!("{page}/delete")] {
            let shown = house.get(&path, with).await;
            assert!(shown.status == 200 && !shown.body.contains("whsec_"), "{path}: {}", shown.body);
        }
        for act in ["disable", "rotate", "delete", "replay"] {
            let form: &[(&str, &str)] = if act == "replay" { &[("hours", "1")] } else { &[] };
            let refused = house.post(&format!("{page}/{act}"), without, form).await;
            assert_eq!(refused.status, 403, "{act}: {}", refused.body);
        }
        for act in ["disable", "enable"] {
            assert_eq!(house.post(&format!("{page}/{act}"), with, &[]).await.status, 303, "{act}");
        }
        // It hears of what happens after it was enabled: here, that it was marked.
        let north = house.two.one.north.account;
        secure::mark(&house.stage.house, &house.stage.system(house.two.one.org).may().unwrap(), north).await.unwrap();
        assert!(domain::webhooks::spread(&house.stage.house).await.unwrap());
        let sent = house.get(&format!("/api/v1/webhooks/{id}/deliveries"), with).await.json();
        assert_eq!(sent["data"][0]["type"], "account.secured", "{sent}");
        let delivery = format!("webhook-deliveries/{}", sent["data"][0]["id"].as_str().unwrap());
        for (by, status) in [(with, 200), (without, 403)] {
            for door in ["/console/settings", "/api/v1"] {
                let shown = house.get(&format!("{door}/{delivery}"), by).await;
                assert_eq!(shown.status, status, "{door}: {}", shown.body);
                assert_eq!(shown.body.contains("North"), status == 200, "{door}");
            }
        }
        let again = house.send_json("POST", &format!("/api/v1/{delivery}/replay"), with, "{}").await;
        assert_eq!(again.status, 409, "it has not left yet: {}", again.body);
        let replayed = house.send_json("POST", &format!("/api/v1/webhooks/{id}/replay"), with, r#"{"since":"soon"}"#).await;
        assert_eq!(replayed.status, 422, "{}", replayed.body);
        assert_eq!(house.send_json("DELETE", &format!("/api/v1/webhooks/{id}"), with, "").await.status, 204);
    }
}
