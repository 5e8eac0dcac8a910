//! Who is on call, in somebody's own calendar program: a link that is secret, shows what its person may see, and is dead
//! as soon as the person could not come in.

use axum::body::Body;
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
            assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body), "{shut}");
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
}
