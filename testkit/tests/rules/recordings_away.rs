//! Recordings that are put away where several machines find them, with everything that can be wrong with that place (R19).

#![allow(clippy::unwrap_used, reason = "a journey that cannot go on fails")]

use std::path::{Path, PathBuf};

use domain::House;
use domain::access::{Actor, Granted, RecordingsListen};
use domain::accounts;
use domain::backup;
use domain::organizations::settings::configure;
use domain::recordings::{self, Playable, Round};
use kernel::{CallId, Error, Span};
use testkit::{Engine, Fault, Shelf, Stage, TwoOfEverything, both_engines};

const PIECE: usize = 256 * 1024;

/// More than two pieces of it.
fn wav() -> Vec<u8> {
    let samples = u32::try_from(2 * PIECE + 5000).unwrap();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((samples + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.extend((0..samples).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

struct Machine {
    stage: Stage,
    all: TwoOfEverything,
    shelf: Shelf,
    system: Actor,
}

impl Machine {
    async fn open(mut stage: Stage) -> Self {
        let shelf = Shelf::default();
        stage.house = stage.house.clone().with_elsewhere(std::sync::Arc::new(shelf.clone()));
        let all = TwoOfEverything::on(&stage).await;
        let system = stage.system(all.one.org);
        let settings = system.may().unwrap();
        configure(&stage.house, &settings, |settings| settings.recordings.on = true).await.unwrap();
        let account = all.one.north.account;
        accounts::keep_recordings(&stage.house, &system.may().unwrap(), account, true, None).await.unwrap();
        Self { stage, all, shelf, system }
    }

    fn listens(&self) -> Granted<RecordingsListen> {
        self.system.may().unwrap()
    }

    /// A recording that was looked at and waits.
    async fn bring(&self, call: CallId) {
        let mut incoming =
            recordings::begin(&self.stage.house, &self.system.may().unwrap(), call).await.unwrap();
        incoming.write(&wav()).await.unwrap();
        incoming.finish(&self.stage.house, &self.system.may().unwrap(), "audio/wav").await.unwrap();
        recordings::draw(&self.stage.house).await.unwrap();
    }

    async fn put_away(&self) -> Result<bool, Error> {
        recordings::put_away(&self.stage.house, &mut Round::default()).await
    }

    async fn heard(&self, call: CallId, stretch: (u64, u64)) -> Result<Vec<u8>, Error> {
        heard(&self.stage.house, &self.listens(), call, stretch).await
    }

    async fn remove(&self, call: CallId) {
        recordings::remove(&self.stage.house, &self.system.may().unwrap(), call).await.unwrap();
    }

    async fn removals(&self) -> i64 {
        self.stage.number("SELECT count(*) FROM recording_removals", &[]).await
    }

    async fn listenings(&self) -> i64 {
        self.stage.number("SELECT count(*) FROM events WHERE action = 'recording.heard'", &[]).await
    }

    fn here(&self) -> Vec<PathBuf> {
        below(&self.stage.files().join("recordings"))
    }
}

/// What somebody hears; an error in its middle is one of the disk's kind.
async fn heard(
    house: &House,
    granted: &Granted<RecordingsListen>,
    call: CallId,
    stretch: (u64, u64),
) -> Result<Vec<u8>, Error> {
    let (_, mut piece) = recordings::listen(house, granted, call, stretch).await?;
    let mut bytes = Vec::new();
    while let Some(more) = piece.next().await.map_err(Error::bug)? {
        bytes.extend(more);
    }
    Ok(bytes)
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

fn is_away(result: &Result<Vec<u8>, Error>) -> bool {
    matches!(result, Err(Error::Unavailable(_)))
}

both_engines! {
    async fn r19_a_recording_is_known_as_put_away_only_when_all_of_it_is_there(stage: Stage) {
        let machine = Machine::open(stage).await;
        let (north, shelf) = (&machine.all.one.north, &machine.shelf);
        let (first, second) = (north.calls.for_ann, north.calls.for_bob);
        let (all, bytes) = (wav(), wav().len() as u64);
        assert!(!machine.put_away().await.unwrap(), "nothing waits");
        machine.bring(first).await;
        for fault in [Fault::Away, Fault::Halves, Fault::Forgetful, Fault::BreaksOff, Fault::Lies] {
            shelf.suffers(fault);
            let failed = machine.put_away().await;
            assert!(matches!(failed, Err(Error::Unavailable(_))), "{fault:?}");
            assert_eq!(machine.here().len(), 1, "{fault:?}: it waits on the disk");
            assert!(machine.heard(first, (0, bytes)).await.unwrap() == all, "{fault:?}: and is heard from there");
        }
        // One that cannot be put away delays no other.
        machine.bring(second).await;
        let mut round = Round::default();
        shelf.suffers(Fault::Away);
        assert!(recordings::put_away(&machine.stage.house, &mut round).await.is_err());
        shelf.suffers(None);
        assert!(recordings::put_away(&machine.stage.house, &mut round).await.unwrap());
        assert!(!recordings::put_away(&machine.stage.house, &mut round).await.unwrap(), "the round is over");
        assert!(recordings::put_away(&machine.stage.house, &mut round).await.unwrap(), "and begins anew");
        assert!(machine.here().is_empty());
        assert_eq!(shelf.names().len(), 2);
        let piece = PIECE as u64;
        for (start, length) in [(0, bytes), (0, 1), (piece - 2, 4), (bytes - 1, 1)] {
            let (from, to) = (usize::try_from(start).unwrap(), usize::try_from(start + length).unwrap());
            assert!(machine.heard(first, (start, length)).await.unwrap() == all[from..to], "{start}");
        }
        let org = machine.all.one.org;
        assert_eq!(recordings::check(&machine.stage.house, org).await.unwrap(), (2, Vec::new()));

        // What is in the backup says what is not in it.
        let saved = machine.stage.files().join("saved.db");
        let manifest = backup::backup(&machine.stage.house, &saved).await.unwrap();
        assert_eq!((manifest.files, manifest.elsewhere), (0, 2));
        let mut other = Stage::open(Engine::Sqlite).await.unwrap();
        backup::restore(&other.house, &saved).await.unwrap();
        other.house = other.house.clone().with_elsewhere(std::sync::Arc::new(shelf.clone()));
        assert_eq!(recordings::check(&other.house, org).await.unwrap(), (2, Vec::new()), "in the same bucket");

        // A copy that a process has left over that ended at the wrong moment.
        let name = shelf.names().pop().unwrap();
        let left = machine.stage.files().join(&name);
        std::fs::write(&left, &all).unwrap();
        machine.stage.advance(Span::hours(2));
        assert_eq!(recordings::sweep(&machine.stage.house, true).await.unwrap(), 1);
        assert!(!left.exists());
        // The way back: whoever has copied the files and switched it off finds them where they were.
        let without = machine.stage.second_process().await;
        assert_eq!(recordings::check(&without, org).await.unwrap().1.len(), 2);
        std::fs::write(&left, &all).unwrap();
        assert_eq!(recordings::check(&without, org).await.unwrap().0, 1);
        assert_eq!(recordings::sweep(&without, true).await.unwrap(), 0);
    }

    async fn r19_what_is_not_what_was_brought_is_never_heard_and_nobody_has_listened(stage: Stage) {
        let machine = Machine::open(stage).await;
        let (house, shelf) = (&machine.stage.house, &machine.shelf);
        let (call, bytes) = (machine.all.one.north.calls.for_ann, wav().len() as u64);
        machine.bring(call).await;
        assert!(machine.put_away().await.unwrap());
        for (fault, why) in [
            (Fault::Away, "the place where it is kept does not answer"),
            (Fault::Forgetful, "it is not where it is kept"),
            (Fault::Lies, "it is damaged where it is kept"),
        ] {
            shelf.suffers(fault);
            assert!(is_away(&machine.heard(call, (0, 10)).await), "{fault:?}");
            let (whole, damaged) = recordings::check(house, machine.all.one.org).await.unwrap();
            assert_eq!((whole, damaged[0].why), (0, why));
            // What is asked of the page asks nobody.
            let found = recordings::find(&mut machine.stage.read().await, &machine.listens(), call).await.unwrap();
            assert_eq!(found.playable(house, machine.all.one.org).await, Playable::Yes);
        }
        assert_eq!(machine.listenings().await, 0, "nobody has heard a byte");
        // In the middle it ends with an error; until then it was right.
        shelf.suffers(Fault::BreaksOff);
        let (_, mut piece) = recordings::listen(house, &machine.listens(), call, (0, bytes)).await.unwrap();
        assert!(piece.next().await.unwrap().unwrap() == wav()[..PIECE]);
        assert!(piece.next().await.is_err());
        assert_eq!(machine.listenings().await, 1);
        shelf.suffers(None);
        assert_eq!(machine.heard(call, (5, 7)).await.unwrap(), wav()[5..12]);
    }

    async fn what_is_deleted_here_is_removed_there_however_long_that_takes(stage: Stage) {
        let machine = Machine::open(stage).await;
        let (house, shelf, stage) = (&machine.stage.house, &machine.shelf, &machine.stage);
        let (first, second) = (machine.all.one.north.calls.for_ann, machine.all.one.north.calls.for_bob);
        machine.bring(first).await;
        assert!(machine.put_away().await.unwrap());
        shelf.suffers(Fault::Away);
        machine.remove(first).await;
        assert!(matches!(machine.heard(first, (0, 1)).await, Err(Error::NotFound)), "gone is gone");
        for wait in [0, 30, 60] {
            stage.advance(Span::seconds(wait));
            assert!(recordings::remove_away(house).await.unwrap(), "after {wait} seconds it is tried");
            assert!(!recordings::remove_away(house).await.unwrap(), "and not again at once");
        }
        assert_eq!((shelf.names().len(), machine.removals().await), (1, 1));
        shelf.suffers(None);
        stage.advance(Span::seconds(120));
        assert!(recordings::remove_away(house).await.unwrap());
        assert_eq!((shelf.names().len(), machine.removals().await), (0, 0));

        // It was just being brought: what of it may still arrive is removed then.
        machine.bring(second).await;
        shelf.suffers(Fault::Halves);
        assert!(machine.put_away().await.is_err());
        machine.remove(second).await;
        shelf.suffers(None);
        assert!(!recordings::remove_away(house).await.unwrap());
        stage.advance(Span::hours(2));
        assert!(recordings::remove_away(house).await.unwrap());
        assert_eq!((shelf.names().len(), machine.removals().await, machine.here().len()), (0, 0, 0));

        // Another one in its place, and the end of the time that they are kept.
        machine.bring(first).await;
        assert!(machine.put_away().await.unwrap());
        machine.bring(first).await;
        assert!(machine.put_away().await.unwrap());
        assert!(recordings::remove_away(house).await.unwrap());
        assert_eq!((shelf.names().len(), machine.removals().await), (1, 0));
        stage.advance(Span::days(100));
        assert_eq!(recordings::expire(house).await.unwrap(), 1);
        assert!(recordings::remove_away(house).await.unwrap());
        assert!(shelf.names().is_empty());
        machine.bring(second).await;
        machine.remove(second).await;
        assert_eq!(machine.removals().await, 0, "what never left this machine is not removed elsewhere");
    }

    async fn another_machine_says_that_a_recording_is_on_its_way_until_it_is_put_away(stage: Stage) {
        let machine = Machine::open(stage).await;
        let (call, org) = (machine.all.one.north.calls.for_ann, machine.all.one.org);
        let folder = machine.stage.files().join("another");
        let shelf = std::sync::Arc::new(machine.shelf.clone());
        let other = machine.stage.second_process().await.with_files(folder).with_elsewhere(shelf);
        let mut incoming =
            recordings::begin(&machine.stage.house, &machine.system.may().unwrap(), call).await.unwrap();
        incoming.write(&wav()).await.unwrap();
        incoming.finish(&machine.stage.house, &machine.system.may().unwrap(), "").await.unwrap();
        assert!(!recordings::draw(&other).await.unwrap(), "whoever has it looks at it");
        assert!(recordings::draw(&machine.stage.house).await.unwrap());
        let found = recordings::find(&mut other.read().await.unwrap(), &machine.listens(), call).await.unwrap();
        assert_eq!(found.playable(&other, org).await, Playable::Later);
        assert!(is_away(&heard(&other, &machine.listens(), call, (0, 1)).await));
        assert!(!recordings::put_away(&other, &mut Round::default()).await.unwrap(), "nor puts it away");
        assert!(machine.put_away().await.unwrap());
        assert_eq!(heard(&other, &machine.listens(), call, (0, 4)).await.unwrap(), b"RIFF");
    }
}
