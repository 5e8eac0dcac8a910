//! Who is on call, in somebody's own calendar program: a link that is secret, shows what its person may see, and is dead
//! as soon as the person could not come in.

use axum::body::Body;
use db::params;
use domain::on_call::{self, Draft, LayerDraft};
use kernel::ScheduleId;
use testkit::both_engines;

use crate::door::{Answer, By, House};

/// Ann and Bob take turns by day, from the morning on which journeys begin.
async fn doctors(house: &House) -> ScheduleId {
    let (one, north) = (&house.two.one, &house.two.one.north);
    let draft = Draft {
        name: "Doctors, nurses".to_owned(),
        time_zone: "America/New_York".to_owned(),
        layers: vec![LayerDraft {
            begins: "2026-11-20T08:00".to_owned(),
            turn_hours: 24,
            members: vec![north.ann, north.bob],
            ..LayerDraft::default()
        }],
        fallback: None,
    };
    let granted = house.stage.system(one.org).may().unwrap();
    on_call::add(&house.stage.house, &granted, north.account, draft).await.unwrap()
}

/// The path of the link that a page shows this once.
fn made(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.body);
    let start = page.body.find("/calendar/").expect("a link");
    page.body[start..].split(['<', '"']).next().unwrap().to_owned()
}

async fn asked_with(house: &House, path: &str, version: &str) -> Answer {
    let request = House::request("GET", "one.test", path, By::Nobody).header("if-none-match", version);
    house.send(request.body(Body::empty()).unwrap()).await
}

