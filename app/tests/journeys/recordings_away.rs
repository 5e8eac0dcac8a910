//! Recordings that lie where several machines find them, through the doors: with that place down, everything else works,
//! and whoever presses Play is told (R19).

use std::sync::Arc;

use axum::body::Body;
use axum::http::header;
use domain::access::{Key, Reach};
use domain::accounts;
use domain::organizations::settings::configure;
use domain::recordings::{self, Round};
use http_body_util::BodyExt;
use testkit::{Fault, Shelf, both_engines};

use crate::api_who::key;
use crate::door::{By, House};

/// More than two pieces that are proved by themselves.
fn wav() -> Vec<u8> {
    let samples: u32 = 600_000;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((samples + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.extend((0..samples).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

both_engines! {
    async fn r19_s0_07_pages_work_without_it_and_playing_says_what_is_wrong(stage: Stage) {
        let mut stage = stage;
        let shelf = Shelf::default();
        stage.house = stage.house.clone().with_elsewhere(Arc::new(shelf.clone()));
        let house = House::open(stage).await;
        let (north, inner) = (&house.two.one.north, &house.stage.house);
        let system = house.stage.system(house.two.one.org);
        configure(inner, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
        accounts::keep_recordings(inner, &system.may().unwrap(), north.account, true, None).await.unwrap();
        let grants =
            [Key::RecordingsManage, Key::RecordingsDownload, Key::CallsView].map(|key| (key, Reach::Organization));
        let program = key(&house, &house.two.one.administrator, &grants).await;
        let path = format!("/calls/{}/recording", north.calls.for_ann);
        let page = format!("/calls/{}", north.calls.for_ann);
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);

        // With that place down, what is brought is taken, and heard.
        shelf.suffers(Fault::Away);
        let put = House::request("PUT", "one.test", &format!("/api/v1{path}"), By::Key(&program));
        let put = put.header(header::CONTENT_TYPE, "audio/wav").body(Body::from(wav())).unwrap();
        assert_eq!(house.send(put).await.status, 201);
        recordings::draw(inner).await.unwrap();
        assert!(recordings::put_away(inner, &mut Round::default()).await.is_err());
        assert_eq!(house.get(&path, by).await.status, 200);
        shelf.suffers(None);
        assert!(recordings::put_away(inner, &mut Round::default()).await.unwrap());

        let ask = |range: &str| {
            let request = House::request("GET", "one.test", &path, by).header(header::RANGE, range);
            house.start(request.body(Body::empty()).unwrap())
        };
        let (sound, end) = (wav(), wav().len());
        for (range, from, to) in [("bytes=0-", 0, end), ("bytes=262100-262200", 262_100, 262_201), ("bytes=-5", end - 5, end)] {
            let answer = ask(range).await;
            assert_eq!(answer.status(), 206);
            assert_eq!(answer.headers()["content-range"].to_str().unwrap(), format!("bytes {from}-{}/{end}", to - 1));
            assert!(answer.into_body().collect().await.unwrap().to_bytes() == sound[from..to]);
        }
        shelf.suffers(Fault::Away);
        for (place, visit) in [("/calls", by), (page.as_str(), by), ("/calls?recording=yes", by), ("/", by)] {
            assert_eq!(house.get(place, visit).await.status, 200, "{place}");
        }
        assert!(house.get(&page, by).await.body.contains("<audio"), "the page asks nobody");
        let refused = house.get(&path, by).await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (503, "5"));
        assert!(refused.body.contains("the place where recordings are kept does not answer"), "{}", refused.body);
        let problem = house.get(&format!("/api/v1{path}"), By::Key(&program)).await;
        assert_eq!((problem.status.as_u16(), problem.header("content-type")), (503, "application/problem+json"));
        let user = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&path, By::Visit(&user)).await.status, 404, "whoever may not listen hears of nothing");
        shelf.suffers(Fault::Lies);
        let request = House::request("GET", "one.test", &path, by).header(header::RANGE, "bytes=0-99");
        let refused = house.send(request.body(Body::empty()).unwrap()).await;
        assert!(refused.status == 503 && refused.body.contains("damaged where it is kept"), "{}", refused.body);
        // Somewhere in the middle nothing can be said any more: the answer ends before its length.
        shelf.suffers(Fault::BreaksOff);
        let begun = ask("bytes=0-").await;
        assert_eq!(begun.status(), 206);
        assert!(begun.into_body().collect().await.is_err());

        // A second machine that has not got it yet says so, on the page and to the player.
        let call = north.calls.for_bob;
        shelf.suffers(None);
        let put = House::request("PUT", "one.test", &format!("/api/v1/calls/{call}/recording"), By::Key(&program));
        assert_eq!(house.send(put.body(Body::from(wav())).unwrap()).await.status, 201);
        std::fs::rename(house.stage.files().join("recordings"), house.stage.files().join("away")).unwrap();
        let shown = house.get(&format!("/calls/{call}"), by).await.body;
        assert!(shown.contains("is on its way and can be played in a few minutes") && !shown.contains("<audio"), "{shown}");
        assert_eq!(house.get(&format!("/calls/{call}/recording"), by).await.status, 503);
    }
}
