//! Passwords that somebody else made open one page only, and what is asked of new ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::Mode;
use domain::organizations::settings::configure;
use domain::sign_in::{Step, choose_new_password};
use kernel::{Error, Span};
use testkit::{Stage, TwoOfEverything, Who, both_engines, just_before};

const GOOD: &str = "violet anchor 27 lamps";

/// As if an operator had made this person's password just now.
async fn make_temporary(stage: &Stage, who: &Who) {
    let until = stage.house.now() + Span::hours(72);
    stage
        .tamper("UPDATE passwords SET temporary_until = ?2 WHERE user_id = ?1", db::params![who.id, until])
        .await;
}

#[track_caller]
fn said<T>(result: kernel::Result<T>, field: &str) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => invalid.message(field).unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn c_05_a_temporary_password_is_replaced_before_anything_opens(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let before = stage.sign_in(user).await;
        assert_eq!(stage.resolve(&before).await.unwrap().step, None);
        make_temporary(&stage, user).await;
        let step = stage.resolve(&before).await.unwrap().step;
        assert_eq!(step, Some(Step::NewPassword), "it counts from the next request of an open session");
        let visit = stage.sign_in(user).await;
        let who = stage.resolve(&visit).await.unwrap();
        assert!(said(choose_new_password(&stage.house, &who, &user.password).await, "password").contains("given"));
        assert!(said(choose_new_password(&stage.house, &who, "short").await, "password").contains("at least 12"));
        let token = choose_new_password(&stage.house, &who, GOOD).await.unwrap();
        assert!(matches!(stage.resolve(&before).await, Err(Error::SignedOut)), "other sessions end");
        assert!(matches!(stage.resolve(&visit).await, Err(Error::SignedOut)), "the token before is dead");
        let now = testkit::Visit { token: token.reveal(), ..visit };
        assert_eq!(stage.resolve(&now).await.unwrap().step, None);
        stage.try_sign_in(user.org, &user.email, &user.password).await.unwrap_err();
        stage.try_sign_in(user.org, &user.email, GOOD).await.unwrap();
        let again = choose_new_password(&stage.house, &stage.resolve(&now).await.unwrap(), GOOD).await;
        assert!(matches!(again, Err(Error::NotFound)), "the step is done once");
    }

    async fn a_temporary_password_opens_nothing_after_three_days(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        make_temporary(&stage, user).await;
        stage.advance(just_before(Span::hours(72)));
        stage.sign_in(user).await;
        stage.advance(Span::micros(1));
        let late = stage.try_sign_in(user.org, &user.email, &user.password).await.map(|_| ());
        let wrong = stage.try_sign_in(user.org, &user.email, "not the password").await.map(|_| ());
        assert_eq!(format!("{late:?}"), format!("{wrong:?}"), "it is no password any more");
    }

    async fn an_operator_in_a_clients_place_is_not_asked_for_the_clients_step(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        make_temporary(&stage, &north.user).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!(who.step, None);
        assert!(matches!(choose_new_password(&stage.house, &who, GOOD).await, Err(Error::NotFound)));
    }

    async fn s4_19_with_six_characters_set_five_are_refused_and_six_accepted(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        configure(&stage.house, &administrator.may().unwrap(), |settings| settings.passwords.min_length = 6)
            .await
            .unwrap();
        let user = &all.one.north.user;
        make_temporary(&stage, user).await;
        let who = stage.signed_in(user).await;
        assert!(said(choose_new_password(&stage.house, &who, "kX7#q").await, "password").contains("at least 6"));
        assert!(said(choose_new_password(&stage.house, &who, "123456").await, "password").contains("many people use"));
        choose_new_password(&stage.house, &who, "kX7#qv").await.unwrap();
        stage.try_sign_in(user.org, &user.email, "kX7#qv").await.unwrap();
        // The other organization asks for what ships.
        make_temporary(&stage, &all.two.north.user).await;
        let other = stage.signed_in(&all.two.north.user).await;
        assert!(said(choose_new_password(&stage.house, &other, "kX7#qv").await, "password").contains("12"));
    }

    async fn asvs_6_2_8_nothing_of_a_password_is_cut_off(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        make_temporary(&stage, user).await;
        let who = stage.signed_in(user).await;
        let long = format!("{GOOD}{}", "鍵🔑x".repeat(35));
        assert_eq!(long.chars().count(), 127);
        choose_new_password(&stage.house, &who, &format!("{long}a")).await.unwrap();
        stage.try_sign_in(user.org, &user.email, &format!("{long}b")).await.unwrap_err();
        stage.try_sign_in(user.org, &user.email, &format!("{long}a")).await.unwrap();
    }
}
