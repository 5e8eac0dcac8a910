//! Recordings through the doors: brought by a program, whole or in parts, and heard by those who may.

use axum::body::Body;
use axum::http::{Request, header};
use domain::access::{Key, Reach};
use domain::accounts;
use domain::organizations::settings::configure;
use futures_util::stream;
use serde_json::{Value, json};
use testkit::{Place, Stage, both_engines};

use crate::api_who::key;
use crate::door::{Answer, By, House};

fn wav(seconds: u32) -> Vec<u8> {
    let samples = seconds * 8000;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((samples + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.extend((0..samples).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

async fn open(stage: Stage) -> (House, String) {
    let house = House::open(stage).await;
    let system = house.stage.system(house.two.one.org);
    configure(&house.stage.house, &system.may().unwrap(), |settings| {
        settings.recordings.on = true;
        settings.recordings.largest_mb = 1;
    })
    .await
    .unwrap();
    switch(&house, &house.two.one.north, true).await;
    let grants = [(Key::RecordingsManage, Reach::Organization), (Key::CallsView, Reach::Organization)];
    let program = key(&house, &house.two.one.administrator, &grants).await;
    (house, program)
}

async fn switch(house: &House, place: &Place, on: bool) {
    let system = house.stage.system(house.two.one.org);
    accounts::keep_recordings(&house.stage.house, &system.may().unwrap(), place.account, on, None)
        .await
        .unwrap();
}

fn sent(method: &str, path: &str, by: By<'_>, kind: &str, body: impl Into<Body>) -> Request<Body> {
    House::request(method, "one.test", path, by).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
}

async fn with(house: &House, method: &str, path: &str, by: By<'_>, headers: &[(&str, &str)]) -> Answer {
    let request = House::request(method, "one.test", path, by);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    house.send(request.body(Body::empty()).unwrap()).await
}

fn detail(answer: &Answer) -> String {
    let json: Value = answer.json();
    json["errors"][0]["message"].as_str().or(json["detail"].as_str()).unwrap_or_default().to_owned()
}

both_engines! {
    async fn s0_07_a_client_listens_and_seeks_and_the_client_admin_sees_who_did(stage: Stage) {
        let (house, program) = open(stage).await;
        let north = &house.two.one.north;
        let call = north.calls.for_ann;
        let (page, path) = (format!("/calls/{call}"), format!("/calls/{call}/recording"));
        let sound = wav(3);
        let brought = house.send(sent("PUT", &format!("/api/v1{path}"), By::Key(&program), "audio/wav", sound.clone())).await;
        assert_eq!(brought.status, 201, "{}", brought.body);
        assert_eq!((&brought.json()["milliseconds"], &brought.json()["kind"]), (&json!(3000), &json!("wav")));
        domain::recordings::draw(&house.stage.house).await.unwrap();

        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let shown = house.get(&page, by).await.body;
        assert!(shown.contains(&format!("<audio controls preload=\"none\" src=\"{path}\"")), "{shown}");
        assert!(shown.contains("id=\"wave\"") && !shown.contains("Download</span>") && !shown.contains("listened to"));
        let list = house.get("/calls", by).await.body;
        assert_eq!(list.matches("<span class=\"sr-only\">Recorded</span>").count(), 1);
        assert_eq!(house.get("/calls?recording=yes", by).await.body.matches("href=\"/calls/call_").count(), 1, "{list}");

        let whole = house.start(House::request("GET", "one.test", &path, by).body(Body::empty()).unwrap()).await;
        let header = |name: &str| whole.headers()[name].to_str().unwrap().to_owned();
        assert_eq!((header("content-type"), header("accept-ranges")), ("audio/wav".into(), "bytes".into()));
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!((header("cache-control"), header("x-content-type-options")), ("private, no-store".into(), "nosniff".into()));
        assert_eq!(header("content-length"), sound.len().to_string());
        let version = header("etag");
        let bytes = http_body_util::BodyExt::collect(whole.into_body()).await.unwrap().to_bytes();
        assert_eq!(bytes, sound);

        let (last, end) = (sound.len() - 1, sound.len());
        for (headers, status, range, length) in [
            (vec![("range", "bytes=100-199")], 206, format!("bytes 100-199/{end}"), 100),
            (vec![("range", "bytes=-1"), ("accept-encoding", "gzip")], 206, format!("bytes {last}-{last}/{end}"), 1),
            (vec![("range", "bytes=100-199"), ("if-range", &version)], 206, format!("bytes 100-199/{end}"), 100),
            (vec![("range", "bytes=100-199"), ("if-range", "\"other\"")], 200, String::new(), end),
            (vec![("range", "bytes=0-1,4-5")], 200, String::new(), end),
            (vec![("if-none-match", &version)], 304, String::new(), 0),
            (vec![("range", "bytes=99999999-")], 416, format!("bytes */{end}"), 0),
            (vec![("sec-fetch-site", "cross-site")], 404, String::new(), 0),
        ] {
            let answer = house.start(headers.iter().fold(House::request("GET", "one.test", &path, by), |request, (name, value)| request.header(*name, *value)).body(Body::empty()).unwrap()).await;
            let got = answer.headers().get("content-range").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
            assert_eq!((answer.status().as_u16(), got), (status, range), "{headers:?}");
            if length > 0 {
                assert!(!answer.headers().contains_key("content-encoding"));
                assert_eq!(http_body_util::BodyExt::collect(answer.into_body()).await.unwrap().to_bytes().len(), length);
            }
        }
        let head = with(&house, "HEAD", &path, by, &[("range", "bytes=0-1")]).await;
        assert_eq!((head.status.as_u16(), head.header("content-length"), head.body.as_str()), (200, end.to_string().as_str(), ""));

        let shown = house.get(&page, by).await.body;
        assert_eq!(shown.matches("listened to the recording of").count(), 1, "once for all of this");
        assert_eq!(house.get(&format!("{path}/download"), by).await.status, 404);
        let operator = house.sign_in(&house.two.one.operator).await;
        let taken = house.get(&format!("/console{path}/download"), By::Visit(&operator)).await;
        assert!(taken.header("content-disposition").starts_with("attachment; filename=\"call-"), "{taken:?}");
        assert!(house.get(&format!("/console{page}"), By::Visit(&operator)).await.body.contains("downloaded the recording of"));

        // A file that is gone is a sentence, and not a broken player.
        std::fs::remove_dir_all(house.stage.files().join("recordings")).unwrap();
        let shown = house.get(&page, by).await.body;
        assert!(shown.contains("cannot be played: its file is missing or damaged") && !shown.contains("<audio"));
        assert_eq!(house.get(&path, by).await.status, 404);
        assert_eq!(house.get("/calls", by).await.status, 200);
    }

    async fn s0_08_c_16_where_a_switch_is_off_the_address_is_one_that_never_existed(stage: Stage) {
        let (house, program) = open(stage).await;
        let north = &house.two.one.north;
        let (call, without) = (north.calls.for_ann, north.calls.for_bob);
        let path = |call| format!("/calls/{call}/recording");
        let brought = house.send(sent("PUT", &format!("/api/v1{}", path(call)), By::Key(&program), "", wav(1))).await;
        assert_eq!(brought.status, 201, "{}", brought.body);
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let administrator = house.sign_in(&house.two.one.administrator).await;
        assert_eq!(house.get(&path(call), By::Visit(&admin)).await.status, 200);
        let clean = |answer: Answer| {
            let (status, body, headers) = answer.comparable();
            let neutral = |text: String| text.replace(&call.to_string(), "…").replace(&without.to_string(), "…");
            (status, neutral(body), headers.into_iter().map(|(name, value)| (name, neutral(value))).collect::<Vec<_>>())
        };
        let same = async |visit: &testkit::Visit, door: &str| {
            for end in ["", "/download"] {
                let (there, not) = (format!("{door}{}{end}", path(call)), format!("{door}{}{end}", path(without)));
                let (there, not) = (house.get(&there, By::Visit(visit)).await, house.get(&not, By::Visit(visit)).await);
                assert_eq!(there.status, 404, "{door}{end}");
                assert_eq!(clean(there), clean(not));
            }
            let page = house.get(&format!("{door}/calls/{call}"), By::Visit(visit)).await.body;
            assert!(!page.contains("<audio") && !page.contains("part-recording"), "{page}");
            let list = house.get(&format!("{door}/calls"), By::Visit(visit)).await.body;
            assert!(!list.contains(">Recorded<"));
        };
        same(&user, "").await;
        assert_eq!(house.get("/calls?recording=yes", By::Visit(&user)).await.status, 422, "nor is there such a filter");
        assert!(!house.get("/calls/filter", By::Visit(&user)).await.body.contains("Recorded"));
        switch(&house, north, false).await;
        same(&admin, "").await;
        same(&administrator, "/console").await;
        switch(&house, north, true).await;
        let form = [("largest_mb", "1"), ("days", "30")];
        assert_eq!(house.post("/console/settings/recordings", By::Visit(&administrator), &form).await.status, 303);
        same(&admin, "").await;
        same(&administrator, "/console").await;
        let api = house.get(&format!("/api/v1{}", path(call)), By::Key(&program)).await;
        assert_eq!(api.status, 404, "{}", api.body);
        let refused = house.send(sent("PUT", &format!("/api/v1{}", path(without)), By::Key(&program), "", wav(1))).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
        let foreign = house.sign_in(&house.two.two.administrator).await;
        let theirs = house.get_at("two.test", &format!("/console{}", path(call)), By::Visit(&foreign)).await;
        assert_eq!(theirs.status, 404);
        assert_eq!(house.stage.number("SELECT count(*) FROM events WHERE action = 'recording.heard'", &[]).await, 1);
    }

    async fn v5_2_1_v5_2_2_r13_what_is_too_large_or_lies_is_refused_and_leaves_nothing(stage: Stage) {
        let (house, program) = open(stage).await;
        let by = By::Key(&program);
        let path = format!("/api/v1/calls/{}/recording", house.two.one.north.calls.for_ann);
        let mut largest = wav(1);
        largest.resize(1_000_000, 128);
        let mut over = largest.clone();
        over.push(128);
        let html = b"<html><script>alert(1)</script></html>".repeat(10);
        let gsm = [b"RIFF\0\0\0\0WAVEfmt \x14\0\0\0\x31\0\x01\0\x40\x1f\0\0".as_slice(), &[0; 60]].concat();
        for (kind, body, status, words) in [
            ("audio/wav", over.clone(), 413, "at most 1 MB"),
            ("audio/wav", html.clone(), 422, "none of them"),
            ("text/html", wav(1), 422, "the file is WAV"),
            ("audio/mpeg", wav(1), 422, "the file is WAV"),
            ("audio/wav", b"RIFF\0\0\0\0WAVE".repeat(8), 422, "cannot be read"),
            ("audio/wav", gsm, 422, "Browsers do not play"),
            ("audio/wav", Vec::new(), 422, "none of them"),
        ] {
            let refused = house.send(sent("PUT", &path, by, kind, body)).await;
            assert_eq!(refused.status, status, "{words}: {}", refused.body);
            assert!(detail(&refused).contains(words), "{}", refused.body);
        }
        // An endless body is not read on, and one that breaks off is gone.
        let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(vec![128_u8; 10_000]));
        let start = stream::iter([Ok(wav(1))]);
        let refused = house.send(sent("PUT", &path, by, "", Body::from_stream(futures_util::StreamExt::chain(start, endless)))).await;
        assert_eq!(refused.status, 413);
        let broken = stream::iter([Ok(wav(1)), Err(std::io::Error::other("gone"))]);
        assert_eq!(house.send(sent("PUT", &path, by, "", Body::from_stream(broken))).await.status, 400);
        let packed = House::request("PUT", "one.test", &path, by).header("content-encoding", "gzip").body(Body::from(wav(1))).unwrap();
        assert_eq!(house.send(packed).await.status, 415);
        let left = std::fs::read_dir(house.stage.files().join("recordings").join("1")).unwrap().count();
        assert_eq!(left, 0, "no file is left");
        assert_eq!(house.send(sent("PUT", &path, by, "audio/wav", largest)).await.status, 201);
        let reader = key(&house, &house.two.one.administrator, &[(Key::CallsView, Reach::Organization)]).await;
        assert_eq!(house.send(sent("PUT", &path, By::Key(&reader), "", wav(1))).await.status, 403);
        assert_eq!(house.send_json("DELETE", &path, by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", &path, by, "").await.status, 404);
    }

    async fn a_recording_that_comes_in_parts_goes_on_from_where_it_stands(stage: Stage) {
        let (house, program) = open(stage).await;
        let by = By::Key(&program);
        let call = house.two.one.north.calls.for_ann;
        let (uploads, sound) = (format!("/api/v1/calls/{call}/recording/uploads"), wav(4));
        let begin = async |bytes: usize, kind: &str| {
            house.send_json("POST", &uploads, by, &json!({ "bytes": bytes, "kind": kind }).to_string()).await
        };
        for (bytes, kind, field) in [(0, "", "bytes"), (1_000_001, "", "bytes"), (10, "text/html", "kind")] {
            let refused = begin(bytes, kind).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["field"]), (422, &json!(field)));
        }
        let begun = begin(sound.len(), "audio/wav").await;
        assert_eq!(begun.status, 201, "{}", begun.body);
        let place = begun.location().to_owned();
        let part = async |at: usize, bytes: &[u8]| {
            house.send(sent("PUT", &format!("{place}?offset={at}"), by, "", bytes.to_vec())).await
        };
        let first = part(0, &sound[..10_000]).await;
        assert_eq!((first.status.as_u16(), &first.json()["received"]), (200, &json!(10_000)), "{}", first.body);
        // The connection breaks in the middle of the next one: what came stays.
        let broken = stream::iter([Ok(sound[10_000..12_000].to_vec()), Err(std::io::Error::other("gone"))]);
        let broken = house.send(sent("PUT", &format!("{place}?offset=10000"), by, "", Body::from_stream(broken))).await;
        assert_eq!(broken.status, 400);
        let stands = house.get(&place, by).await.json()["received"].as_u64().unwrap();
        assert!((10_000..=12_000).contains(&stands), "{stands}");
        let stands = usize::try_from(stands).unwrap();
        let wrong = part(stands - 1, b"x").await;
        assert_eq!(wrong.status, 409);
        assert!(detail(&wrong).contains(&format!("stands at {stands} bytes")));
        assert_eq!(part(stands, &[sound[stands..].to_vec(), vec![1]].concat()).await.status, 422, "more than was said");
        let stands = usize::try_from(house.get(&place, by).await.json()["received"].as_u64().unwrap()).unwrap();
        let whole = part(stands, &sound[stands..]).await;
        assert_eq!(whole.status, 200, "{}", whole.body);
        assert_eq!(whole.json()["recording"]["milliseconds"], 4000);
        assert_eq!(house.get(&place, by).await.status, 404, "it is a recording now");
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let heard = house.get(&format!("/console/calls/{call}/recording"), By::Visit(&administrator)).await;
        assert_eq!((heard.status.as_u16(), heard.header("content-length")), (200, sound.len().to_string().as_str()));

        let lies = begin(300, "audio/mpeg").await.location().to_owned();
        let refused = house.send(sent("PUT", &format!("{lies}?offset=0"), by, "", wav(1)[..300].to_vec())).await;
        assert_eq!(refused.status, 422);
        assert_eq!(house.get(&lies, by).await.status, 404, "what lies is gone");
        let given_up = begin(300, "").await.location().to_owned();
        assert_eq!(house.send_json("DELETE", &given_up, by, "").await.status, 204);
        assert_eq!(house.get(&given_up, by).await.status, 404);
        let old = begin(300, "").await.location().to_owned();
        house.stage.advance(kernel::Span::hours(25));
        assert_eq!(house.get(&old, by).await.status, 404);
        assert!(domain::recordings::sweep(&house.stage.house, false).await.unwrap() >= 1);
        assert_eq!(house.stage.number("SELECT count(*) FROM recording_uploads", &[]).await, 0);
    }

    async fn s0_07_a_transcript_is_brought_read_under_the_player_and_taken_away(stage: Stage) {
        let (house, program) = open(stage).await;
        let north = &house.two.one.north;
        let call = north.calls.for_ann;
        let (key, path) = (By::Key(&program), format!("/api/v1/calls/{call}/recording/transcript"));
        let text = "WEBVTT\n\n00:00.500 --> 00:01.000\n<v Ann & Co>Is 1 &lt; 2?\n\n00:02.000 --> 00:02.500\n<script>alert(1)</script>\n";
        let early = house.send(sent("PUT", &path, key, "text/vtt", text)).await;
        assert_eq!((early.status.as_u16(), detail(&early).contains("Bring the recording")), (409, true), "{}", early.body);
        house.send(sent("PUT", &format!("/api/v1/calls/{call}/recording"), key, "audio/wav", wav(3))).await;
        for (body, status, words) in [
            (String::new(), 422, "nothing said"),
            ("WEBVTT\n\nHello".to_owned(), 422, "Line 3 has no time"),
            ("x".repeat(400_001), 413, "400 kB"),
            ("x".repeat(2_001), 422, "2000 characters"),
        ] {
            let refused = house.send(sent("PUT", &path, key, "text/plain", body)).await;
            assert!(refused.status == status && detail(&refused).contains(words), "{words}: {}", refused.body);
        }
        let packed = house.send(House::request("PUT", "one.test", &path, key).header("content-encoding", "gzip").body(Body::from("x")).unwrap()).await;
        assert_eq!(packed.status, 415, "{}", packed.body);
        let brought = house.send(sent("PUT", &path, key, "text/vtt", text)).await;
        assert_eq!((brought.status.as_u16(), &brought.json()["lines"]), (200, &json!(2)), "{}", brought.body);
        assert_eq!(house.get(&path, key).await.status, 404, "who brings it need not read it");

        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let page = house.get(&format!("/calls/{call}"), by).await.body;
        let link = format!("/calls/{call}/recording/transcript");
        assert!(page.contains(&format!("href=\"{link}\"")) && !page.contains("Is 1"), "nothing of it before it is asked for: {page}");
        assert!(!page.contains("read the transcript of"));
        let shown = house.get(&link, by).await;
        assert_eq!(shown.status, 200);
        for part in ["data-from=\"0.500\" data-until=\"1.000\"", "<strong>Ann &#38; Co:</strong> Is 1 &#60; 2?", "alert(1)", "<audio controls"] {
            assert!(shown.body.contains(part), "{part}: {}", shown.body);
        }
        assert!(!shown.body.contains("<script>alert"));
        let page = house.get(&format!("/calls/{call}"), by).await.body;
        assert_eq!(page.matches("read the transcript of").count(), 1);
        let api = house.get(&path, by).await.json();
        assert_eq!(api["lines"][0], json!({ "at": 500, "until": 1000, "who": "Ann & Co", "text": "Is 1 < 2?" }));
        let (user, south) = (house.sign_in(&north.user).await, house.sign_in(&house.two.one.south.admin).await);
        for visit in [&user, &south] {
            assert_eq!(house.get(&link, By::Visit(visit)).await.status, 404);
            assert_eq!(house.get(&path, By::Visit(visit)).await.status, 404);
        }

        let operator = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&operator);
        let console = format!("/console{link}");
        let form = house.get(&format!("{console}/edit"), by).await;
        assert!(form.status == 200 && form.body.contains("&#60;v Ann &#38;amp; Co&#62;"), "{}", form.body);
        let refused = house.post(&format!("{console}/edit"), by, &[("transcript", "1\n0:9 --> 0:99\nHi")]).await;
        assert!(refused.status == 422 && refused.body.contains("“0:99” is no time") && refused.body.contains("Hi"), "{}", refused.body);
        let saved = house.post(&format!("{console}/edit"), by, &[("transcript", "Hello?\r\n\r\nGood morning.")]).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        assert!(house.get(&console, by).await.body.contains("<p>Good morning.</p>"));
        assert_eq!(house.get(&format!("{console}/delete"), by).await.status, 200);
        assert_eq!(house.post(&format!("{console}/delete"), by, &[]).await.status, 303);
        assert_eq!(house.get(&console, by).await.status, 404);
        switch(&house, north, false).await;
        assert_eq!(house.send(sent("PUT", &path, key, "text/plain", "Hello")).await.status, 409);
    }
}
