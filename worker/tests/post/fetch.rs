//! Recordings that are fetched from a provider: whole or not at all, tried again, and never from where nobody may ask.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::params;
use domain::accounts;
use domain::organizations::settings::configure;
use domain::recordings::fetch::{self, FetchAddress};
use kernel::{CallId, Span};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::running::{Running, post};

fn wav() -> Vec<u8> {
    let samples: u32 = 100_000;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((samples + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.extend((0..samples).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

/// The next answer: its head without the empty line, and what follows, which may be less than was said.
type Plan = (String, Vec<u8>);

/// A provider, which answers by its plan and then goes away.
#[derive(Clone, Default)]
struct Provider {
    plan: Arc<Mutex<VecDeque<Plan>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    async fn open(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, provider) = (listener.local_addr().unwrap().port(), self.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = vec![0; 4096];
                let read = stream.read(&mut head).await.unwrap_or(0);
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                provider.asked.lock().unwrap().push(head.lines().next().unwrap_or_default().to_owned());
                let next = provider.plan.lock().unwrap().pop_front();
                let (head, body) = next.unwrap_or_else(|| ("HTTP/1.1 500 Oh".to_owned(), Vec::new()));
                drop(stream.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).await);
                drop(stream.write_all(&body).await);
            }
        });
        port
    }

    fn next(&self, head: impl Into<String>, body: Vec<u8>) {
        self.plan.lock().unwrap().push_back((head.into(), body));
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn whole(kind: &str, length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}")
}

async fn open(private: bool) -> Running {
    let running = Running::idle(|| worker::Post { private_recordings: private, ..post(None, None) }).await;
    let (house, system) = (&running.stage.house, running.stage.system(running.all.one.org));
    configure(house, &system.may().unwrap(), |settings| {
        settings.recordings.on = true;
        settings.recordings.largest_mb = 1;
    })
    .await
    .unwrap();
    let account = running.all.one.north.account;
    accounts::keep_recordings(house, &system.may().unwrap(), account, true, None).await.unwrap();
    running
}

async fn ask(running: &Running, call: CallId, url: &str) {
    let (house, system) = (&running.stage.house, running.stage.system(running.all.one.org));
    let address = FetchAddress::parse(url, true).unwrap();
    fetch::ask(house, &system.may().unwrap(), call, address).await.unwrap();
}

/// What is known of it after so many attempts: why it failed, and whether it is tried again.
async fn after(running: &Running, call: CallId, attempts: i64) -> (String, bool) {
    for _ in 0..800 {
        let granted =
            running.stage.system(running.all.one.org).may::<domain::access::RecordingsManage>().unwrap();
        let found = fetch::find(&mut running.stage.read().await, &granted, call).await.unwrap();
        let Some(fetch) = found else { return ("kept".to_owned(), false) };
        // An attempt that is under way has two hours.
        let under_way = fetch.next_at.is_some_and(|at| at - running.stage.house.now() == Span::hours(2));
        if fetch.attempts == attempts && !under_way {
            return (fetch.why, fetch.next_at.is_some());
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no attempt {attempts} is made");
}

fn left(running: &Running) -> usize {
    std::fs::read_dir(running.stage.files().join("recordings").join(running.all.one.org.to_string()))
        .map_or(0, |entries| entries.filter(|entry| entry.as_ref().unwrap().path().is_file()).count())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s0_07_a_recording_is_fetched_whole_or_not_at_all_and_the_call_says_what_went_wrong() {
    let provider = Provider::default();
    let mut running = open(true).await;
    let url = format!("http://127.0.0.1:{}/recordings/1.wav?key=secret", provider.open().await);
    let (first, second) = (running.all.one.north.calls.for_ann, running.all.one.north.calls.for_bob);
    let sound = wav();
    // It breaks off twice, once by its length and once by its chunks; then it comes.
    provider.next(whole("audio/wav", sound.len()), sound[..50_000].to_vec());
    let chunk = [b"8\r\nRIFF\x24\0\0\0\r\n".as_slice(), b"ffff\r\nWAVE"].concat();
    provider.next("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked", chunk);
    provider.next("HTTP/1.1 404 Not there yet", Vec::new());
    provider.next(whole("audio/wav", sound.len()), sound.clone());
    ask(&running, first, &url).await;
    running.start();
    let (why, again) = after(&running, first, 1).await;
    assert!(why.starts_with("It broke off: ") && again && !why.contains("secret"), "{why}");
    assert_eq!(running.stage.number("SELECT count(*) FROM recordings", &[]).await, 0);
    running.later(Span::minutes(2)).await;
    let (why, again) = after(&running, first, 2).await;
    assert!(why.starts_with("It broke off: ") && again, "{why}");
    running.later(Span::minutes(6)).await;
    assert_eq!(after(&running, first, 3).await, ("It answers 404.".to_owned(), true));
    running.later(Span::minutes(16)).await;
    assert_eq!(after(&running, first, 4).await, ("kept".to_owned(), false));
    let bytes = running.stage.number("SELECT bytes FROM recordings WHERE call_id = ?1", params![first]).await;
    assert_eq!((usize::try_from(bytes).unwrap(), left(&running)), (sound.len(), 0));

    // What will never be one is given up at once, and the address with it.
    let large = whole("audio/wav", 2_000_000);
    for (head, body, words) in [
        (
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/admin".to_owned(),
            Vec::new(),
            "a redirect, which is not followed",
        ),
        (whole("text/html", 200), b"<html>".repeat(40)[..200].to_vec(), "this is none of them"),
        (whole("audio/mpeg", sound.len()), sound.clone(), "the file is WAV"),
        (large, sound.clone(), "at most 1 MB"),
        (
            "HTTP/1.1 200 OK\r\ncontent-type: audio/wav".to_owned(),
            sound.clone(),
            "neither how long the file is",
        ),
        ("HTTP/1.1 410 Gone".to_owned(), Vec::new(), "the file is gone"),
    ] {
        provider.next(head, body);
        ask(&running, second, &url).await;
        let (why, again) = after(&running, second, 1).await;
        assert!(why.contains(words) && !again, "{words}: {why}");
        assert_eq!(running.stage.text("SELECT url FROM recording_fetches", &[]).await, "");
    }
    assert_eq!(provider.asked(), 10, "no redirect is followed");
    let failed = "SELECT count(*) FROM events WHERE action = 'recording.not_fetched' AND thing_id = ?1";
    assert_eq!(running.stage.number(failed, params![second]).await, 6);
    // Chunks without an end come to the limit, and to no further.
    let mut endless = b"f4240\r\n".to_vec();
    endless.extend(&sound);
    endless.resize(1_000_007, 128);
    endless.extend(b"\r\n1\r\nx\r\n");
    provider.next("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked", endless);
    ask(&running, second, &url).await;
    let (why, again) = after(&running, second, 1).await;
    assert!(why.contains("at most 1 MB") && !again, "{why}");
    assert_eq!((running.stage.number("SELECT count(*) FROM recordings", &[]).await, left(&running)), (1, 0));
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_1_3_6_nothing_is_fetched_from_the_own_network_unless_the_administrator_says_so() {
    let provider = Provider::default();
    let port = provider.open().await;
    let mut running = open(false).await;
    let call = running.all.one.north.calls.for_ann;
    for (url, words, again) in [
        (format!("http://127.0.0.1:{port}/a.wav"), "use https", false),
        (format!("https://127.0.0.1:{port}/a.wav"), "not on the Internet", false),
        ("https://169.254.169.254/latest/meta-data".to_owned(), "not on the Internet", false),
        ("https://[::ffff:10.0.0.1]/a.wav".to_owned(), "not on the Internet", false),
        ("https://2130706433/a.wav".to_owned(), "not on the Internet", false),
        // A name is looked up when it is asked, each time.
        (format!("https://localhost:{port}/a.wav"), "not on the Internet", true),
    ] {
        ask(&running, call, &url).await;
        running.start();
        let (why, tried_again) = after(&running, call, 1).await;
        assert!(why.contains(words) && tried_again == again, "{url}: {why}");
        running.stop().await;
    }
    assert_eq!(provider.asked(), 0);
}
