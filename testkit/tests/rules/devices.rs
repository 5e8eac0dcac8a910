//! A browser that signed in before is known again: a new one is told of, and guessing from elsewhere does not shut out
//! the known one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::Request;
use domain::notices::LetterKind;
use domain::sign_in::login::{Attempt, NewLogin};
use domain::sign_in::{self, reset};
use kernel::{Error, Result, Span};
use testkit::{Engine, Stage, TwoOfEverything, Who, both_engines};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0";

async fn sign_in(stage: &Stage, who: &Who, password: &str, device: &str, place: &str) -> Result<NewLogin> {
    let request = Request { id: "req-test".to_owned(), address: place.to_owned() };
    let attempt = Attempt { email: &who.email, password, agent: FIREFOX, device, request };
    sign_in::sign_in(&stage.house, who.org, attempt).await
}

async fn right(stage: &Stage, who: &Who, device: &str) -> String {
    sign_in(stage, who, &who.password, device, "203.0.113.7").await.unwrap().device.reveal()
}

both_engines! {
    async fn a_new_browser_is_told_of_and_a_known_one_is_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let first = right(&stage, user, "").await;
        assert!(stage.deliver().await.is_empty(), "the very first one is no news");
        let again = right(&stage, user, &first).await;
        assert!(stage.deliver().await.is_empty(), "it is known");
        assert_ne!(first, again, "its token is another one each time");
        right(&stage, user, "").await;
        let letter = stage.deliver_one().await;
        assert_eq!((letter.kind, letter.to.as_str()), (LetterKind::NewDevice, user.email.as_str()));
        assert!(letter.text.contains("Firefox on Windows") && letter.text.contains("203.0.113.7"), "{}", letter.text);
        assert!(letter.text.contains("2026-11-20 15:00"), "{}", letter.text);
        right(&stage, user, &first).await;
        assert_eq!(stage.deliver().await.len(), 1, "a token that was replaced is a stranger's");
    }

    async fn a_browser_that_two_people_use_is_known_to_both(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (one, two) = (&all.one.north.user, &all.one.north.admin);
        for who in [one, two] {
            right(&stage, who, "").await;
        }
        let mut device = right(&stage, one, "").await;
        device = right(&stage, two, &device).await;
        assert_eq!(stage.deliver().await.len(), 2, "new to each of them");
        for who in [one, two, one, two] {
            device = right(&stage, who, &device).await;
        }
        assert!(stage.deliver().await.is_empty());
    }

    async fn asvs_6_1_1_guessing_from_elsewhere_does_not_shut_out_a_known_browser(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let device = right(&stage, user, "").await;
        for _ in 0..5 {
            let guess = sign_in(&stage, user, "not the password", "", "198.51.100.9").await;
            assert!(matches!(guess, Err(Error::Invalid(_))));
        }
        let elsewhere = sign_in(&stage, user, &user.password, "", "198.51.100.9").await;
        assert!(matches!(elsewhere, Err(Error::TooMany(_))), "elsewhere one waits, with the right password, too");
        let device = right(&stage, user, &device).await;
        let still = sign_in(&stage, user, &user.password, "", "198.51.100.9").await;
        assert!(matches!(still, Err(Error::TooMany(_))), "coming in gives the others nothing");
        // The browser has its own count, and another person's browser is none of this person's.
        let others = right(&stage, &all.one.north.admin, "").await;
        let with = sign_in(&stage, user, &user.password, &others, "198.51.100.9").await;
        assert!(matches!(with, Err(Error::TooMany(_))));
        for _ in 0..5 {
            sign_in(&stage, user, "not the password", &device, "203.0.113.7").await.map(|_| ()).unwrap_err();
        }
        let slowed = sign_in(&stage, user, &user.password, &device, "203.0.113.7").await;
        assert!(matches!(slowed, Err(Error::TooMany(_))));
    }

    async fn asvs_6_3_1_spraying_many_addresses_gets_nowhere(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (user, org) = (&all.one.north.user, all.one.org);
        let device = right(&stage, user, "").await;
        let mut looked_at = 0;
        for round in 0..40 {
            for place in 0..5 {
                let place = format!("198.51.100.{place}");
                let guess = sign_in(&stage, user, &format!("guess {round} from {place}"), "", &place).await;
                looked_at += i64::from(matches!(guess, Err(Error::Invalid(_))));
            }
            stage.advance(Span::minutes(20));
        }
        assert!(looked_at <= 100, "{looked_at} were looked at");
        right(&stage, user, &device).await;
        let throttled = stage.number("SELECT count(*) FROM throttles WHERE org_id = ?1", db::params![org]).await;
        assert!(throttled >= 5);
    }

    async fn after_a_reset_no_browser_is_known_any_more(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (user, org) = (&all.one.north.user, all.one.org);
        let device = right(&stage, user, "").await;
        let operator = stage.actor(&all.one.operator).await;
        reset::start(&stage.house, &operator.may().unwrap(), user.id).await.unwrap();
        let link = stage.deliver_one().await.link();
        reset::accept(&stage.house, org, link.trim_start_matches("/reset-password/"), "violet anchor 27 lamps")
            .await
            .unwrap();
        for _ in 0..5 {
            sign_in(&stage, user, "not the password", "", "198.51.100.9").await.map(|_| ()).unwrap_err();
        }
        let with = sign_in(&stage, user, "violet anchor 27 lamps", &device, "203.0.113.7").await;
        assert!(matches!(with, Err(Error::TooMany(_))));
    }
}

/// In full size it takes a while: on one engine. The counting is the same SQL on both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_6_3_1_ten_thousand_guesses_over_a_thousand_addresses_from_fifty_places() {
    let stage = Stage::open(Engine::Sqlite).await.unwrap();
    let all = TwoOfEverything::on(&stage).await;
    let one = &all.one;
    let victims = [&one.north.user, &one.north.admin, &one.south.user, &one.operator, &one.administrator];
    let mut devices = Vec::new();
    for victim in victims {
        devices.push(right(&stage, victim, "").await);
    }
    let mut looked_at = vec![0; 1000];
    for round in 0..10 {
        for (target, count) in looked_at.iter_mut().enumerate() {
            // Some of the addresses are somebody's, most are nobody's: the attacker does not know which.
            let nobody = Who { email: format!("person{target}@north.one.test"), ..one.north.user.clone() };
            let who = if target % 200 == 0 { victims[target / 200] } else { &nobody };
            let place = format!("198.51.100.{}", (target + round) % 50);
            let guess = sign_in(&stage, who, &format!("guess {round}"), "", &place).await;
            *count += i32::from(matches!(guess, Err(Error::Invalid(_))));
            assert!(guess.is_err());
        }
    }
    assert!(looked_at.iter().all(|count| *count == 5), "five each, whether or not there is such a person");
    // All of them come in from the browsers that they have come from before.
    for (victim, device) in victims.into_iter().zip(&devices) {
        right(&stage, victim, device).await;
    }
}
