//! Recordings in S3, against a server that another project has built, which checks signatures, and while everything
//! goes wrong (R19).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::access::{Granted, RecordingsListen};
use domain::accounts;
use domain::organizations::settings::configure;
use domain::recordings::{self, Round};
use kernel::{CallId, Clock, Error};
use worker::{S3, S3Settings};

use crate::peer::Peer;
use crate::running::{Running, post};

/// More than one piece that is proved by itself.
fn wav() -> Vec<u8> {
    let samples: u32 = 600_000;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((samples + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.extend((0..samples).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

fn bucket(port: u16, secret: &str) -> Arc<S3> {
    let some = |text: &str| Some(text.to_owned());
    let settings = S3Settings {
        bucket: some("calls"),
        endpoint: Some(format!("http://127.0.0.1:{port}")),
        key_id: some("S3RVER"),
        secret: some(secret),
        ..S3Settings::default()
    };
    Arc::new(S3::new(&settings, Clock::system()).unwrap().unwrap())
}

/// A house with recordings switched on, and nobody at work.
async fn open() -> Running {
    let running = Running::idle(|| post(None, None)).await;
    let (house, system) = (&running.stage.house, running.stage.system(running.all.one.org));
    configure(house, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
    let account = running.all.one.north.account;
    accounts::keep_recordings(house, &system.may().unwrap(), account, true, None).await.unwrap();
    running
}

async fn bring(running: &Running, call: CallId) {
    let (house, system) = (&running.stage.house, running.stage.system(running.all.one.org));
    let mut incoming = recordings::begin(house, &system.may().unwrap(), call).await.unwrap();
    incoming.write(&wav()).await.unwrap();
    incoming.finish(house, &system.may().unwrap(), "audio/wav").await.unwrap();
}

async fn heard(running: &Running, call: CallId, stretch: (u64, u64)) -> Result<Vec<u8>, String> {
    let granted: Granted<RecordingsListen> = running.stage.system(running.all.one.org).may().unwrap();
    let listening = recordings::listen(&running.stage.house, &granted, call, stretch).await;
    let (_, mut piece) = listening.map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    while let Some(more) = piece.next().await.map_err(|error| error.to_string())? {
        bytes.extend(more);
    }
    Ok(bytes)
}

fn here(running: &Running) -> usize {
    below(&running.stage.files().join("recordings")).len()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// From now on it does so.
async fn tell(peer: &mut Peer, line: &str) {
    let told = peer.heard("told").len();
    peer.tell(line);
    for _ in 0..400 {
        if peer.heard("told").len() > told {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it does not hear {line}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r19_s3_down_slow_and_wrong_loses_nothing_and_gives_nothing_that_is_not_right() {
    let mut running = open().await;
    let Some(mut peer) = Peer::s3(0, "calls") else { return };
    let (first, second) = (running.all.one.north.calls.for_ann, running.all.one.north.calls.for_bob);
    let (port, all, bytes) = (peer.port, wav(), wav().len() as u64);
    let house = running.stage.house.clone();
    let put_away = async |running: &Running| {
        let done = recordings::put_away(&running.stage.house, &mut Round::default()).await;
        done.map_err(|error: Error| error.to_string())
    };
    // Whoever has the wrong key, or a bucket that is not there, keeps everything on the disk.
    running.stage.house = house.clone().with_elsewhere(bucket(port, "wrong"));
    bring(&running, first).await;
    assert!(recordings::draw(&running.stage.house).await.unwrap());
    let refused = put_away(&running).await.unwrap_err();
    assert!(refused.contains("it answers 403 SignatureDoesNotMatch"), "{refused}");
    running.stage.house = house.clone().with_elsewhere(bucket(port, "S3RVER"));
    for (wrong, words) in [
        ("status 503", "it answers 503 SlowDown"),
        ("truncate", ""),
        ("damage", "not those that were brought"),
        ("forget", "it is not there"),
    ] {
        tell(&mut peer, wrong).await;
        let failed = put_away(&running).await.unwrap_err();
        assert!(failed.contains(words) && !failed.contains("Signature="), "{wrong}: {failed}");
        assert_eq!(here(&running), 1, "{wrong}");
        assert!(
            heard(&running, first, (0, bytes)).await.unwrap() == all,
            "{wrong}: it is heard from the disk"
        );
    }
    tell(&mut peer, "well").await;
    assert!(put_away(&running).await.unwrap());
    assert_eq!(here(&running), 0);
    assert!(heard(&running, first, (0, bytes)).await.unwrap() == all);
    assert!(heard(&running, first, (300_000, 5)).await.unwrap() == all[300_000..300_005]);
    let asked = peer.heard("asked").pop().unwrap();
    assert_eq!(
        asked["range"],
        format!("bytes=262144-{}", 2 * 262_144 - 1),
        "only the piece that it is in: {asked}"
    );

    for (wrong, words) in [
        ("status 403", "does not answer"),
        ("forget", "is not found where it is kept"),
        ("damage", "is damaged where it is kept"),
        ("hang", "does not answer"),
    ] {
        tell(&mut peer, wrong).await;
        let begun = tokio::time::timeout(Duration::from_secs(12), heard(&running, first, (0, 10)));
        let failed = begun.await.expect("nobody waits for longer").unwrap_err();
        assert!(failed.contains(words), "{wrong}: {failed}");
    }
    tell(&mut peer, "truncate").await;
    let failed = heard(&running, first, (0, bytes)).await;
    assert!(failed.is_err(), "it ends in an error, and not as if that were all");

    // It is gone altogether while a process works: what comes waits, and goes when it is back.
    drop(peer);
    bring(&running, second).await;
    let system = running.stage.system(running.all.one.org);
    recordings::remove(&running.stage.house, &system.may().unwrap(), first).await.unwrap();
    assert!(recordings::remove_away(&running.stage.house).await.unwrap());
    assert!(heard(&running, second, (0, 4)).await.is_ok());
    let peer = Peer::s3(port, "calls").unwrap();
    running.stage.advance(kernel::Span::minutes(1));
    running.start();
    for _ in 0..800 {
        let left = running.stage.number("SELECT count(*) FROM recording_removals", &[]).await;
        if here(&running) == 0 && left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(here(&running), 0);
    assert!(heard(&running, second, (0, bytes)).await.unwrap() == all);
    assert!(peer.heard("asked").iter().any(|asked| asked["method"] == "DELETE"));
    running.end().await;
}
