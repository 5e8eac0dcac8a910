//! The demo is believable, and the same every time.

#![allow(clippy::unwrap_used, reason = "a journey that cannot go on fails")]

use std::collections::HashSet;

use domain::delivery;
use domain::demo::{self, Login};
use domain::history;
use domain::people::contacts;
use kernel::{Error, OrgId, Span};
use testkit::{Engine, Stage, both_engines};

fn login<'a>(logins: &'a [Login], email: &str) -> &'a Login {
    logins.iter().find(|login| login.email == email).unwrap()
}

both_engines! {
    async fn the_demo_has_a_cast_that_can_sign_in(stage: Stage) {
        let org = OrgId::new(demo::NUMBER);
        let logins = demo::create(&stage.house).await.unwrap();
        let emails: HashSet<_> = logins.iter().map(|login| login.email.as_str()).collect();
        assert_eq!(emails.len(), logins.len());
        for (email, role, account) in [
            (demo::ADMINISTRATOR, "Administrator", ""),
            (demo::OPERATOR, "Operator", ""),
            (demo::CLIENT_ADMIN, "Client Admin", demo::BRIGHT_SMILE),
            (demo::CLIENT_USER, "Client User", demo::BRIGHT_SMILE),
        ] {
            let login = login(&logins, email);
            assert_eq!((login.role.as_str(), login.account.as_str()), (role, account));
            let visit = stage.try_sign_in(org, email, &login.password).await.unwrap();
            let who = stage.resolve(&visit).await.unwrap();
            assert_eq!(who.name, login.name);
            assert_eq!(who.account_name(), account);
        }
        let disabled = login(&logins, demo::DISABLED_USER);
        stage.try_sign_in(org, &disabled.email, &disabled.password).await.unwrap_err();
        let locked = logins.iter().find(|login| login.account == demo::MARIGOLD).unwrap();
        stage.try_sign_in(org, &locked.email, &locked.password).await.unwrap_err();

        for (table, low, high) in
            [("accounts", 12, 12), ("calls", 2_600, 3_600), ("messages", 1_000, 1_500), ("contacts", 40, 60)]
        {
            let count = stage.number(&format!("SELECT count(*) FROM {table}"), &[]).await;
            assert!((low..=high).contains(&count), "{count} {table}");
        }
        let later = stage.number(
            "SELECT count(*) FROM messages m JOIN calls c ON c.org_id = m.org_id AND c.id = m.call_id
             WHERE m.taken_at > ?1 OR m.taken_at < c.started_at",
            db::params![stage.house.now()],
        ).await;
        assert_eq!(later, 0, "nothing is from the future, and no message from before its call");
        let fresh = stage.number("SELECT count(*) FROM messages WHERE state = 'new'", &[]).await;
        assert!((5..200).contains(&fresh), "{fresh} new messages");
        let chain = history::verify(&stage.house, org).await.unwrap();
        assert_eq!(chain.broken, None);
        assert!(chain.lines > 1_000, "{} lines", chain.lines);
        let mine = stage.try_sign_in(org, demo::CLIENT_USER, &login(&logins, demo::CLIENT_USER).password);
        let mine = stage.resolve(&mine.await.unwrap()).await.unwrap();
        let me = mine.actor.place().unwrap().contact.unwrap();
        let me = contacts::find(&mut stage.read().await, &mine.actor.may().unwrap(), me).await.unwrap();
        assert_eq!(me.name, mine.name);
    }

    async fn the_demo_is_made_once(stage: Stage) {
        demo::create(&stage.house).await.unwrap();
        let before = stage.number("SELECT count(*) FROM events", &[]).await;
        let error = demo::create(&stage.house).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "{error}");
        assert_eq!(stage.number("SELECT count(*) FROM events", &[]).await, before);
    }
}

/// Urgent messages of the day were answered before anybody looks: a demo that is opened asks nobody of itself.
#[tokio::test(flavor = "multi_thread")]
async fn at_whatever_hour_the_demo_is_made_one_message_waits_for_an_answer_and_no_letter_waits() {
    for hours in [3, 7, 11, 15, 19, 23] {
        let stage = Stage::open(Engine::Sqlite).await.unwrap();
        stage.advance(Span::hours(hours));
        demo::create(&stage.house).await.unwrap();
        let waiting = "SELECT count(*) FROM deliveries WHERE state = 'waiting'";
        assert_eq!(stage.number(waiting, &[]).await, 1, "{hours} hours later");
        assert_eq!(delivery::step_due(&stage.house).await.unwrap(), 0, "{hours} hours later");
        let letters = "SELECT count(*) FROM outbox WHERE next_at IS NOT NULL";
        assert_eq!(stage.number(letters, &[]).await, 0, "{hours} hours later");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_dice_make_the_same_demo() {
    let (one, two) = (Stage::open(Engine::Sqlite).await.unwrap(), Stage::open(Engine::Sqlite).await.unwrap());
    let (a, b) = tokio::join!(demo::create(&one.house), demo::create(&two.house));
    assert!(a.unwrap() == b.unwrap(), "the same logins with the same passwords");
    let hash = "SELECT count(*) * 1000003 + sum(started_at % 1000003) + sum(duration) FROM calls";
    assert_eq!(one.number(hash, &[]).await, two.number(hash, &[]).await);
    let org = OrgId::new(demo::NUMBER);
    let chains =
        (history::verify(&one.house, org).await.unwrap(), history::verify(&two.house, org).await.unwrap());
    assert_eq!(chains.0, chains.1);
}
