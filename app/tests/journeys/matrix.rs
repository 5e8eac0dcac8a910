//! Who reaches what, through every door: two of everything, and each of them knocks everywhere.

use crate::door::{Answer, By, House};
use axum::body::Body;
use axum::http::header;
use kernel::{
    AccountId, CallId, ContactId, Dice, FeedId, JobId, KeyId, MessageId, OutgoingId, OverrideId, RoleId,
    ScheduleId, SessionId, Timestamp, TurnId, UserId,
};
use testkit::{Place, Visit, both_engines};

/// Somebody with a browser, and the host they are at home at.
struct Guest {
    name: &'static str,
    host: &'static str,
    visit: Option<Visit>,
}

impl Guest {
    fn by(&self) -> By<'_> {
        self.visit.as_ref().map_or(By::Nobody, By::Visit)
    }
}

async fn everybody(house: &House) -> Vec<Guest> {
    let (one, two) = (&house.two.one, &house.two.two);
    let mut guests = vec![Guest { name: "guest", host: "one.test", visit: None }];
    for (name, host, who) in [
        ("administrator", "one.test", &one.administrator),
        ("operator", "one.test", &one.operator),
        ("admin", "one.test", &one.north.admin),
        ("user", "one.test", &one.north.user),
        ("lost", "one.test", &one.north.lost),
        ("neighbour", "one.test", &one.south.admin),
        ("neighbour's user", "one.test", &one.south.user),
        ("foreign administrator", "two.test", &two.administrator),
        ("foreign admin", "two.test", &two.north.admin),
    ] {
        guests.push(Guest { name, host, visit: Some(house.sign_in(who).await) });
    }
    guests
}

/// Whose record it is, within the account North.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whose {
    Ann,
    Bob,
    Nobody,
}

/// The rule, written anew: this list and the product's code must come to the same.
fn may_see(guest: &str, whose: Whose) -> bool {
    match guest {
        "administrator" | "operator" | "admin" => true,
        "user" => whose == Whose::Ann,
        _ => false,
    }
}

fn records(place: &Place) -> Vec<(Whose, CallId, MessageId)> {
    vec![
        (Whose::Ann, place.calls.for_ann, place.messages.for_ann),
        (Whose::Bob, place.calls.for_bob, place.messages.for_bob),
        (Whose::Nobody, place.calls.for_nobody, place.messages.for_nobody),
    ]
}

/// An id of the kind that this route speaks of, which was never given to anything.
fn never(path: &str) -> String {
    let (at, dice) = (Timestamp::from_micros(1_763_000_000_000_000), Dice::system());
    match kind(path) {
        "accounts" | "board" => AccountId::new(at, &dice).to_string(),
        "users" | "operators" => UserId::new(at, &dice).to_string(),
        "contacts" => ContactId::new(at, &dice).to_string(),
        "calls" => CallId::new(at, &dice).to_string(),
        "outbox" | "mailbox" => OutgoingId::new(at, &dice).to_string(),
        "messages" => MessageId::new(at, &dice).to_string(),
        "jobs" => JobId::new(at, &dice).to_string(),
        "roles" => RoleId::new(at, &dice).to_string(),
        "keys" => KeyId::new(at, &dice).to_string(),
        "schedules" | "on_call" => ScheduleId::new(at, &dice).to_string(),
        "overrides" => OverrideId::new(at, &dice).to_string(),
        "turns" => TurnId::new(at, &dice).to_string(),
        "calendar-links" => FeedId::new(at, &dice).to_string(),
        _ => SessionId::new(at, &dice).to_string(),
    }
}

/// A step of a checklist that never was.
const STEP: &str = "step_01m3gqs2wsfrbr6h71vbpb0000";

fn kind(path: &str) -> &str {
    let before = path.split("/{id}").next().unwrap_or_default();
    before.rsplit('/').next().unwrap_or_default()
}

/// The id of a thing of that kind that belongs to this account.
fn of_place(path: &str, place: &Place) -> Option<String> {
    Some(match kind(path) {
        "accounts" | "board" => place.account.to_string(),
        "users" => place.user.id.to_string(),
        "contacts" => place.ann.to_string(),
        "calls" => place.calls.for_ann.to_string(),
        "messages" => place.messages.for_ann.to_string(),
        _ => return None,
    })
}

async fn knock(house: &House, guest: &Guest, method: &str, path: &str) -> Answer {
    let json = path.starts_with("/api/");
    let request = House::request(method, guest.host, path, guest.by())
        .header("sec-fetch-site", "same-origin")
        .header(
            header::CONTENT_TYPE,
            if json { "application/json" } else { "application/x-www-form-urlencoded" },
        )
        .body(Body::from(if method == "GET" {
            ""
        } else if json {
            "{}"
        } else {
            "state=done"
        }))
        .unwrap();
    house.send(request).await
}

