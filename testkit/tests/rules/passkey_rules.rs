//! The rules of `WebAuthn`, one by one: each that is broken is refused in the same words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use std::collections::BTreeSet;

use domain::sign_in;
use domain::sign_in::passkeys::{self, Made};
use kernel::{Error, Name, Result, Span, Token};
use testkit::device::{Answer, PRESENT, SYNCABLE, SYNCED, VERIFIED};
use testkit::{Device, TwoOfEverything, both_engines, just_before};

const HOST: &str = "one.test";

/// What is broken, and how.
type Tampering = (&'static str, fn(&mut Device));

/// What the sign-in page would say.
#[track_caller]
fn refused<T>(result: Result<T>) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => invalid.message("passkey").unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn webauthn_7_1_each_rule_for_a_new_key_is_asked(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        let tampered: [Tampering; 13] = [
            ("another ceremony", |device| device.ceremony = Some("webauthn.get")),
            ("another origin", |device| device.origin = "https://one.test".to_owned()),
            ("another port", |device| device.origin = "http://one.test:8080".to_owned()),
            ("a look-alike", |device| device.origin = "http://one.test.evil.test".to_owned()),
            ("within a frame", |device| device.framed = true),
            ("for another host", |device| device.party = "two.test".to_owned()),
            ("nobody there", |device| device.flags = VERIFIED),
            ("not verified", |device| device.flags = PRESENT),
            ("synced without being able to", |device| device.flags = PRESENT | VERIFIED | SYNCED),
            ("a statement that is not supported", |device| device.format = Some("fido-u2f")),
            ("a false statement", |device| device.format = Some("false")),
            ("a name that is too long", |device| device.id = vec![7; 1024]),
            ("no name", |device| device.id = Vec::new()),
        ];
        let mut words = BTreeSet::new();
        for (what, tamper) in tampered {
            let mut device = Device::at(HOST, user.id);
            tamper(&mut device);
            let answer = stage.add_passkey(&mut visit, &device).await;
            assert!(answer.is_err(), "{what}");
            words.insert(refused(answer));
        }
        // Bytes that are cut off, or that have more behind them.
        let device = Device::at(HOST, user.id);
        let who = stage.resolve(&visit).await.unwrap();
        let (name, party) = (Name::parse("Key").unwrap(), stage.party(user.org).await);
        for turn in 0..4 {
            let asked = passkeys::ask_to_add(&stage.house, &who).await.unwrap();
            let mut made = device.make(&asked.challenge);
            match turn {
                0 => made.attestation.truncate(120),
                1 => made.attestation.push_str("AAAA"),
                2 => made.attestation = "not base64url!".to_owned(),
                _ => made.client_data = "e30".to_owned(),
            }
            let made = Made { client_data: &made.client_data, attestation: &made.attestation };
            words.insert(refused(passkeys::add(&stage.house, &who, &party, &name, &made).await));
        }
        // A key that somebody has already.
        let mut theirs = stage.sign_in(&all.one.north.admin).await;
        stage.add_passkey(&mut theirs, &device).await.unwrap();
        words.insert(refused(stage.add_passkey(&mut visit, &device).await));
        assert_eq!(words.len(), 1, "the same words: {words:?}");
        let mut longest = Device::at(HOST, user.id);
        longest.id = vec![7; 1023];
        stage.add_passkey(&mut visit, &longest).await.unwrap();
    }

    async fn webauthn_7_2_each_rule_for_an_answer_is_asked(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let (mut device, ..) = stage.with_passkey(user, HOST).await;
        let before = (device.origin.clone(), device.party.clone(), device.handle.clone());
        let tampered: [Tampering; 11] = [
            ("another ceremony", |device| device.ceremony = Some("webauthn.create")),
            ("another origin", |device| device.origin = "https://one.test".to_owned()),
            ("a look-alike", |device| device.origin = "http://one.test.evil.test".to_owned()),
            ("within a frame", |device| device.framed = true),
            ("for another host", |device| device.party = "two.test".to_owned()),
            ("nobody there", |device| device.flags = VERIFIED),
            ("not verified", |device| device.flags = PRESENT),
            ("synced without being able to", |device| device.flags = PRESENT | VERIFIED | SYNCED),
            ("syncable all at once", |device| device.flags = PRESENT | VERIFIED | SYNCABLE),
            ("nobody's", |device| device.handle = Vec::new()),
            ("another's", |device| device.handle = vec![1; 16]),
        ];
        let mut words = BTreeSet::new();
        for (what, tamper) in tampered {
            tamper(&mut device);
            let answer = stage.sign_in_by_passkey(user.org, &mut device).await;
            assert!(answer.is_err(), "{what}");
            words.insert(refused(answer));
            (device.origin, device.party, device.handle) = before.clone();
            (device.ceremony, device.framed, device.flags) = (None, false, PRESENT | VERIFIED);
        }
        // Another key under the same name, a key that nobody has, and an answer that was changed on its way.
        let mut copy = Device::at(HOST, user.id);
        (copy.id, copy.count) = (device.id.clone(), 50);
        words.insert(refused(stage.sign_in_by_passkey(user.org, &mut copy).await));
        words.insert(refused(stage.sign_in_by_passkey(user.org, &mut Device::at(HOST, user.id)).await));
        let answer = device.sign(&stage.ask_for_passkey(user.org).await);
        let other = device.sign(&stage.ask_for_passkey(user.org).await);
        words.insert(refused(stage.come_in(user.org, &Answer { signature: other.signature, ..answer }).await));
        for broken in ["", "!", "AAAA"] {
            let answer = device.sign(&stage.ask_for_passkey(user.org).await);
            let answer = Answer { authenticator_data: broken.to_owned(), ..answer };
            words.insert(refused(stage.come_in(user.org, &answer).await));
        }
        assert_eq!(words.len(), 1, "the same words: {words:?}");
        stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
    }

    async fn issue_3_a_question_is_answered_once_in_time_for_its_purpose_and_where_it_was_asked(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, user) = (all.one.org, &all.one.north.user);
        let (mut device, mut visit, _) = stage.with_passkey(user, HOST).await;
        // The same answer twice: also when it comes at once, and in another process.
        let answer = device.sign(&stage.ask_for_passkey(org).await);
        let (one, two) = tokio::join!(stage.come_in(org, &answer), stage.come_in(org, &answer));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        refused(stage.come_in(org, &answer).await);
        // One that was wrong is spent, too.
        let challenge = stage.ask_for_passkey(org).await;
        let wrong = Answer { signature: "AAAA".to_owned(), ..device.sign(&challenge) };
        refused(stage.come_in(org, &wrong).await);
        refused(stage.come_in(org, &device.sign(&challenge)).await);
        // Not a question of ours, not one of the other organization, not one for something else.
        let invented = Token::new(stage.house.dice()).reveal();
        refused(stage.come_in(org, &device.sign(&invented)).await);
        let foreign = stage.ask_for_passkey(all.two.org).await;
        refused(stage.come_in(org, &device.sign(&foreign)).await);
        let who = stage.resolve(&visit).await.unwrap();
        let proof = passkeys::ask_as_proof(&stage.house, &who).await.unwrap().challenge;
        refused(stage.come_in(org, &device.sign(&proof)).await);
        let party = stage.party(org).await;
        let for_sign_in = device.sign(&stage.ask_for_passkey(org).await);
        refused(passkeys::prove(&stage.house, &who, &party, &for_sign_in.signed()).await);
        // Not one that another session of the same person was asked.
        let elsewhere = stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
        let elsewhere = stage.resolve(&elsewhere).await.unwrap();
        let theirs = passkeys::ask_as_proof(&stage.house, &elsewhere).await.unwrap().challenge;
        refused(passkeys::prove(&stage.house, &who, &party, &device.sign(&theirs).signed()).await);
        stage.prove_by_passkey(&mut visit, &mut device).await.unwrap();
        // Five minutes.
        for (late, good) in [(just_before(Span::minutes(5)), true), (Span::minutes(5), false)] {
            let challenge = stage.ask_for_passkey(org).await;
            stage.advance(late);
            assert_eq!(stage.come_in(org, &device.sign(&challenge)).await.is_ok(), good);
        }
        stage.ask_for_passkey(org).await;
        stage.advance(Span::minutes(5));
        sign_in::sweep(&stage.house).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM passkey_challenges", &[]).await, 0);
    }

    async fn issue_3_a_counter_that_went_back_is_refused_and_told(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let (mut device, ..) = stage.with_passkey(user, HOST).await;
        for _ in 0..3 {
            stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
        }
        stage.deliver().await;
        device.count = 2;
        let words = refused(stage.sign_in_by_passkey(user.org, &mut device).await);
        assert!(!words.contains("copy"), "whoever tries hears nothing of it");
        let letters = stage.deliver().await;
        assert!(letters.iter().any(|one| one.to == user.email && one.text.contains("there may be a copy of it")));
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE action = 'passkey.doubted'", &[]).await, 1);
        device.count = 4;
        stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
    }

    async fn three_hundred_questions_are_asked_from_one_place_and_one_more_is_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org) = (&stage.house, all.one.org);
        for _ in 0..300 {
            passkeys::ask_to_sign_in(house, org, "198.51.100.1").await.unwrap();
        }
        let more = passkeys::ask_to_sign_in(house, org, "198.51.100.1").await;
        assert!(matches!(more, Err(Error::TooMany(_))));
        passkeys::ask_to_sign_in(house, org, "198.51.100.2").await.unwrap();
        stage.advance(Span::minutes(5));
        passkeys::ask_to_sign_in(house, org, "198.51.100.1").await.unwrap();
    }
}
