//! The telephone system's own files: imported as often as one likes, every call is there once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::access::CallsCreate;
use domain::accounts::numbers;
use domain::history;
use domain::records::calls::cdr::Options;
use domain::records::calls::import::{Progress, Report, import};
use kernel::{Error, Phone, TimeZoneName};
use testkit::{Engine, Stage, TwoOfEverything, both_engines};

struct Silent(u64);

impl Progress for Silent {
    fn at(&mut self, bytes: u64) {
        assert!(bytes >= self.0, "a file is read forwards");
        self.0 = bytes;
    }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/data/cdr").join(name)
}

fn options() -> Options {
    Options::new(TimeZoneName::parse("America/Chicago").unwrap().rules())
}

async fn run(stage: &Stage, all: &TwoOfEverything, file: &str, dry_run: bool) -> Report {
    let granted = stage.system(all.one.org).may::<CallsCreate>().unwrap();
    let path = sample(file);
    let input = File::open(&path).unwrap();
    let mut progress = Silent(0);
    let report = import(&stage.house, &granted, input, options(), dry_run, &mut progress).await.unwrap();
    assert_eq!(progress.0, path.metadata().unwrap().len(), "all of the file was read");
    report
}

async fn counts(stage: &Stage) -> (i64, i64) {
    let calls = stage.number("SELECT count(*) FROM calls", &[]).await;
    (calls, stage.number("SELECT count(*) FROM events", &[]).await)
}

/// The numbers that the samples know; one of them belongs to nobody.
async fn with_numbers(stage: &Stage) -> TwoOfEverything {
    let all = TwoOfEverything::on(stage).await;
    let actor = stage.system(all.one.org);
    for (place, number) in [(&all.one.north, "+15125550100"), (&all.one.south, "+15125550101")] {
        let number = Phone::parse(number, "US").unwrap();
        numbers::add(&stage.house, &actor.may().unwrap(), place.account, &number).await.unwrap();
    }
    all
}

both_engines! {
    async fn the_same_file_twice_doubles_nothing(stage: Stage) {
        let all = with_numbers(&stage).await;
        for file in ["Master.csv", "calls.csv"] {
            let before = counts(&stage).await;
            let tried = run(&stage, &all, file, true).await;
            assert_eq!(counts(&stage).await, before, "a dry run changes nothing");
            let first = run(&stage, &all, file, false).await;
            assert_eq!(tried.created, first.created + first.existing);
            assert_eq!((tried.bad.len(), tried.without_account), (first.bad.len(), first.without_account));
            assert!(first.created > 10, "{first:?}");
            assert_eq!(first.existing, 0);
            let between = counts(&stage).await;
            assert_eq!(between.0 - before.0, i64::try_from(first.created).unwrap());
            let second = run(&stage, &all, file, false).await;
            assert_eq!((second.created, second.existing), (0, first.created));
            assert_eq!(counts(&stage).await, between);
        }
        assert_eq!(history::verify(&stage.house, all.one.org).await.unwrap().broken, None);
        let elsewhere = stage.number("SELECT count(*) FROM calls WHERE org_id = ?1", db::params![all.two.org]).await;
        assert_eq!(elsewhere, 6, "the other organization hears nothing of it");
    }

    async fn a_number_that_is_given_later_brings_the_rest(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let before = run(&stage, &all, "Master.csv", false).await;
        assert!(before.unknown_numbers.iter().any(|number| number.ends_with("5125550100")), "{before:?}");
        let number = Phone::parse("+15125550100", "US").unwrap();
        let actor = stage.system(all.one.org);
        numbers::add(&stage.house, &actor.may().unwrap(), all.one.north.account, &number).await.unwrap();
        let after = run(&stage, &all, "Master.csv", false).await;
        assert!(after.created > 0);
        assert_eq!(after.existing, before.created);
        assert_eq!(after.without_account + after.created, before.without_account);
    }

    async fn a_file_that_is_none_changes_nothing(stage: Stage) {
        let all = with_numbers(&stage).await;
        let granted = stage.system(all.one.org).may::<CallsCreate>().unwrap();
        let before = counts(&stage).await;
        for bytes in [&b""[..], b"\0\0\0\0", b"just a letter to a friend\nwith two lines\n", b"a;b;c\n1;2;3\n"] {
            match import(&stage.house, &granted, bytes, options(), false, &mut Silent(0)).await {
                Err(Error::Invalid(invalid)) => assert!(invalid.message("file").is_some()),
                Ok(report) => assert_eq!(report.created, 0, "{report:?}"),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(counts(&stage).await, before);
    }
}

/// The portal is another process than the import, and the embedded engine has one writer and no line before it.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn others_have_their_turn_while_a_long_file_comes_in() {
    const CHANGES: usize = 10;
    let stage = Stage::open(Engine::Sqlite).await.unwrap();
    let long = db::Database::open(stage.location()).await.unwrap();
    let (done, mut watched) = tokio::sync::watch::channel(0);
    let import = tokio::spawn(async move {
        for change in 1..=CHANGES {
            let tx = long.write().await.unwrap();
            done.send_replace(change);
            tokio::time::sleep(Duration::from_millis(150)).await;
            tx.commit().await.unwrap();
            long.give_way().await;
        }
    });
    watched.wait_for(|change| *change == 1).await.unwrap();
    stage.database.write().await.unwrap().commit().await.unwrap();
    let waited_for = *watched.borrow();
    assert!(waited_for <= 3, "the portal waited for {waited_for} long changes");
    import.abort();
}