/// The answer with the id that was asked for taken out: an address may be repeated, nothing else may differ.
fn without(answer: &Answer, id: &str) -> (u16, String, Vec<(String, String)>) {
    let (status, body, headers) = answer.comparable();
    let clean = |text: &str| text.replace(id, "…");
    (
        status.as_u16(),
        clean(&body),
        headers.iter().map(|(name, value)| (name.clone(), clean(value))).collect(),
    )
}

both_engines! {
    async fn s0_30_s0_31_each_record_is_seen_by_its_own_people_only_through_every_door(stage: Stage) {
        let house = House::open(stage).await;
        for guest in everybody(&house).await {
            let operator = guest.name.contains("administrator") || guest.name == "operator";
            for (whose, call, message) in records(&house.two.one.north) {
                let sees = may_see(guest.name, whose);
                for (path, door) in [
                    (format!("/calls/{call}"), "portal"),
                    (format!("/messages/{message}"), "portal"),
                    (format!("/console/calls/{call}"), "console"),
                    (format!("/console/messages/{message}"), "console"),
                    (format!("/api/v1/calls/{call}"), "api"),
                    (format!("/api/v1/messages/{message}"), "api"),
                ] {
                    let status = knock(&house, &guest, "GET", &path).await.status.as_u16();
                    let expected = match (door, guest.visit.is_some(), operator) {
                        ("api", false, _) => 401,
                        (_, false, _) | ("portal", true, true) => 303,
                        ("console", true, false) => 404,
                        _ if sees => 200,
                        _ => 404,
                    };
                    assert_eq!(status, expected, "{} {path} of {whose:?}", guest.name);
                }
            }
        }
    }

    async fn s0_30_s0_31_lists_counts_searches_and_exports_agree_with_the_records(stage: Stage) {
        let house = House::open(stage).await;
        for guest in everybody(&house).await {
            if guest.visit.is_none() {
                continue;
            }
            let listed = knock(&house, &guest, "GET", "/api/v1/calls?limit=100").await.json();
            let ids: Vec<_> = listed["data"].as_array().unwrap().iter().map(|call| call["id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(listed["total"]["count"].as_u64(), Some(ids.len() as u64), "{}", guest.name);
            for (whose, call, _) in records(&house.two.one.north) {
                let there = ids.contains(&call.to_string());
                assert_eq!(there, may_see(guest.name, whose), "{} {whose:?}", guest.name);
            }
            if guest.host == "one.test" && !["administrator", "operator"].contains(&guest.name) {
                let export = knock(&house, &guest, "GET", "/calls/export.csv").await;
                assert_eq!(export.body.lines().count(), ids.len() + 1, "{}", guest.name);
                let page = knock(&house, &guest, "GET", "/calls").await;
                let rows = page.body.matches("href=\"/calls/call_").count();
                assert_eq!(rows, ids.len(), "{}", guest.name);
            }
        }
    }

    async fn what_is_out_of_reach_answers_exactly_as_what_never_existed(stage: Stage) {
        let house = House::open(stage).await;
        let routes = portico::routes::table(&house.site);
        let guests = everybody(&house).await;
        let before = house.lines_of_history().await;
        let (mut compared, two) = (0, &house.two);
        for route in routes.iter().filter(|route| route.path.contains("/{id}")) {
            for guest in &guests {
                let foreign: Vec<&Place> = match guest.name {
                    "foreign administrator" | "foreign admin" => vec![&two.one.north],
                    "administrator" | "operator" => vec![&two.two.north],
                    "neighbour" | "neighbour's user" => vec![&two.one.north, &two.two.north],
                    _ => vec![&two.one.south, &two.two.north],
                };
                for place in foreign {
                    let Some(id) = of_place(route.path, place) else { continue };
                    let nobody = never(route.path);
                    let path = |id: &str| route.path.replace("{id}", id).replace("{number}", "%2B15125550100").replace("{step}", STEP).replace("{host}", "www.example.com");
                    let there = knock(&house, guest, route.method, &path(&id)).await;
                    let nowhere = knock(&house, guest, route.method, &path(&nobody)).await;
                    assert_eq!(
                        without(&there, &id),
                        without(&nowhere, &nobody),
                        "{} {} {}",
                        guest.name,
                        route.method,
                        route.path
                    );
                    assert!(!there.status.is_success(), "{} {} {}", guest.name, route.method, route.path);
                    compared += 1;
                }
            }
        }
        assert!(compared > 200, "{compared}");
        assert_eq!(house.lines_of_history().await, before, "nothing was changed");
    }
}
