//! Letters leave once, in order, in time or not at all; what became of each can be seen.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use db::params;
use domain::access::SettingsEdit;
use domain::notices::{self, Channel, LetterKind, Outcome, Outgoing};
use kernel::{Error, OrgId, OutgoingId, Span};
use testkit::{Stage, TwoOfEverything, both_engines, just_before};

/// Where nothing but the base URL may lead.
const BASE: &str = "https://portal.test";

/// A letter of one organization's administrator to himself.
async fn put(stage: &Stage, all: &TwoOfEverything) -> OutgoingId {
    let admin = stage.actor(&all.one.administrator).await;
    notices::send_test(&stage.house, &admin.may().unwrap(), None).await.unwrap()
}

/// The same in the other organization.
async fn put_to_other(stage: &Stage, all: &TwoOfEverything) -> OutgoingId {
    let admin = stage.actor(&all.two.administrator).await;
    notices::send_test(&stage.house, &admin.may().unwrap(), None).await.unwrap()
}

async fn take(stage: &Stage) -> Option<Outgoing> {
    notices::take(&stage.house, Channel::Email, BASE).await.unwrap()
}

async fn state(stage: &Stage, id: OutgoingId) -> (String, String) {
    let text = |column: &str| format!("SELECT {column} FROM outbox WHERE id = ?1");
    (stage.text(&text("state"), params![id]).await, stage.text(&text("reason"), params![id]).await)
}

async fn settle(stage: &Stage, outgoing: &Outgoing, outcome: Outcome) -> bool {
    notices::settle(&stage.house, outgoing, outcome).await.unwrap()
}

async fn events(stage: &Stage, org: OrgId, action: &str) -> i64 {
    stage.number("SELECT count(*) FROM events WHERE org_id = ?1 AND action = ?2", params![org, action]).await
}

fn later() -> Outcome {
    Outcome::Later("450 4.2.0 try again".to_owned())
}

