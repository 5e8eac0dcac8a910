//! Recordings of calls: three switches in series, who listened, how long they are kept, and files that belong to nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use std::path::{Path, PathBuf};

use domain::access::{Actor, Mode, RecordingsDownload, RecordingsListen};
use domain::organizations::settings::configure;
use domain::recordings::{self, Kept, State};
use domain::{accounts, backup};
use kernel::{CallId, Error, Span};
use testkit::{Engine, Place, Stage, TwoOfEverything, both_engines, just_before};

/// A second of a hum, as telephones have it.
fn wav() -> Vec<u8> {
    let mut bytes =
        b"RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0"
            .to_vec();
    bytes.extend((0..8000_u32).map(|n| if n % 40 < 20 { 228 } else { 28 }));
    bytes
}

async fn switch_on(stage: &Stage, system: &Actor, place: &Place) {
    configure(&stage.house, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
    accounts::keep_recordings(&stage.house, &system.may().unwrap(), place.account, true, None).await.unwrap();
}

async fn bring(stage: &Stage, actor: &Actor, call: CallId) -> Result<Kept, Error> {
    let mut incoming = recordings::begin(&stage.house, &actor.may().unwrap(), call).await?;
    for piece in wav().chunks(1000) {
        incoming.write(piece).await?;
    }
    incoming.finish(&stage.house, &actor.may().unwrap(), "audio/wav").await
}

/// Whether somebody finds a recording of the call.
async fn hears(stage: &Stage, actor: &Actor, call: CallId) -> bool {
    let Ok(granted) = actor.may::<RecordingsListen>() else { return false };
    match recordings::find(&mut stage.read().await, &granted, call).await {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(other) => panic!("{other}"),
    }
}

async fn listenings(stage: &Stage) -> i64 {
    stage.number("SELECT count(*) FROM events WHERE action = 'recording.heard'", &[]).await
}

/// Every file of a recording, whole or not.
fn files(stage: &Stage) -> Vec<PathBuf> {
    below(&stage.files().join("recordings"))
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

both_engines! {
    async fn s0_07_s0_08_c_16_three_switches_stand_in_series_and_each_alone_shuts(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        let (house, call) = (&stage.house, north.calls.for_ann);
        let error = bring(&stage, &system, call).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "they ship switched off: {error}");
        assert!(files(&stage).is_empty(), "nothing is left of it");
        switch_on(&stage, &system, north).await;
        let kept = bring(&stage, &system, call).await.unwrap();
        assert_eq!((kept.bytes, kept.milliseconds), (8044, Some(1000)));

        for (who, yes) in [
            (&north.admin, true),
            (&all.one.operator, true),
            (&north.user, false),
            (&north.lost, false),
            (&all.one.south.admin, false),
            (&all.two.administrator, false),
            (&all.two.north.admin, false),
        ] {
            assert_eq!(hears(&stage, &stage.actor(who).await, call).await, yes, "{}", who.email);
        }
        let operator = stage.actor(&all.one.operator).await;
        accounts::keep_recordings(house, &system.may().unwrap(), north.account, false, None).await.unwrap();
        assert!(!hears(&stage, &stage.actor(&north.admin).await, call).await, "the account is switched off");
        assert!(!hears(&stage, &operator, call).await, "for operators, too");
        accounts::keep_recordings(house, &system.may().unwrap(), north.account, true, None).await.unwrap();
        assert!(hears(&stage, &operator, call).await);
        configure(house, &system.may().unwrap(), |settings| settings.recordings.on = false).await.unwrap();
        assert!(!hears(&stage, &operator, call).await, "the organization is, although the proof is older");
        assert!(stage.actor(&all.one.administrator).await.may::<RecordingsListen>().is_err());
        configure(house, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
        assert!(hears(&stage, &stage.actor(&north.admin).await, call).await);
        let admin = stage.actor(&north.admin).await;
        assert!(admin.may::<RecordingsDownload>().is_err(), "to take one along is a permission of its own");

        let again = bring(&stage, &system, call).await.unwrap();
        assert_ne!(again.id, kept.id);
        assert_eq!(files(&stage).len(), 1, "the new one is in the place of the former");
        recordings::remove(house, &system.may().unwrap(), call).await.unwrap();
        assert!(!hears(&stage, &admin, call).await);
        assert!(files(&stage).is_empty());
    }

    async fn who_listens_is_one_line_of_the_history_and_not_one_for_each_piece(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        let (house, call) = (&stage.house, north.calls.for_ann);
        switch_on(&stage, &system, north).await;
        bring(&stage, &system, call).await.unwrap();
        let admin = stage.actor(&north.admin).await;
        let granted = admin.may::<RecordingsListen>().unwrap();
        for _ in 0..3 {
            let (_, mut piece) = recordings::listen(house, &granted, call, (40, 100)).await.unwrap();
            assert_eq!(piece.next().await.unwrap().unwrap().len(), 100);
            assert!(piece.next().await.unwrap().is_none());
            stage.advance(Span::minutes(20));
        }
        assert_eq!(listenings(&stage).await, 1, "an hour with pauses is one listening");
        stage.advance(Span::minutes(31));
        recordings::look(house, &granted, call).await.unwrap();
        assert_eq!(listenings(&stage).await, 1, "to look is not to listen");
        recordings::listen(house, &granted, call, (0, 1)).await.unwrap();
        assert_eq!(listenings(&stage).await, 2);
        stage.advance(Span::minutes(31));
        let at_once = tokio::join!(recordings::listen(house, &granted, call, (0, 1)), recordings::listen(house, &granted, call, (0, 1)));
        assert!(at_once.0.is_ok() && at_once.1.is_ok());
        assert_eq!(listenings(&stage).await, 3, "two pieces at the same moment are one listening");

        let operator = stage.signed_in(&all.one.operator).await;
        let view = stage.log_in_as(&operator, north.account, Some(north.admin.id), Mode::View).await.unwrap();
        let looks = stage.resolve(&view).await.unwrap().actor;
        recordings::listen(house, &looks.may().unwrap(), call, (0, 1)).await.unwrap();
        let both = stage.number(
            "SELECT count(*) FROM events WHERE action = 'recording.heard' AND actor_id = ?1 AND subject_id = ?2
             AND account_id = ?3 AND thing_id = ?4 AND via LIKE 'login as %'",
            db::params![all.one.operator.id, north.admin.id, north.account, call],
        ).await;
        assert_eq!(both, 1, "who only looks listens under both names");
        let administrator = stage.actor(&all.one.administrator).await;
        recordings::download(house, &administrator.may().unwrap(), call, (0, 1)).await.unwrap();
        let (may, more) = (r#""recordings.listen":"account""#, r#""recordings.listen":"account","recordings.download":"account""#);
        assert!(stage.tamper("UPDATE roles SET grants = replace(grants, ?1, ?2)", db::params![may, more]).await > 0);
        let act = stage.log_in_as(&operator, north.account, Some(north.admin.id), Mode::Act).await.unwrap();
        let acts = stage.resolve(&act).await.unwrap().actor;
        let taken = recordings::download(house, &acts.may().unwrap(), call, (0, 1)).await;
        assert!(matches!(taken, Err(Error::NotFound)), "nobody takes one along in somebody else's place");
        assert!(recordings::download(house, &stage.actor(&north.admin).await.may().unwrap(), call, (0, 1)).await.is_ok());
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE action = 'recording.downloaded'", &[]).await, 2);
    }

    async fn they_are_kept_as_long_as_the_account_says_and_then_go_with_their_files(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south, system) = (&all.one.north, &all.one.south, stage.system(all.one.org));
        let house = &stage.house;
        switch_on(&stage, &system, north).await;
        accounts::keep_recordings(house, &system.may().unwrap(), south.account, true, Some(7)).await.unwrap();
        let error = accounts::keep_recordings(house, &system.may().unwrap(), south.account, true, Some(0)).await;
        assert!(matches!(error, Err(Error::Invalid(_))));
        for call in [north.calls.for_ann, south.calls.for_ann, south.calls.for_bob] {
            bring(&stage, &system, call).await.unwrap();
        }
        let late = stage.number("SELECT max(recorded_at) FROM recordings", &[]).await;
        let left = Span::micros(late + Span::days(7).as_micros() - house.now().micros());
        stage.advance(just_before(left));
        recordings::expire(house).await.unwrap();
        assert!(hears(&stage, &system, south.calls.for_bob).await || hears(&stage, &system, south.calls.for_ann).await);
        stage.advance(Span::minutes(1));
        recordings::expire(house).await.unwrap();
        assert!(!hears(&stage, &system, south.calls.for_ann).await && !hears(&stage, &system, south.calls.for_bob).await);
        assert!(hears(&stage, &system, north.calls.for_ann).await, "ninety days are not over");
        assert_eq!(files(&stage).len(), 1);
        let told = "SELECT count(*) FROM events WHERE action = 'recordings.expired' AND account_id = ?1";
        assert!(stage.number(told, db::params![south.account]).await >= 1);
        stage.advance(Span::days(90));
        assert_eq!(recordings::expire(house).await.unwrap(), 1);
        assert_eq!(stage.number("SELECT count(*) FROM calls WHERE recorded = 1", &[]).await, 0);
        assert_eq!(recordings::expire(house).await.unwrap(), 0);
    }

    async fn each_is_looked_at_once_and_what_belongs_to_nothing_is_swept(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        let (house, call) = (&stage.house, north.calls.for_ann);
        switch_on(&stage, &system, north).await;
        let kept = bring(&stage, &system, call).await.unwrap();
        let granted = system.may::<RecordingsListen>().unwrap();
        assert!(recordings::draw(house).await.unwrap());
        assert!(!recordings::draw(house).await.unwrap(), "once");
        let drawn = recordings::find(&mut stage.read().await, &granted, call).await.unwrap();
        assert_eq!((drawn.state, drawn.peaks.len()), (State::Ready, 400));
        assert!(drawn.peaks.iter().all(|peak| *peak == 200), "{:?}", drawn.peaks);
        assert_eq!(recordings::check(house, all.one.org).await.unwrap(), (1, Vec::new()));

        // An upload that broke off with the process, a file without its row, and somebody else's file.
        let file = files(&stage).pop().unwrap();
        let id = kernel::RecordingId::new(house.now(), &kernel::Dice::system()).uuid().simple().to_string();
        let part = file.parent().unwrap().parent().unwrap().join(format!("{id}.part"));
        let orphan = file.with_file_name(&id);
        let foreign = file.with_file_name("README");
        for path in [&part, &orphan, &foreign] {
            std::fs::write(path, b"RIFF").unwrap();
        }
        assert_eq!(recordings::sweep(house, false).await.unwrap(), 0, "they may still be on their way");
        stage.advance(Span::minutes(61));
        assert_eq!(recordings::sweep(house, false).await.unwrap(), 2);
        assert!(file.exists() && foreign.exists() && !part.exists() && !orphan.exists());

        let saved = stage.files().join("saved.db");
        let manifest = backup::backup(house, &saved).await.unwrap();
        assert_eq!(manifest.files, 1);
        let other = Stage::open(Engine::Sqlite).await.unwrap();
        backup::restore(&other.house, &saved).await.unwrap();
        assert_eq!(recordings::check(&other.house, all.one.org).await.unwrap(), (1, Vec::new()), "with its sound");

        // A backup is a link where it can be: what is damaged here is another file there.
        let mut bytes = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        bytes[100] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let (whole, damaged) = recordings::check(house, all.one.org).await.unwrap();
        assert_eq!((whole, damaged[0].recording, damaged[0].why), (0, kept.id, "its file is damaged"));
        stage.tamper("UPDATE recordings SET state = 'new'", &[]).await;
        recordings::draw(house).await.unwrap();
        assert!(matches!(recordings::listen(house, &granted, call, (0, 1)).await, Err(Error::NotFound)));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(recordings::check(house, all.one.org).await.unwrap().1[0].why, "its file is missing");
    }

    async fn s0_07_an_mp3_has_a_waveform_and_a_length_once_it_was_looked_at(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        switch_on(&stage, &system, north).await;
        let call = north.calls.for_ann;
        // 64 kbit/s at 44.1 kHz: half of it is silent, half as loud as can be.
        let frame = |all: u8| [vec![0xff, 0xfb, 0x50, 0xc0], vec![all; 17], vec![0x55; 187]].concat();
        let sound = [frame(0).repeat(300), frame(0xff).repeat(300)].concat();
        let mut incoming = recordings::begin(&stage.house, &system.may().unwrap(), call).await.unwrap();
        incoming.write(&sound).await.unwrap();
        let kept = incoming.finish(&stage.house, &system.may().unwrap(), "audio/mpeg").await.unwrap();
        assert_eq!(kept.milliseconds, None, "nobody has looked yet");
        assert!(recordings::draw(&stage.house).await.unwrap());
        assert!(!recordings::draw(&stage.house).await.unwrap(), "once");
        let admin = stage.actor(&north.admin).await;
        let found = recordings::find(&mut stage.read().await, &admin.may::<RecordingsListen>().unwrap(), call).await.unwrap();
        assert_eq!((found.state, found.milliseconds, found.peaks.len()), (State::Ready, Some(600 * 1152 * 10 / 441), 400));
        assert_eq!((found.peaks[10], found.peaks[390]), (0, 255));
        // What only begins like one is kept, plays as far as it does, and has no waveform.
        let mut incoming = recordings::begin(&stage.house, &system.may().unwrap(), call).await.unwrap();
        incoming.write(&[b"ID3\x04\0\0\x7f\x7f\x7f\x7f".as_slice(), &[0xff; 5000]].concat()).await.unwrap();
        incoming.finish(&stage.house, &system.may().unwrap(), "audio/mpeg").await.unwrap();
        recordings::draw(&stage.house).await.unwrap();
        let found = recordings::find(&mut stage.read().await, &admin.may::<RecordingsListen>().unwrap(), call).await.unwrap();
        assert_eq!((found.state, found.milliseconds, found.peaks.len()), (State::Ready, None, 0));
    }

    async fn recordings_of_a_folder_find_their_calls_by_name_and_come_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south, system) = (&all.one.north, &all.one.south, stage.system(all.one.org));
        switch_on(&stage, &system, north).await;
        for (call, id) in [
            (north.calls.for_ann, "asterisk:1700000000.42"),
            (north.calls.for_bob, "pbx:A-1001"),
            (north.calls.for_nobody, "asterisk:1700000000.43"),
            (south.calls.for_ann, "asterisk:1700000000.44"),
            (all.two.north.calls.for_ann, "asterisk:1700000000.45"),
        ] {
            stage.tamper("UPDATE calls SET external_id = ?1 WHERE id = ?2", db::params![id, call]).await;
        }
        let folder = stage.files().join("monitor");
        std::fs::create_dir_all(folder.join("2026/11")).unwrap();
        for (name, bytes) in [
            ("2026/11/in-5125550100-1700000000.42.wav", wav()),
            ("A-1001.WAV", wav()),
            ("out-1700000000.43.mp3", b"<html>".repeat(20)),
            ("in-1700000000.44.wav", wav()),
            ("in-1700000000.45.wav", wav()),
            ("1700000000.42.txt", b"not a sound".to_vec()),
        ] {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        let granted = system.may().unwrap();
        for (dry, kept, existing) in [(true, 2, 0), (false, 2, 0), (false, 0, 2)] {
            let report = recordings::import::import(&stage.house, &granted, &folder, "pbx", dry).await.unwrap();
            assert_eq!((report.files, report.kept, report.existing), (5, kept, existing), "{report:?}");
            assert_eq!((report.without_call, report.switched_off, report.bad), (1, 1, 1), "another organization's is unknown");
            assert!(report.refused[0].1.contains("none of them"), "{report:?}");
            assert_eq!(files(&stage).len(), if dry { 0 } else { 2 });
        }
        assert!(hears(&stage, &stage.actor(&north.admin).await, north.calls.for_bob).await);
        let nowhere = recordings::import::import(&stage.house, &granted, Path::new("/nonexistent"), "pbx", true).await;
        assert!(matches!(nowhere, Err(Error::Invalid(_))));
    }
}
