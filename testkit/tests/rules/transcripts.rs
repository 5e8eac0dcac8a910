//! Transcripts of recordings: read by those who may listen, behind the same switches, and written down as a listening.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{Actor, RecordingsListen};
use domain::accounts;
use domain::organizations::settings::configure;
use domain::recordings::transcript::{Line, read_transcript, take_transcript, transcribe};
use domain::recordings::{self, Kept};
use kernel::{CallId, Error, Span};
use testkit::{Place, Stage, TwoOfEverything, both_engines};

const TEXT: &str =
    "WEBVTT\n\n00:00.100 --> 00:00.400\n<v Ann>Hello?\n\n00:00.500 --> 00:00.900\n<v Bob>Good morning.\n";

async fn switch_on(stage: &Stage, system: &Actor, place: &Place) {
    configure(&stage.house, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
    accounts::keep_recordings(&stage.house, &system.may().unwrap(), place.account, true, None).await.unwrap();
}

/// A second of silence.
async fn bring(stage: &Stage, actor: &Actor, call: CallId) -> Result<Kept, Error> {
    let mut incoming = recordings::begin(&stage.house, &actor.may().unwrap(), call).await?;
    let head =
        b"RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0";
    incoming.write(head).await?;
    incoming.write(&[128; 8000]).await?;
    incoming.finish(&stage.house, &actor.may().unwrap(), "audio/wav").await
}

async fn write(stage: &Stage, actor: &Actor, call: CallId, text: &str) -> Result<usize, Error> {
    transcribe(&stage.house, &actor.may().unwrap(), call, text.as_bytes()).await
}

/// What somebody reads, if anything is found.
async fn reads(stage: &Stage, actor: &Actor, call: CallId) -> Option<Vec<Line>> {
    let Ok(granted) = actor.may::<RecordingsListen>() else { return None };
    match read_transcript(&stage.house, &granted, call).await {
        Ok(found) => Some(found.lines),
        Err(Error::NotFound) => None,
        Err(other) => panic!("{other}"),
    }
}

async fn lines(stage: &Stage, action: &str) -> i64 {
    stage.number("SELECT count(*) FROM events WHERE action = ?1", db::params![action]).await
}

async fn kept(stage: &Stage) -> i64 {
    stage.number("SELECT count(*) FROM recording_transcripts", &[]).await
}

both_engines! {
    async fn s0_07_c_16_a_transcript_is_read_by_whoever_may_listen_and_by_nobody_else(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        let call = north.calls.for_ann;
        let early = write(&stage, &system, call, TEXT).await.unwrap_err();
        assert!(matches!(early, Error::Conflict(_)), "recordings are off: {early}");
        switch_on(&stage, &system, north).await;
        let early = write(&stage, &system, call, TEXT).await.unwrap_err();
        assert!(early.to_string().contains("Bring the recording"), "{early}");
        bring(&stage, &system, call).await.unwrap();
        assert!(reads(&stage, &stage.actor(&north.admin).await, call).await.is_none(), "there is none yet");
        assert_eq!(write(&stage, &system, call, TEXT).await.unwrap(), 2);

        for (who, yes) in [
            (&north.admin, true),
            (&all.one.operator, true),
            (&north.user, false),
            (&all.one.south.admin, false),
            (&all.two.administrator, false),
            (&all.two.north.admin, false),
        ] {
            let found = reads(&stage, &stage.actor(who).await, call).await;
            assert_eq!(found.is_some(), yes, "{}", who.email);
            if let Some(found) = found {
                assert_eq!((found[1].at, found[1].who.as_str(), found[1].text.as_str()), (Some(500), "Bob", "Good morning."));
            }
        }
        let admin = stage.actor(&north.admin).await;
        configure(&stage.house, &system.may().unwrap(), |settings| settings.recordings.on = false).await.unwrap();
        assert!(reads(&stage, &admin, call).await.is_none(), "a proof from before opens nothing");
        configure(&stage.house, &system.may().unwrap(), |settings| settings.recordings.on = true).await.unwrap();
        accounts::keep_recordings(&stage.house, &system.may().unwrap(), north.account, false, None).await.unwrap();
        assert!(reads(&stage, &admin, call).await.is_none());
        assert!(matches!(write(&stage, &system, call, "More").await, Err(Error::Conflict(_))));
    }

    async fn s0_07_reading_what_was_said_is_written_down_as_listening_is(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        let call = north.calls.for_ann;
        switch_on(&stage, &system, north).await;
        bring(&stage, &system, call).await.unwrap();
        write(&stage, &system, call, TEXT).await.unwrap();
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        for _ in 0..3 {
            reads(&stage, &admin, call).await.unwrap();
        }
        assert_eq!(lines(&stage, "transcript.read").await, 1, "once for a reading");
        reads(&stage, &operator, call).await.unwrap();
        assert_eq!(lines(&stage, "transcript.read").await, 2);
        stage.advance(Span::minutes(31));
        reads(&stage, &admin, call).await.unwrap();
        assert_eq!((lines(&stage, "transcript.read").await, lines(&stage, "recording.heard").await), (3, 0));
    }

    async fn s0_07_a_transcript_is_replaced_taken_away_and_goes_with_its_recording(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, system) = (&all.one.north, stage.system(all.one.org));
        let call = north.calls.for_ann;
        switch_on(&stage, &system, north).await;
        bring(&stage, &system, call).await.unwrap();
        assert_eq!(write(&stage, &system, call, TEXT).await.unwrap(), 2);
        assert_eq!(write(&stage, &system, call, TEXT).await.unwrap(), 2);
        assert_eq!(lines(&stage, "transcript.written").await, 1, "the same again changes nothing");
        assert_eq!(write(&stage, &system, call, "Hello?\nGood morning.\nGoodbye.").await.unwrap(), 3);
        let admin = stage.actor(&north.admin).await;
        assert!(reads(&stage, &admin, call).await.unwrap().iter().all(|line| line.at.is_none()));
        for (text, words) in [
            ("", "nothing said"),
            ("WEBVTT\n\n00:02.500 --> 00:03.000\nToo late", "only 1. Is it the transcript of another call?"),
            ("1\n00:00:00,9 --> 00:00:00,1\nBackwards", "ends before it begins"),
        ] {
            let error = write(&stage, &system, call, text).await.unwrap_err();
            let Error::Invalid(invalid) = error else { panic!("{error}") };
            assert!(invalid.message("transcript").unwrap().contains(words), "{invalid:?}");
        }
        assert_eq!(reads(&stage, &admin, call).await.unwrap().len(), 3, "what was there is there still");
        take_transcript(&stage.house, &system.may().unwrap(), call).await.unwrap();
        assert!(matches!(take_transcript(&stage.house, &system.may().unwrap(), call).await, Err(Error::NotFound)));
        assert_eq!((kept(&stage).await, lines(&stage, "transcript.deleted").await), (0, 1));

        write(&stage, &system, call, TEXT).await.unwrap();
        bring(&stage, &system, call).await.unwrap();
        assert_eq!(kept(&stage).await, 0, "another recording says something else");
        write(&stage, &system, call, TEXT).await.unwrap();
        recordings::remove(&stage.house, &system.may().unwrap(), call).await.unwrap();
        assert_eq!(kept(&stage).await, 0);
        bring(&stage, &system, call).await.unwrap();
        write(&stage, &system, call, TEXT).await.unwrap();
        stage.advance(Span::days(400));
        assert_eq!(recordings::expire(&stage.house).await.unwrap(), 1);
        assert_eq!(kept(&stage).await, 0, "kept no longer than the sound");
    }
}
