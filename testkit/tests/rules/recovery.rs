//! A forgotten password: a link from a letter, once and for an hour; the same answer to everybody; nothing for those
//! who may not come in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{Request, roles};
use domain::accounts;
use domain::notices::LetterKind;
use domain::people::invitations;
use domain::people::users::{self, MemberDetails};
use domain::sign_in::reset;
use kernel::{Email, Error, Name, OrgId, Result, Span};
use testkit::{Delivered, Stage, TwoOfEverything, both_engines, just_before};

const GOOD: &str = "violet anchor 27 lamps";

fn from(place: &str) -> Request {
    Request { id: "req-test".to_owned(), address: place.to_owned() }
}

async fn forgot(stage: &Stage, org: OrgId, email: &str) -> Result<()> {
    reset::ask(&stage.house, org, &Email::parse(email).unwrap(), &from("203.0.113.7")).await
}

/// The token of a link of a letter.
fn token(letter: &Delivered) -> String {
    letter.link().strip_prefix("/reset-password/").unwrap().to_owned()
}

/// Asks for a link, and takes it out of the letter.
async fn link(stage: &Stage, org: OrgId, email: &str) -> String {
    forgot(stage, org, email).await.unwrap();
    token(&stage.deliver_one().await)
}

both_engines! {
    async fn s3_64_a_letter_has_a_link_that_sets_another_password_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org, user) = (&stage.house, all.one.org, &all.one.north.user);
        let visit = stage.sign_in(user).await;
        forgot(&stage, org, &user.email.to_uppercase()).await.unwrap();
        let letter = stage.deliver_one().await;
        assert_eq!((letter.kind, letter.to.to_lowercase()), (LetterKind::PasswordReset, user.email.clone()));
        assert!(letter.url().contains("one.test/reset-password/"), "{}", letter.text);
        let token = token(&letter);
        for _ in 0..3 {
            let looked = reset::look(house, &mut stage.read().await, org, &token).await.unwrap();
            assert_eq!(looked.email, user.email, "looking spends nothing");
        }
        assert!(matches!(reset::accept(house, org, &token, "short").await, Err(Error::Invalid(_))));
        reset::accept(house, org, &token, GOOD).await.unwrap();
        assert!(matches!(stage.resolve(&visit).await, Err(Error::SignedOut)), "all sessions end");
        assert!(matches!(reset::accept(house, org, &token, GOOD).await, Err(Error::NotFound)), "spent");
        stage.try_sign_in(org, &user.email, &user.password).await.unwrap_err();
        stage.try_sign_in(org, &user.email, GOOD).await.unwrap();
        let told = stage.deliver_one().await;
        assert_eq!((told.kind, told.to.as_str()), (LetterKind::PasswordChanged, user.email.as_str()));
    }

    async fn s3_64_a_link_is_good_for_an_hour_and_a_newer_one_replaces_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org, email) = (&stage.house, all.one.org, all.one.north.user.email.as_str());
        let first = link(&stage, org, email).await;
        let second = link(&stage, org, email).await;
        for dead in [first.as_str(), "", "x", "../login"] {
            assert!(matches!(reset::accept(house, org, dead, GOOD).await, Err(Error::NotFound)), "{dead}");
        }
        assert!(matches!(reset::accept(house, all.two.org, &second, GOOD).await, Err(Error::NotFound)));
        stage.advance(just_before(Span::hours(1)));
        reset::look(house, &mut stage.read().await, org, &second).await.ok().unwrap();
        stage.advance(Span::micros(1));
        assert!(matches!(reset::accept(house, org, &second, GOOD).await, Err(Error::NotFound)), "an hour is over");
    }

    async fn a_token_of_one_purpose_is_nothing_at_the_door_of_another(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org) = (&stage.house, all.one.org);
        let reset = link(&stage, org, &all.one.operator.email).await;
        assert!(matches!(invitations::accept(house, org, &reset, GOOD, from("203.0.113.7")).await, Err(Error::NotFound)));
        let administrator = stage.actor(&all.one.administrator).await;
        let first = invitations::invite_operator(house, &administrator.may().unwrap(), all.one.operator.id).await.unwrap();
        assert!(matches!(reset::accept(house, org, &first.reveal(), GOOD).await, Err(Error::NotFound)));
        let session = stage.sign_in(&all.one.operator).await.token;
        assert!(matches!(reset::accept(house, org, &session, GOOD).await, Err(Error::NotFound)));
    }

    async fn e_13_unknown_disabled_and_locked_get_the_same_answer_the_same_work_and_no_link(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org) = (&stage.house, all.one.org);
        let system = stage.system(org);
        users::disable(house, &system.may().unwrap(), all.one.north.user.id).await.unwrap();
        accounts::lock(house, &system.may().unwrap(), all.one.south.account).await.unwrap();
        let mut work = Vec::new();
        for email in [
            "nobody@nowhere.test",
            &all.one.north.user.email,
            &all.one.south.admin.email,
            &all.two.north.admin.email,
            &all.one.north.admin.email,
        ] {
            let rows = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM throttles)
                             + (SELECT count(*) FROM events) + (SELECT count(*) FROM password_resets)";
            let (before, hashes) = (stage.number(rows, &[]).await, house.passwords.worked());
            let answer = reset::ask(house, org, &Email::parse(email).unwrap(), &from(email)).await;
            work.push((format!("{answer:?}"), stage.number(rows, &[]).await - before, house.passwords.worked() - hashes));
        }
        assert!(work.windows(2).all(|pair| pair[0] == pair[1]), "{work:?}");
        let delivered = stage.deliver().await;
        assert_eq!(delivered.len(), 1, "{delivered:?}");
        assert_eq!(delivered[0].to, all.one.north.admin.email);
    }

    async fn e_13_a_link_is_worth_nothing_once_its_person_may_not_come_in(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org, user) = (&stage.house, all.one.org, &all.one.north.user);
        let token = link(&stage, org, &user.email).await;
        let system = stage.system(org);
        users::disable(house, &system.may().unwrap(), user.id).await.unwrap();
        assert!(matches!(reset::accept(house, org, &token, GOOD).await, Err(Error::NotFound)));
        users::enable(house, &system.may().unwrap(), user.id).await.unwrap();
        accounts::lock(house, &system.may().unwrap(), all.one.north.account).await.unwrap();
        assert!(matches!(reset::accept(house, org, &token, GOOD).await, Err(Error::NotFound)));
        accounts::unlock(house, &system.may().unwrap(), all.one.north.account).await.unwrap();
        reset::accept(house, org, &token, GOOD).await.unwrap();
    }

    async fn asvs_2_4_1_letters_are_limited_for_an_address_and_for_a_place(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let org = all.one.org;
        for _ in 0..5 {
            forgot(&stage, org, "nobody@nowhere.test").await.unwrap();
        }
        for email in ["nobody@nowhere.test", "Nobody@NOWHERE.test"] {
            let Err(Error::TooMany(wait)) = forgot(&stage, org, email).await else { panic!("{email}") };
            assert_eq!(wait, Span::hours(1));
        }
        for other in 5..60 {
            forgot(&stage, org, &format!("nobody{other}@nowhere.test")).await.unwrap();
        }
        assert!(matches!(forgot(&stage, org, "one@more.test").await, Err(Error::TooMany(_))));
        let (other, place) = (Email::parse("one@more.test").unwrap(), from("198.51.100.1"));
        reset::ask(&stage.house, org, &other, &place).await.unwrap();
        stage.advance(Span::hours(1));
        forgot(&stage, org, "nobody@nowhere.test").await.unwrap();
    }

    async fn of_fifty_who_use_one_link_at_once_one_wins(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, user) = (all.one.org, &all.one.north.user);
        let token = link(&stage, org, &user.email).await;
        let tries: Vec<_> = (0..50)
            .map(|n| {
                let (house, token) = (stage.house.clone(), token.clone());
                tokio::spawn(async move { reset::accept(&house, org, &token, &format!("{GOOD} {n}")).await })
            })
            .collect();
        let mut won = Vec::new();
        for (n, attempt) in tries.into_iter().enumerate() {
            match attempt.await.unwrap() {
                Ok(()) => won.push(n),
                Err(Error::NotFound | Error::TooMany(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won.len(), 1, "{won:?}");
        stage.try_sign_in(org, &user.email, &format!("{GOOD} {}", won[0])).await.unwrap();
    }

    async fn another_address_kills_the_link_to_the_old_one(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org, user) = (&stage.house, all.one.org, &all.one.north.user);
        let token = link(&stage, org, &user.email).await;
        let details = MemberDetails {
            name: Name::parse("Ann North").unwrap(),
            email: Email::parse("ann@elsewhere.test").unwrap(),
            title: String::new(),
            roles: vec![stage.client_role(org, roles::CLIENT_USER).await],
            contact: Some(all.one.north.ann),
        };
        users::edit(house, &stage.system(org).may().unwrap(), user.id, details).await.unwrap();
        assert!(matches!(reset::accept(house, org, &token, GOOD).await, Err(Error::NotFound)));
    }

    async fn asvs_6_4_6_an_operator_starts_a_reset_and_sees_no_secret(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, org, user) = (&stage.house, all.one.org, &all.one.north.user);
        let operator = stage.actor(&all.one.operator).await;
        reset::start(house, &operator.may().unwrap(), user.id).await.unwrap();
        let letter = stage.deliver_one().await;
        assert_eq!((letter.kind, letter.to.as_str()), (LetterKind::PasswordReset, user.email.as_str()));
        stage.sign_in(user).await;
        reset::accept(house, org, &token(&letter), GOOD).await.unwrap();
        // Out of reach is not found, and a disabled user is named.
        let foreign = stage.actor(&all.two.operator).await;
        assert!(matches!(reset::start(house, &foreign.may().unwrap(), user.id).await, Err(Error::NotFound)));
        users::disable(house, &operator.may().unwrap(), user.id).await.unwrap();
        assert!(matches!(reset::start(house, &operator.may().unwrap(), user.id).await, Err(Error::Conflict(_))));
        let secret = token(&letter);
        for table in ["outbox", "events"] {
            let column = if table == "outbox" { "data" } else { "changes" };
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE ?1");
            assert_eq!(stage.number(&sql, db::params![format!("%{secret}%").as_str()]).await, 0);
        }
    }

    async fn a_hundred_failures_stop_everybody_until_recovery(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, user) = (all.one.org, &all.one.north.user);
        for _ in 0..100 {
            stage.try_sign_in(org, &user.email, "not the password").await.unwrap_err();
            stage.advance(Span::minutes(15));
        }
        let stopped = stage.try_sign_in(org, &user.email, &user.password).await;
        assert!(matches!(stopped, Err(Error::TooMany(_))), "{stopped:?}");
        let token = link(&stage, org, &user.email).await;
        reset::accept(&stage.house, org, &token, GOOD).await.unwrap();
        stage.try_sign_in(org, &user.email, GOOD).await.unwrap();
    }
}