both_engines! {
    async fn a_letter_leaves_with_its_change_and_arrives_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        assert_eq!(state(&stage, id).await.0, "queued");
        let letter = stage.deliver_one().await;
        assert_eq!((letter.kind, letter.channel), (LetterKind::Test, Channel::Email));
        assert_eq!(letter.to, all.one.administrator.email);
        assert_eq!(letter.subject, "A test letter from Organization one");
        assert_eq!(letter.url(), "http://one.test/login", "the host is the organization's own");
        assert_eq!(letter.link(), "/login");
        assert_eq!(state(&stage, id).await, ("sent".to_owned(), String::new()));
        assert!(stage.deliver().await.is_empty());
    }

    async fn s1_26_what_is_not_committed_is_never_sent(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        assert!(matches!(operator.may::<SettingsEdit>(), Err(Error::Forbidden(_))));
        // A broken history refuses the event, and with it the change and the letter.
        let admin = stage.actor(&all.one.administrator).await;
        stage.tamper("DELETE FROM history_heads WHERE org_id = ?1", params![all.one.org]).await;
        notices::send_test(&stage.house, &admin.may().unwrap(), None).await.unwrap_err();
        assert_eq!(stage.number("SELECT count(*) FROM outbox", &[]).await, 0);
        assert!(stage.deliver().await.is_empty());
    }

    async fn r3_an_attempt_is_written_down_before_it_is_made(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        let outgoing = take(&stage).await.unwrap();
        assert_eq!(state(&stage, id).await.0, "sending");
        let open = "SELECT count(*) FROM outbox_attempts WHERE outgoing_id = ?1 AND ended_at IS NULL";
        assert_eq!(stage.number(open, params![id]).await, 1);
        assert!(take(&stage).await.is_none(), "it is taken");
        // The process ends here. When the attempt has lasted too long, the next one begins, with the same name.
        stage.advance(just_before(notices::ATTEMPT_LASTS));
        assert!(take(&stage).await.is_none());
        stage.advance(Span::micros(1));
        let again = take(&stage).await.unwrap();
        assert_eq!((again.id, again.attempt), (outgoing.id, 2));
        assert_eq!(stage.number(open, params![id]).await, 2, "the first attempt stays in the log");
        // The first process was only asleep: what it says now changes nothing.
        assert!(!settle(&stage, &outgoing, Outcome::Refused("550 late".to_owned())).await);
        assert_eq!(state(&stage, id).await.0, "sending");
        assert!(settle(&stage, &again, Outcome::Accepted("250 ok".to_owned())).await);
        assert!(!settle(&stage, &again, Outcome::Accepted("250 ok".to_owned())).await, "settled once");
        assert_eq!(state(&stage, id).await.0, "sent");
    }

    async fn r3_a_text_message_that_broke_off_is_unclear_and_keeps_nobody_waiting(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let sms = "UPDATE outbox SET channel = 'sms', recipient = '+15125550143', lane = '+15125550143', place = ?2
                   WHERE id = ?1";
        let (first, second) = (put(&stage, &all).await, put(&stage, &all).await);
        stage.tamper(sms, params![first, 1i64]).await;
        stage.tamper(sms, params![second, 2i64]).await;
        let take = async || notices::take(&stage.house, Channel::Sms, BASE).await.unwrap();
        assert_eq!(take().await.unwrap().id, first);
        // The process ends here. Until the attempt has lasted too long, it may only be slow.
        stage.advance(just_before(notices::ATTEMPT_LASTS));
        notices::settle_broken_off(&stage.house).await.unwrap();
        assert_eq!(state(&stage, first).await.0, "sending");
        assert!(take().await.is_none());
        stage.advance(Span::micros(1));
        assert!(take().await.is_none(), "it is not sent again by itself");
        notices::settle_broken_off(&stage.house).await.unwrap();
        notices::settle_broken_off(&stage.house).await.unwrap();
        let (now, reason) = state(&stage, first).await;
        assert!(now == "unclear" && reason.contains("may have arrived"), "{now}: {reason}");
        assert_eq!(events(&stage, all.one.org, "letter.failed").await, 1);
        assert_eq!(take().await.unwrap().id, second, "what follows goes on");
        // A person may send it again.
        let admin = stage.actor(&all.one.administrator).await;
        notices::retry(&stage.house, &admin.may().unwrap(), first).await.unwrap();
        assert_eq!(state(&stage, first).await.0, "queued");
    }

    async fn r4_letters_to_one_recipient_keep_their_order_and_delay_nobody_else(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let first = put(&stage, &all).await;
        let second = put(&stage, &all).await;
        let other = put_to_other(&stage, &all).await;
        let taken = take(&stage).await.unwrap();
        assert_eq!(taken.id, first);
        let apart = take(&stage).await.unwrap();
        assert_eq!(apart.id, other, "the second waits for the first; the other recipient does not");
        assert!(take(&stage).await.is_none());
        assert!(settle(&stage, &taken, later()).await);
        assert_eq!(state(&stage, first).await, ("waiting".to_owned(), "450 4.2.0 try again".to_owned()));
        assert!(take(&stage).await.is_none());
        stage.advance(just_before(Span::seconds(30)));
        assert!(settle(&stage, &apart, Outcome::Accepted(String::new())).await);
        assert!(take(&stage).await.is_none());
        stage.advance(Span::micros(1));
        let taken = take(&stage).await.unwrap();
        assert_eq!((taken.id, taken.attempt), (first, 2));
        assert!(settle(&stage, &taken, Outcome::Accepted(String::new())).await);
        assert_eq!(take(&stage).await.unwrap().id, second);
    }

    async fn r4_a_refused_letter_fails_with_its_reason_and_an_entry(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        let outgoing = take(&stage).await.unwrap();
        let said = "550 5.1.1\r\nno such user".to_owned();
        assert!(settle(&stage, &outgoing, Outcome::Refused(said)).await);
        assert_eq!(state(&stage, id).await, ("failed".to_owned(), "550 5.1.1 no such user".to_owned()));
        assert_eq!(events(&stage, all.one.org, "letter.failed").await, 1);
        assert!(take(&stage).await.is_none());
    }

    async fn r4_what_is_too_late_is_dropped_with_an_entry_and_never_sent(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        stage.advance(just_before(Span::hours(1)));
        notices::drop_ended(&stage.house).await.unwrap();
        assert_eq!(state(&stage, id).await.0, "queued");
        let outgoing = take(&stage).await.unwrap();
        assert!(settle(&stage, &outgoing, later()).await);
        stage.advance(Span::hours(1));
        assert!(stage.deliver().await.is_empty());
        let (state, reason) = state(&stage, id).await;
        assert!(state == "dropped" && reason.contains("too late"), "{reason}");
        assert_eq!(events(&stage, all.one.org, "letter.dropped").await, 1);
    }

    async fn a_letter_to_somebody_who_is_gone_is_dropped(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let id = put(&stage, &all).await;
        let disable = "UPDATE users SET disabled_at = 1 WHERE id = ?1";
        stage.tamper(disable, params![all.one.administrator.id]).await;
        assert!(stage.deliver().await.is_empty());
        assert_eq!(state(&stage, id).await.0, "dropped");
    }

    async fn r7_two_workers_send_each_letter_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        for _ in 0..8 {
            put(&stage, &all).await;
            put_to_other(&stage, &all).await;
        }
        let second = stage.second_process().await;
        let work = |house: domain::House| async move {
            let mut sent = Vec::new();
            let mut idle = 0;
            while idle < 50 {
                match notices::take(&house, Channel::Email, BASE).await {
                    Ok(Some(outgoing)) => {
                        idle = 0;
                        let accepted = Outcome::Accepted(String::new());
                        assert!(notices::settle(&house, &outgoing, accepted).await.unwrap());
                        sent.push((outgoing.org, outgoing.id));
                    }
                    Ok(None) => {
                        idle += 1;
                        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            sent
        };
        let (one, two) = tokio::join!(work(stage.house.clone()), work(second));
        let mut sent: Vec<_> = one.into_iter().chain(two).collect();
        assert_eq!(sent.len(), 16);
        sent.sort();
        sent.dedup();
        assert_eq!(sent.len(), 16, "none twice");
        let attempts = stage.number("SELECT count(*) FROM outbox_attempts", &[]).await;
        assert_eq!(attempts, 16);
    }

    async fn no_secret_and_no_text_rests_in_the_outbox(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        put(&stage, &all).await;
        let letter = stage.deliver_one().await;
        for table in ["outbox", "outbox_attempts"] {
            let mut tx = stage.database.read().await.unwrap();
            let rows: Vec<String> = tx
                .rows(&format!("SELECT * FROM {table}"), &[], |row| {
                    Ok((0..7).map(|index| format!("{:?}", row.value(index))).collect::<Vec<_>>().join(" "))
                })
                .await
                .unwrap();
            assert!(rows.iter().all(|row| !row.contains(&letter.text) && !row.contains("/login")), "{rows:?}");
        }
    }
}
