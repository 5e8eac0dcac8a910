//! Recordings that a program has fetched from a telephone provider: asked for with a call or later, by those who may,
//! and what went wrong is on the page of the call.

use domain::access::{CallsCreate, Key, Reach};
use domain::accounts;
use domain::organizations::settings::configure;
use domain::recordings::fetch::{self, Outcome};
use domain::records::calls::cdr::Options;
use domain::records::calls::import::{Progress, import};
use kernel::{Phone, TimeZoneName};
use serde_json::json;
use testkit::both_engines;

use crate::api_who::key;
use crate::door::{By, House};

const SOUND: &[u8] =
    b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x08\0\0\0\x80\x90\x80\x70\x80\x90\x80\x70";
const URL: &str = "https://media.example.com/rec/1.wav?token=tok-zanzibar";

struct Silent;

impl Progress for Silent {
    fn at(&mut self, _: u64) {}
}

both_engines! {
    async fn s0_07_a_recording_is_asked_for_with_its_call_or_later_and_its_failure_is_on_the_page(stage: Stage) {
        let house = House::open(stage).await;
        let (north, south, inner) = (&house.two.one.north, &house.two.one.south, &house.stage.house);
        let system = house.stage.system(house.two.one.org);
        configure(inner, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
        accounts::keep_recordings(inner, &system.may().unwrap(), north.account, true, None).await.unwrap();
        let may = |keys: &[Key]| keys.iter().map(|key| (*key, Reach::Organization)).collect::<Vec<_>>();
        let owner = &house.two.one.administrator;
        let program = key(&house, owner, &may(&[Key::CallsCreate, Key::CallsView, Key::RecordingsManage])).await;
        let takes = key(&house, owner, &may(&[Key::CallsCreate, Key::CallsView])).await;
        let by = By::Key(&program);
        let waiting = async || house.stage.number("SELECT count(*) FROM recording_fetches", &[]).await;

        // With the call: where recordings are kept, and by whoever may bring them.
        let call = |account: &kernel::AccountId, id: &str, url: &str| {
            json!({ "account": account, "direction": "inbound", "state": "answered", "from": "+15125550199",
                    "started_at": "2026-11-20T14:00:00Z", "external_id": id, "recording_url": url }).to_string()
        };
        let refused = house.send_json("POST", "/api/v1/calls", By::Key(&takes), &call(&north.account, "a", URL)).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["field"]), (422, &json!("recording_url")), "{}", refused.body);
        for url in ["http://media.example.com/1.wav", "https://10.0.0.7/1.wav", "https://u:p@media.example.com/1.wav", "ftp://x/1", "1.wav", "https://x.example/a\nb"] {
            let refused = house.send_json("POST", "/api/v1/calls", by, &call(&north.account, "a", url)).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["field"]), (422, &json!("recording_url")), "{url}");
        }
        assert_eq!(waiting().await, 0);
        let taken = house.send_json("POST", "/api/v1/calls", by, &call(&south.account, "b", URL)).await;
        assert_eq!((taken.status.as_u16(), waiting().await), (201, 0), "it is passed over: {}", taken.body);
        let taken = house.send_json("POST", "/api/v1/calls", by, &call(&north.account, "c", URL)).await;
        assert_eq!((taken.status.as_u16(), waiting().await), (201, 1), "{}", taken.body);
        let place = taken.location().to_owned();
        let fetching = format!("{place}/recording/fetch");
        let shown = house.get(&fetching, by).await;
        assert_eq!((&shown.json()["state"], &shown.json()["host"], &shown.json()["why"]), (&json!("waiting"), &json!("media.example.com"), &json!(null)), "{}", shown.body);
        assert!(!shown.body.contains("zanzibar"));

        // It fails, it is tried again, it is given up; whoever may bring recordings reads why.
        let administrator = house.sign_in(owner).await;
        let page = place.replace("/api/v1", "/console");
        let due = fetch::claim(inner).await.unwrap().unwrap();
        assert!(fetch::claim(inner).await.unwrap().is_none(), "one worker has it");
        fetch::settle(inner, &due, Outcome::Again("It answers 404.".to_owned())).await.unwrap();
        let body = house.get(&page, By::Visit(&administrator)).await.body;
        assert!(body.contains("could not be fetched from media.example.com yet: It answers 404. Next attempt: "), "{body}");
        house.stage.advance(kernel::Span::minutes(2));
        let again = fetch::claim(inner).await.unwrap().unwrap();
        fetch::settle(inner, &due, Outcome::Never("an attempt that is over".to_owned())).await.unwrap();
        fetch::settle(inner, &again, Outcome::Never("It is no sound.".to_owned())).await.unwrap();
        let administrator = house.sign_in(owner).await;
        let body = house.get(&page, By::Visit(&administrator)).await.body;
        assert!(body.contains("and it was given up: It is no sound.") && body.contains("could not fetch the recording of"), "{body}");
        let admin = house.sign_in(&north.admin).await;
        let shown = house.get(&place.replace("/api/v1", ""), By::Visit(&admin)).await;
        assert!(shown.status == 200 && !shown.body.contains("It is no sound."), "whoever may not bring any");
        assert_eq!(house.get(&fetching, by).await.json()["state"], "failed");
        assert_eq!(house.get(&fetching, By::Key(&takes)).await.status, 403);

        // Asked for anew, it comes.
        let body = json!({ "url": URL }).to_string();
        let foreign = format!("/api/v1/calls/{}/recording/fetch", house.two.two.north.calls.for_ann);
        assert_eq!(house.send_json("POST", &foreign, by, &body).await.status, 404);
        let off = format!("/api/v1/calls/{}/recording/fetch", south.calls.for_ann);
        assert_eq!(house.send_json("POST", &off, by, &body).await.status, 409, "no recordings are kept there");
        let asked = house.send_json("POST", &fetching, by, &body).await;
        assert_eq!((asked.status.as_u16(), asked.location()), (201, fetching.as_str()), "{}", asked.body);
        let due = fetch::claim(inner).await.unwrap().unwrap();
        assert_eq!(due.url, URL);
        let mut incoming = due.begin(inner).await.unwrap();
        incoming.write(SOUND).await.unwrap();
        due.finish(inner, incoming, "audio/wav").await.unwrap();
        fetch::settle(inner, &due, Outcome::Kept).await.unwrap();
        assert_eq!((waiting().await, house.get(&fetching, by).await.status.as_u16()), (0, 404));
        let asked = house.send_json("POST", &fetching, by, &body).await;
        assert_eq!(asked.status, 201);
        assert_eq!(house.send_json("DELETE", &fetching, by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", &fetching, by, "").await.status, 404);
        let told = "SELECT count(*) FROM events WHERE changes LIKE '%zanzibar%' OR label LIKE '%zanzibar%'";
        assert_eq!(house.stage.number(told, &[]).await, 0);

        // By a file of calls: what is no address is passed over.
        let number = Phone::parse("+15125550177", "US").unwrap();
        accounts::numbers::add(inner, &system.may().unwrap(), north.account, &number).await.unwrap();
        let file = "id,from,to,start,duration,recording_url\n\
                    1,2025550101,5125550177,2026-11-20 10:00:00,30,https://media.example.com/2.wav\n\
                    2,2025550102,5125550177,2026-11-20 10:05:00,30,http://10.0.0.7/3.wav\n\
                    3,2025550103,5125550177,2026-11-20 10:09:00,30,yes\n";
        let options = Options::new(TimeZoneName::parse("UTC").unwrap().rules());
        let granted = system.may::<CallsCreate>().unwrap();
        let report = import(inner, &granted, file.as_bytes(), options, false, &mut Silent).await.unwrap();
        assert_eq!((report.created, waiting().await), (3, 1), "{report:?}");
    }
}