both_engines! {
    async fn s0_44_a_calendar_program_follows_ones_own_shifts_and_a_schedule(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let id = doctors(&house).await;
        let visit = house.sign_in(&north.user).await;
        let by = By::Visit(&visit);
        assert!(house.get("/on_call", by).await.body.contains("href=\"/on_call/links\""));
        let page = house.get("/on_call/links", by).await.body;
        assert!(page.contains("My own shifts") && page.contains("Doctors, nurses") && !page.contains("Take back"), "{page}");
        let own = made(&house.post("/on_call/links", by, &[("schedule", "")]).await);
        let all = made(&house.post("/on_call/links", by, &[("schedule", &id.to_string())]).await);
        assert!(!house.get("/on_call/links", by).await.body.contains("/calendar/"), "it is shown once");

        let calendar = house.get(&own, By::Nobody).await;
        assert_eq!((calendar.status.as_u16(), calendar.header("content-type")), (200, "text/calendar; charset=utf-8"));
        let first = format!("UID:{id}-1795186800000000\r\n");
        let body = &calendar.body.replace("\r\n ", "");
        // The schedule was made at ten: that is when Ann's first day begins.
        assert!(body.contains(&first) && body.contains("DTSTART:20261120T150000Z\r\nDTEND:20261121T130000Z\r\n"), "{body}");
        assert!(body.contains("SUMMARY:Doctors\\, nurses: Ann North\r\n") && !body.contains("Bob North"), "{body}");
        assert!(house.get(&all, By::Nobody).await.body.contains("Bob North"));
        let version = calendar.header("etag").to_owned();
        for known in [version.as_str(), &format!("\"x\", W/{version}"), "*"] {
            let answer = asked_with(&house, &own, known).await;
            assert_eq!((answer.status.as_u16(), answer.body.as_str(), answer.header("etag")), (304, "", version.as_str()));
        }
        house.stage.advance(kernel::Span::hours(2));
        assert_eq!(asked_with(&house, &own, &version).await.status, 304, "nothing has changed since");
        assert_eq!(asked_with(&house, &own, "\"other\"").await.status, 200);

        // An operator follows a schedule, and a program's person by the API.
        let operator = house.sign_in(&one.operator).await;
        let path = format!("/console/accounts/{}/on_call/links", north.account);
        let theirs = made(&house.post(&path, By::Visit(&operator), &[("schedule", &id.to_string())]).await);
        assert!(house.get(&theirs, By::Nobody).await.body.contains("X-WR-CALNAME:North: Doctors\\, nurses"));
        let wish = format!("{{\"schedule\":\"{id}\"}}");
        let by_api = house.send_json("POST", "/api/v1/calendar-links", by, &wish).await;
        assert_eq!(by_api.status, 201, "{}", by_api.body);
        let address = by_api.json()["address"].as_str().unwrap().to_owned();
        assert_eq!(house.get(&address[address.find("/calendar/").unwrap()..], By::Nobody).await.status, 200);
        assert_eq!(house.get(&all, By::Nobody).await.status, 404, "a new link takes the place of the one before");
        let links = house.get("/api/v1/calendar-links", by).await.json();
        assert_eq!(links["links"].as_array().unwrap().len(), 2);
        for (wish, status) in [("{\"schedule\":\"x\"}", 422), ("{\"colour\":1}", 422)] {
            assert_eq!(house.send_json("POST", "/api/v1/calendar-links", by, wish).await.status.as_u16(), status);
        }
        let key = crate::api_who::key(&house, &one.administrator, &[(domain::access::Key::OnCallView, domain::access::Reach::Organization)]).await;
        assert_eq!(house.get("/api/v1/calendar-links", By::Key(&key)).await.status, 403, "a key is nobody in person");

        // Neighbours make no link to it, and whoever is no contact has no shifts.
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.post("/on_call/links", By::Visit(&neighbour), &[("schedule", &id.to_string())]).await.status, 404);
        assert_eq!(house.post("/on_call/links", By::Visit(&neighbour), &[]).await.status, 409);
        let link = links["links"][0]["id"].as_str().unwrap();
        assert_eq!(house.post("/on_call/links/revoke", By::Visit(&neighbour), &[("link", link)]).await.status, 404);
        assert_eq!(house.post("/on_call/links/revoke", by, &[("link", link)]).await.status, 303);
        assert_eq!(house.get(&own, By::Nobody).await.status, 404);
    }

    async fn a_calendar_link_is_dead_while_its_person_could_not_come_in(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        doctors(&house).await;
        let visit = house.sign_in(&north.user).await;
        let path = made(&house.post("/on_call/links", By::Visit(&visit), &[]).await);
        let never = format!("/calendar/{}.ics", "A".repeat(43));
        let unknown = house.get(&never, By::Nobody).await;
        assert_eq!(unknown.status, 404);
        for (shut, open) in [
            ("UPDATE accounts SET locked_at = 1", "UPDATE accounts SET locked_at = NULL"),
            ("UPDATE users SET disabled_at = 1", "UPDATE users SET disabled_at = NULL"),
            ("UPDATE memberships SET disabled_at = 1", "UPDATE memberships SET disabled_at = NULL"),
            ("UPDATE roles SET grants = '{}' WHERE preset = 'client_user'", "SELECT 1"),
        ] {
            assert_eq!(house.get(&path, By::Nobody).await.status, 200, "before {shut}");
            house.stage.tamper(shut, &[]).await;
            let answer = house.get(&path, By::Nobody).await;
            // The page says where one was, and nothing else is another.
            assert_eq!((answer.status, answer.body.replace(&path, &never)), (unknown.status, unknown.body.clone()), "{shut}");
            if open != "SELECT 1" {
                house.stage.tamper(open, &[]).await;
            }
        }
        // Elsewhere it never was; and whoever tries many is asked to wait.
        assert_eq!(house.get_at("two.test", &path, By::Nobody).await.status, 404);
        let mut last = 0;
        for _ in 0..60 {
            last = house.get(&never, By::Nobody).await.status.as_u16();
        }
        assert_eq!(last, 429);
    }

    async fn s0_44_a_calendar_file_is_looked_at_and_put_in_event_by_event(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let id = doctors(&house).await;
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let path = format!("/on_call/{id}/import");
        assert!(house.get(&path, by).await.body.contains("Calendar file"));
        for (file, words) in [
            ("", "Choose a file."),
            ("Name,Date", "This is no calendar."),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "There are no events in this calendar."),
        ] {
            let refused = house.upload(&path, by, "calendar", file).await;
            assert!(refused.status == 422 && refused.body.contains(words), "{words}: {}", refused.body);
        }
        assert_eq!(house.upload(&path, by, "calendar", &"x".repeat(100 * 1024 + 1)).await.status, 413);
        let event = |lines: &str| format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n");
        let file = [
            "BEGIN:VCALENDAR\r\n".to_owned(),
            event("SUMMARY:Night: Bob North\r\nDTSTART:20261120T220000\r\nDTEND:20261121T060000"),
            event("SUMMARY:Ann North\r\nDTSTART:20261101T220000Z\r\nDTEND:20261102T060000Z"),
            event("SUMMARY:<b>Nobody</b>\r\nDTSTART:20261122T220000Z\r\nDTEND:20261123T060000Z"),
            event("SUMMARY:Ann North\r\nDTSTART:20261122T220000Z\r\nDTEND:20261123T060000Z\r\nRRULE:FREQ=YEARLY"),
            "END:VCALENDAR\r\n".to_owned(),
        ]
        .concat();
        let looked = house.upload(&path, by, "calendar", &file).await;
        assert_eq!(looked.status, 200, "{}", looked.body);
        for words in [
            "1 shift would be put in, 3 left out. Nothing is saved yet.",
            "22:00 – tomorrow 06:00",
            "It is over, or it is too far ahead or too long.",
            "No contact of this account is named in its title or invited to it.",
            "It repeats in a way that is not known here.",
            "&#60;b&#62;Nobody",
        ] {
            assert!(looked.body.contains(words), "{words}: {}", looked.body);
        }
        let confirmed = format!("{path}/confirmed");
        let put = house.post(&confirmed, by, &[("calendar", &file)]).await;
        assert_eq!((put.status.as_u16(), put.location()), (303, format!("/on_call?schedule={id}").as_str()), "{}", put.body);
        let agenda = house.get("/on_call?view=agenda", by).await.body;
        assert!(agenda.contains("stands in: Night: Bob North"), "{agenda}");
        let none = house.post(&confirmed, by, &[("calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR")]).await;
        assert!(none.status == 422 && none.body.contains("None of these events can be put in."), "{}", none.body);

        // What Portico writes it reads again, by the API as well.
        let link = made(&house.post("/on_call/links", by, &[("schedule", &id.to_string())]).await);
        let written = house.get(&link, By::Nobody).await.body;
        let sent = serde_json::json!({ "calendar": written, "dry_run": true }).to_string();
        let api = format!("/api/v1/schedules/{id}/import");
        let found = house.send_json("POST", &api, by, &sent).await.json();
        let events = found["events"].as_array().unwrap();
        assert!(events.len() > 180 && events.iter().all(|one| one["refused"].is_null()), "{found}");
        assert_eq!((&events[0]["contact"], &events[0]["from"]), (&serde_json::json!(north.ann), &serde_json::json!("2026-11-20T15:00:00Z")));
        let sent = serde_json::json!({ "calendar": file }).to_string();
        assert_eq!(house.send_json("POST", &api, by, &sent).await.status, 200);
        let count = house.stage.number("SELECT count(*) FROM schedule_overrides", &[]).await;
        assert_eq!(count, 2, "the night twice, and the dry run not at all");
        for (body, status) in [("{}", 422), ("{\"calendar\":1}", 422), ("{\"calendar\":\"\",\"x\":1}", 422)] {
            assert_eq!(house.send_json("POST", &api, by, body).await.status.as_u16(), status, "{body}");
        }
        let (user, neighbour) = (house.sign_in(&north.user).await, house.sign_in(&south.admin).await);
        assert_eq!(house.upload(&path, By::Visit(&user), "calendar", &file).await.status, 403);
        assert_eq!(house.upload(&path, By::Visit(&neighbour), "calendar", &file).await.status, 404);
        assert_eq!(house.send_json("POST", &api, By::Visit(&neighbour), &sent).await.status, 404);
    }

    async fn s0_44_each_turn_of_an_event_that_repeats_is_put_in_less_those_that_are_left_out_or_moved(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let id = doctors(&house).await;
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let path = format!("/on_call/{id}/import");
        let event = |lines: &str| format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n");
        let file = [
            "BEGIN:VCALENDAR\r\n".to_owned(),
            event(
                "UID:nights\r\nSUMMARY:Ann North\r\nDTSTART;TZID=America/New_York:20261123T220000\r\n\
                 DTEND;TZID=America/New_York:20261124T060000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4\r\n\
                 EXDATE;TZID=America/New_York:20261125T220000",
            ),
            event(
                "UID:nights\r\nRECURRENCE-ID:20261201T030000Z\r\nSUMMARY:Bob North\r\nDTSTART:20261201T220000\r\n\
                 DTEND:20261202T060000",
            ),
            event("SUMMARY:Bob North\r\nDTSTART:20261128T100000\r\nDURATION:PT2H\r\nRRULE:FREQ=MONTHLY"),
            "END:VCALENDAR\r\n".to_owned(),
        ]
        .concat();
        let looked = house.upload(&path, by, "calendar", &file).await;
        for words in ["16 shifts would be put in, 1 left out.", "It goes on after that. What is more than 400 days ahead"] {
            assert!(looked.body.contains(words), "{words}: {}", looked.body);
        }
        let put = house.post(&format!("{path}/confirmed"), by, &[("calendar", &file)]).await;
        assert_eq!(put.status, 303, "{}", put.body);
        let of = "SELECT count(*) FROM schedule_overrides WHERE contact_id = ?1";
        assert_eq!(house.stage.number(of, params![north.ann]).await, 2);
        assert_eq!(house.stage.number(of, params![north.bob]).await, 14);
        let daily = event("SUMMARY:Ann North\r\nDTSTART:20261120T100000\r\nDURATION:PT2H\r\nRRULE:FREQ=DAILY");
        let many = format!("BEGIN:VCALENDAR\r\n{daily}{daily}END:VCALENDAR\r\n");
        let looked = house.upload(&path, by, "calendar", &many).await;
        assert!(looked.body.contains("484 shifts would be put in, 2 left out."), "as many as a schedule has room for: {}", &looked.body[..2_000]);
    }
}
