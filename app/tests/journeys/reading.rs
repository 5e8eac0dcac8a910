//! Dates and times on pages, in filters and in files: as each person reads them.

use crate::door::{By, House};
use kernel::{Formats, Local, TimeZoneName, Timestamp};
use testkit::{Visit, both_engines};

const MINE: &str = "America/Denver";

fn local(formats: Formats) -> Local {
    Local { zone: TimeZoneName::parse(MINE).unwrap().rules(), formats }
}

async fn choose(house: &House, visit: &Visit, formats: Formats) {
    let form = [
        ("name", "Admin North"),
        ("title", "Office manager"),
        ("time_zone", MINE),
        ("date_format", formats.date.name()),
        ("time_format", formats.time.name()),
    ];
    let answer = house.post("/profile/edit", By::Visit(visit), &form).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/profile"), "{}", answer.body);
}

/// When the calls of the account began, as programs hear it.
async fn moments(house: &House, visit: &Visit) -> Vec<Timestamp> {
    let calls = house.get("/api/v1/calls?limit=100", By::Visit(visit)).await.json();
    let calls = calls["data"].as_array().unwrap().clone();
    calls.iter().map(|call| Timestamp::parse(call["started_at"].as_str().unwrap()).unwrap()).collect()
}

both_engines! {
    async fn e_14_pages_show_each_of_the_twelve_ways(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.admin).await;
        let at = moments(&house, &visit).await[0];
        for formats in Formats::all() {
            choose(&house, &visit, formats).await;
            let (local, call) = (local(formats), house.two.one.north.calls.for_ann);
            let list = house.get("/calls", By::Visit(&visit)).await.body;
            assert!(list.contains(&format!(">{}<", local.instant(at))), "{}", local.instant(at));
            let page = house.get(&format!("/calls/{call}"), By::Visit(&visit)).await.body;
            assert!(page.contains(&local.exact(at)), "{}", local.exact(at));
            let profile = house.get("/profile", By::Visit(&visit)).await.body;
            assert!(profile.contains(&local.exact(house.stage.house.now())), "the exact time in the history");
            assert_eq!(moments(&house, &visit).await[0], at, "programs always hear RFC 3339");
        }
    }

    async fn e_14_days_are_typed_in_filters_in_each_of_the_twelve_ways(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.admin).await;
        let at = moments(&house, &visit).await[0];
        for formats in Formats::all() {
            choose(&house, &visit, formats).await;
            let local = local(formats);
            let (day, iso) = (local.day(local.date_of(at)), local.date_of(at).to_string());
            let typed = day.replace('/', "%2F");
            for (address, rows) in [
                (format!("/calls?started_at.from={typed}&started_at.to={typed}"), 3),
                (format!("/calls?started_at.from={iso}&started_at.to={iso}"), 3),
                (format!("/calls?started_at={typed}..{typed}"), 3),
                ("/calls?started_at=..2026-11-19".to_owned(), 0),
            ] {
                let list = house.get(&address, By::Visit(&visit)).await;
                assert_eq!(list.status, 200, "{address}");
                assert_eq!(list.body.matches("href=\"/calls/call_").count(), rows, "{address}");
                if rows > 0 {
                    assert!(list.body.contains(&format!("{day} to {day}")), "the chip of {address}");
                    assert!(list.body.contains(&format!("started_at={iso}..{iso}")), "its links are for everybody");
                }
            }
            let filter = house.get(&format!("/calls/filter?started_at={typed}.."), By::Visit(&visit)).await.body;
            assert!(filter.contains(&format!("value=\"{iso}\"")), "a date field takes ISO 8601 only");
            assert_eq!(house.get("/calls?started_at=soon", By::Visit(&visit)).await.status, 422);
            let program = house.get(&format!("/api/v1/calls?started_at={typed}"), By::Visit(&visit)).await;
            assert!(program.status.is_client_error(), "a program writes days in one way: {typed}");
        }
    }

    async fn e_14_a_file_is_in_each_of_the_twelve_ways_and_reads_back(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.admin).await;
        let exact = moments(&house, &visit).await;
        for formats in Formats::all() {
            choose(&house, &visit, formats).await;
            let file = house.get("/calls/export.csv?columns=started_at", By::Visit(&visit)).await;
            let mut lines = file.body.lines().map(|line| line.trim_matches('"'));
            assert_eq!(lines.next(), Some("Time (America/Denver)"), "whose clock it is");
            let read: Vec<Timestamp> = lines.map(|line| local(formats).read(line).unwrap()).collect();
            let seconds = |at: &Timestamp| at.micros() / 1_000_000;
            assert_eq!(read.iter().map(seconds).collect::<Vec<_>>(), exact.iter().map(seconds).collect::<Vec<_>>());
        }
    }

    async fn c_23_the_organization_s_formats_are_a_page_of_its_settings(stage: Stage) {
        let house = House::open(stage).await;
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let operator = house.sign_in(&house.two.one.operator).await;
        let path = "/console/settings/formats";
        assert_eq!(house.get(path, By::Visit(&operator)).await.status, 403);
        let form = [("date_format", "YYYY.MM.DD"), ("time_format", "12h")];
        assert_eq!(house.post(path, By::Visit(&administrator), &form).await.location(), path);
        let user = house.sign_in(&house.two.one.north.user).await;
        let page = house.get("/profile", By::Visit(&user)).await.body;
        assert!(page.contains("YYYY.MM.DD") && page.contains("12-hour"), "{page}");
        let list = house.get("/calls", By::Visit(&user)).await.body;
        assert!(list.contains("2026.11.20 9:55 AM"), "{list}");
        for (date, time) in [("DD-MM-YYYY", "12h"), ("DD/MM/YYYY", "13h"), ("", "")] {
            let form = [("date_format", date), ("time_format", time)];
            assert_eq!(house.post(path, By::Visit(&administrator), &form).await.status, 422);
        }
    }

    async fn s4_21_s4_42_one_changes_one_s_own_profile_and_nothing_that_is_others_to_change(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let visit = house.sign_in(&north.user).await;
        let page = house.get("/profile/edit", By::Visit(&visit)).await;
        assert_eq!(page.status, 200);
        let form = [("name", "Ann Lee"), ("title", ""), ("time_zone", ""), ("date_format", ""), ("time_format", "12h")];
        for more in ["email", "role", "account", "contact", "disabled_at", "id"] {
            let mut asked = form.to_vec();
            asked.push((more, "x"));
            assert_eq!(house.post("/profile/edit", By::Visit(&visit), &asked).await.status, 422, "{more}");
        }
        assert_eq!(house.post("/profile/edit", By::Visit(&visit), &form).await.location(), "/profile");
        let page = house.get("/profile", By::Visit(&visit)).await.body;
        assert!(page.contains("Ann Lee") && page.contains("Time format"), "it is in the history on the page");
        let operator = house.sign_in(&house.two.one.operator).await;
        let page = house.get(&format!("/console/users/{}", north.user.id), By::Visit(&operator)).await.body;
        assert!(page.contains("changed the profile of") && page.contains("12-hour"), "{page}");
        let reading = format!("/console/users/{}/reading", north.user.id);
        assert_eq!(house.get(&reading, By::Visit(&operator)).await.status, 200);
        let form = [("time_zone", "Asia/Tokyo"), ("date_format", "MM.DD.YYYY"), ("time_format", "")];
        assert_eq!(house.post(&reading, By::Visit(&operator), &form).await.status, 303);
        let list = house.get("/calls", By::Visit(&visit)).await.body;
        assert!(list.contains("11.20.2026 23:55"), "{list}");
        assert_eq!(house.get("/console/profile/edit", By::Visit(&operator)).await.status, 200);
        let form = [("name", "Olga"), ("title", ""), ("time_zone", "nowhere"), ("date_format", ""), ("time_format", "")];
        assert_eq!(house.post("/console/profile/edit", By::Visit(&operator), &form).await.status, 422);
    }

    async fn s2_26_my_profile_leads_everybody_to_their_own(stage: Stage) {
        let house = House::open(stage).await;
        let guest = house.get("/my_profile", By::Nobody).await;
        assert_eq!(guest.location(), "/login?return_to=%2Fmy_profile");
        for (who, to) in [(&house.two.one.north.user, "/profile"), (&house.two.one.operator, "/console/profile")] {
            let form =
                [("email", who.email.as_str()), ("password", who.password.as_str()), ("return_to", "/my_profile")];
            let answer = house.post("/login", By::Nobody, &form).await;
            assert_eq!(answer.location(), "/my_profile");
            let visit = house.sign_in(who).await;
            assert_eq!(house.get("/my_profile", By::Visit(&visit)).await.location(), to);
        }
    }
}
