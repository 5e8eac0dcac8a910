//! A session ends when it should, and at once; guessing gets slower.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::Request;
use domain::accounts;
use domain::people::{invitations, users};
use domain::sign_in::{self, flush_seen, sweep};
use kernel::{Error, Purpose, Span};
use testkit::{Stage, TwoOfEverything, Visit, Who, both_engines, just_before};

async fn is_out(stage: &Stage, visit: &Visit) -> bool {
    match stage.resolve(visit).await {
        Ok(_) => false,
        Err(Error::SignedOut) => true,
        Err(other) => panic!("{other:?}"),
    }
}

/// What the sign-in page says.
async fn answer(stage: &Stage, who: &Who, email: &str, password: &str) -> String {
    match stage.try_sign_in(who.org, email, password).await {
        Ok(_) => "welcome".to_owned(),
        Err(Error::TooMany(_)) => "too many".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

both_engines! {
    async fn s1_40_disabling_ends_every_session_at_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let visits = [stage.sign_in(user).await, stage.sign_in(user).await];
        let other = stage.sign_in(&all.one.north.admin).await;
        let operator = stage.actor(&all.one.operator).await;
        users::disable(&stage.house, &operator.may().unwrap(), user.id).await.unwrap();
        for visit in &visits {
            assert!(is_out(&stage, visit).await);
        }
        assert!(!is_out(&stage, &other).await);
        stage.try_sign_in(user.org, &user.email, &user.password).await.unwrap_err();
        users::enable(&stage.house, &operator.may().unwrap(), user.id).await.unwrap();
        assert!(is_out(&stage, &visits[0]).await, "the old session stays dead");
        stage.sign_in(user).await;
    }

    async fn s1_40_deleting_ends_every_session_at_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let visit = stage.sign_in(user).await;
        let operator = stage.actor(&all.one.operator).await;
        users::delete(&stage.house, &operator.may().unwrap(), user.id).await.unwrap();
        assert!(is_out(&stage, &visit).await);
    }

    async fn s3_44_s3_45_s3_46_s3_47_a_locked_account_lets_nobody_in_until_it_is_unlocked(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let visits = [stage.sign_in(&north.admin).await, stage.sign_in(&north.user).await];
        let other = stage.sign_in(&all.one.south.admin).await;
        let operator = stage.actor(&all.one.operator).await;
        accounts::lock(&stage.house, &operator.may().unwrap(), north.account).await.unwrap();
        for visit in &visits {
            assert!(is_out(&stage, visit).await);
        }
        assert!(!is_out(&stage, &other).await);
        stage.try_sign_in(all.one.org, &north.admin.email, &north.admin.password).await.unwrap_err();
        accounts::unlock(&stage.house, &operator.may().unwrap(), north.account).await.unwrap();
        assert!(is_out(&stage, &visits[0]).await);
        stage.sign_in(&north.admin).await;
    }

    async fn the_gate_shuts_even_if_the_session_was_left_behind(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let visit = stage.sign_in(&north.user).await;
        for (shut, open) in [
            ("UPDATE users SET disabled_at = 1 WHERE id = ?1", "UPDATE users SET disabled_at = NULL WHERE id = ?1"),
            (
                "UPDATE accounts SET locked_at = 1 WHERE id IN (SELECT account_id FROM memberships WHERE user_id = ?1)",
                "UPDATE accounts SET locked_at = NULL WHERE id IN (SELECT account_id FROM memberships WHERE user_id = ?1)",
            ),
        ] {
            stage.tamper(shut, db::params![north.user.id]).await;
            assert!(is_out(&stage, &visit).await, "{shut}");
            stage.tamper(open, db::params![north.user.id]).await;
            assert!(!is_out(&stage, &visit).await, "{open}");
        }
        stage.tamper("DELETE FROM membership_roles WHERE user_id = ?1", db::params![north.user.id]).await;
        let words = "DELETE FROM member_words WHERE member_id IN (SELECT id FROM memberships WHERE user_id = ?1)";
        stage.tamper(words, db::params![north.user.id]).await;
        stage.tamper("DELETE FROM memberships WHERE user_id = ?1", db::params![north.user.id]).await;
        assert!(is_out(&stage, &visit).await);
    }

    async fn a_client_users_session_lasts_a_week_unused_and_a_month_at_most(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let idle = stage.sign_in(&all.one.north.user).await;
        stage.advance(just_before(Span::days(7)));
        assert!(!is_out(&stage, &idle).await);
        stage.advance(Span::days(7));
        assert!(is_out(&stage, &idle).await);
        let busy = stage.sign_in(&all.one.north.user).await;
        for _ in 0..29 {
            stage.advance(Span::days(1));
            assert!(!is_out(&stage, &busy).await);
        }
        stage.advance(Span::days(1));
        assert!(is_out(&stage, &busy).await);
    }

    async fn who_sees_a_whole_account_is_signed_in_for_an_hour_unused_and_a_day_at_most(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        for who in [&all.one.north.admin, &all.one.operator, &all.one.administrator] {
            let idle = stage.sign_in(who).await;
            stage.advance(Span::hours(1));
            assert!(is_out(&stage, &idle).await);
            let busy = stage.sign_in(who).await;
            for _ in 0..47 {
                stage.advance(Span::minutes(30));
                assert!(!is_out(&stage, &busy).await);
            }
            stage.advance(Span::minutes(30));
            assert!(is_out(&stage, &busy).await);
        }
    }

    async fn another_process_knows_when_somebody_was_last_here(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let visit = stage.sign_in(&all.one.operator).await;
        stage.advance(Span::minutes(50));
        assert!(!is_out(&stage, &visit).await);
        flush_seen(&stage.house).await.unwrap();
        stage.advance(Span::minutes(50));
        let other = stage.second_process().await;
        let mut read = other.read().await.unwrap();
        let request = domain::access::Request::default();
        sign_in::resolve(&other, &mut read, Purpose::Session, &visit.token, request).await.unwrap();
    }

    async fn signing_out_ends_this_session_and_no_other(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let (one, two, three) = (stage.sign_in(user).await, stage.sign_in(user).await, stage.sign_in(user).await);
        sign_in::sign_out(&stage.house, &stage.resolve(&one).await.unwrap()).await.unwrap();
        assert!(is_out(&stage, &one).await);
        let who = stage.resolve(&two).await.unwrap();
        let sessions = sign_in::own(&mut stage.read().await, &who).await.unwrap();
        assert_eq!(sessions.len(), 2);
        sign_in::end_others(&stage.house, &who).await.unwrap();
        assert!(is_out(&stage, &three).await);
        assert!(!is_out(&stage, &two).await);
        let strangers = stage.resolve(&stage.sign_in(&all.one.north.admin).await).await.unwrap();
        let error = sign_in::end_own(&stage.house, &who, strangers.session).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
    }

    async fn a_token_is_good_at_its_own_door_only(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let visit = stage.sign_in(&all.one.operator).await;
        for purpose in [Purpose::LoginAs, Purpose::ApiKey, Purpose::FirstPassword] {
            assert!(is_out(&stage, &Visit { purpose, ..visit.clone() }).await);
        }
        for token in [String::new(), "x".repeat(43), visit.token.to_lowercase(), format!("{} ", visit.token)] {
            assert!(is_out(&stage, &Visit { token, ..visit.clone() }).await);
        }
        let stored = stage.number(
            "SELECT count(*) FROM sessions WHERE agent LIKE ?1 OR return_to LIKE ?1 OR address LIKE ?1",
            db::params![visit.token.as_str()],
        )
        .await;
        assert_eq!(stored, 0);
    }

    async fn the_page_says_the_same_to_everybody_who_may_not_enter(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.actor(&all.one.operator).await;
        let user = &north.user;
        let wrong = answer(&stage, user, &user.email, "not the password").await;
        assert!(wrong.contains("do not go together"), "{wrong}");
        assert_eq!(answer(&stage, user, "nobody@north.one.test", "not the password").await, wrong);
        assert_eq!(answer(&stage, user, "nobody\0@one.test", "not the password").await, wrong);
        assert_eq!(answer(&stage, user, &all.two.north.user.email, &all.two.north.user.password).await, wrong);
        users::disable(&stage.house, &operator.may().unwrap(), user.id).await.unwrap();
        assert_eq!(answer(&stage, user, &user.email, &user.password).await, wrong);
        accounts::lock(&stage.house, &operator.may().unwrap(), north.account).await.unwrap();
        assert_eq!(answer(&stage, user, &north.admin.email, &north.admin.password).await, wrong);
    }

    async fn five_guesses_are_free_then_each_waits_longer(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        for email in [user.email.as_str(), "nobody@north.one.test"] {
            for _ in 0..5 {
                assert_ne!(answer(&stage, user, email, "wrong").await, "too many");
            }
            assert_eq!(answer(&stage, user, email, &user.password).await, "too many", "even the right one waits");
            for seconds in [1, 2, 4, 8] {
                stage.advance(just_before(Span::seconds(seconds)));
                assert_eq!(answer(&stage, user, email, "wrong").await, "too many");
                stage.advance(Span::micros(1));
                assert_ne!(answer(&stage, user, email, "wrong").await, "too many");
            }
        }
        stage.advance(Span::minutes(15));
        assert_eq!(answer(&stage, user, &user.email, &user.password).await, "welcome");
        for _ in 0..5 {
            assert_ne!(answer(&stage, user, &user.email, "wrong").await, "too many", "counted anew");
        }
        assert_eq!(answer(&stage, user, &user.email.to_uppercase(), "wrong").await, "too many", "it is one address");
    }

    async fn guesses_at_the_same_moment_are_all_counted(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let guesses: Vec<_> = (0..12)
            .map(|_| {
                let (house, org, email) = (stage.house.clone(), user.org, user.email.clone());
                tokio::spawn(async move {
                    let request = domain::access::Request { id: String::new(), address: "203.0.113.9".to_owned() };
                    let attempt =
                        sign_in::login::Attempt { email: &email, password: "wrong", agent: "", device: "", request };
                    matches!(sign_in::sign_in(&house, org, attempt).await, Err(Error::TooMany(_)))
                })
            })
            .collect();
        let mut refused = 0;
        for guess in guesses {
            refused += usize::from(guess.await.unwrap());
        }
        assert_eq!(refused, 7, "five of twelve were looked at");
    }

    async fn a_link_sets_one_password_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let admin = stage.actor(&all.one.administrator).await;
        let operator = &all.one.operator;
        let (house, org) = (&stage.house, all.one.org);
        let first = invitations::invite_operator(house, &admin.may().unwrap(), operator.id).await.unwrap().reveal();
        let second = invitations::invite_operator(house, &admin.may().unwrap(), operator.id).await.unwrap().reveal();
        let good = "violet anchor 27 lamps";
        for dead in [first.as_str(), "", "x"] {
            assert!(matches!(invitations::accept(house, org, dead, good, Request::default()).await, Err(Error::NotFound)));
        }
        assert!(matches!(invitations::accept(house, all.two.org, &second, good, Request::default()).await, Err(Error::NotFound)));
        assert!(matches!(invitations::accept(house, org, &second, "short", Request::default()).await, Err(Error::Invalid(_))));
        let before = stage.sign_in(operator).await;
        invitations::accept(house, org, &second, good, Request::default()).await.unwrap();
        assert!(is_out(&stage, &before).await, "a new password ends what the old one opened");
        assert!(matches!(invitations::accept(house, org, &second, good, Request::default()).await, Err(Error::NotFound)));
        stage.try_sign_in(org, &operator.email, good).await.unwrap();
        stage.try_sign_in(org, &operator.email, &operator.password).await.unwrap_err();
        let late = invitations::invite_operator(house, &admin.may().unwrap(), operator.id).await.unwrap().reveal();
        stage.advance(Span::hours(72));
        assert!(matches!(invitations::accept(house, org, &late, good, Request::default()).await, Err(Error::NotFound)));
    }

    async fn sweeping_removes_what_has_run_out_and_nothing_else(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let brief = stage.sign_in(&all.one.operator).await;
        let long = stage.sign_in(&all.one.north.user).await;
        stage.advance(Span::hours(25));
        sweep(&stage.house).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM sessions", &[]).await, 1);
        assert!(is_out(&stage, &brief).await);
        assert!(!is_out(&stage, &long).await);
    }
}
