//! An operator in a client's place: sees what the client sees, and leaves a name on everything.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{AccountsLoginAs, Mode, roles};
use domain::accounts;
use domain::organizations::settings::{self, LoginAs, Reason};
use domain::people::users;
use domain::records::messages;
use domain::sign_in::{self, login_as};
use kernel::{Error, Span};
use testkit::{Stage, TwoOfEverything, Visit, both_engines, just_before};

async fn is_out(stage: &Stage, visit: &Visit) -> bool {
    matches!(stage.resolve(visit).await, Err(Error::SignedOut))
}

both_engines! {
    async fn the_operator_sees_what_the_client_sees(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::View).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!(who.user, north.user.id);
        assert_eq!(who.actor.place().unwrap().contact, Some(north.ann));
        assert_eq!(who.login_as.as_ref().unwrap().mode, Mode::View);
        assert_eq!(who.actor.operator().unwrap().id, all.one.operator.id);
        let mut own = stage.signed_in(&north.user).await.actor.grants().clone();
        own = own.both(operator.actor.grants());
        assert_eq!(*who.actor.grants(), own, "no more and no less than the client");
        assert!(stage.resolve(&visit).await.unwrap().account_name() == "North");
    }

    async fn without_a_name_it_is_the_primary_admin(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, None, Mode::Act).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!(who.user, north.admin.id);
        for key in ["keys.manage", "users.manage", "accounts.login_as", "operators.manage"] {
            assert!(who.actor.grants().list().all(|(granted, _)| granted.name() != key), "{key}");
        }
    }

    async fn view_refuses_a_change_and_act_allows_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let message = north.messages.for_ann;
        let view = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::View).await.unwrap();
        let actor = stage.resolve(&view).await.unwrap().actor;
        let error = messages::mark(&stage.house, &actor.may().unwrap(), message, "done").await.unwrap_err();
        assert!(matches!(error, Error::Forbidden(_)), "{error}");

        let act = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        let actor = stage.resolve(&act).await.unwrap().actor;
        messages::mark(&stage.house, &actor.may().unwrap(), message, "done").await.unwrap();
        let rows = stage.number(
            "SELECT count(*) FROM events WHERE action = 'message.marked' AND actor_id = ?1 AND subject_id = ?2
             AND via LIKE 'login as %'",
            db::params![all.one.operator.id, north.user.id],
        )
        .await;
        assert_eq!(rows, 1, "the history says who, and as whom");
    }

    async fn l1_the_beginning_and_the_end_are_in_the_history_with_both_names(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        sign_in::sign_out(&stage.house, &stage.resolve(&visit).await.unwrap()).await.unwrap();
        assert!(is_out(&stage, &visit).await);
        let begun = stage.number(
            "SELECT count(*) FROM events WHERE action = 'login_as.started' AND actor_id = ?1 AND thing_id = ?2
             AND account_id = ?3",
            db::params![all.one.operator.id, north.user.id, north.account],
        )
        .await;
        assert_eq!(begun, 1);
        let ended = stage.number(
            "SELECT count(*) FROM events WHERE action = 'login_as.ended' AND actor_id = ?1 AND subject_id = ?2
             AND account_id = ?3",
            db::params![all.one.operator.id, north.user.id, north.account],
        )
        .await;
        assert_eq!(ended, 1);
        let admin = stage.actor(&north.admin).await;
        let lines =
            domain::history::deeds(&mut stage.read().await, &admin.may().unwrap(), north.account, 50).await;
        let named = lines.unwrap().iter().filter(|line| line.actor == all.one.operator.email).count();
        assert_eq!(named, 2, "the client can see it");
    }

    async fn l3_it_goes_one_deep_and_never_for_credentials(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, None, Mode::Act).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert!(matches!(who.actor.may::<AccountsLoginAs>(), Err(Error::Forbidden(_))));
        let wish = login_as::Wish {
            account: north.account,
            user: None,
            mode: Mode::Act,
            reason: "",
            return_to: "",
            agent: "",
        };
        let granted = operator.actor.may().unwrap();
        let error = login_as::start(&stage.house, &granted, &who, wish).await.unwrap_err();
        assert!(matches!(error, Error::Forbidden(_)), "even with the operator's own proof");
        let error = sign_in::end_others(&stage.house, &who).await.unwrap_err();
        assert!(matches!(error, Error::Forbidden(_)));
    }

    async fn s2_18_s2_19_another_one_ends_the_first(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let operator = stage.signed_in(&all.one.operator).await;
        let colleague = stage.signed_in(&all.one.administrator).await;
        let first = stage.log_in_as(&operator, north.account, None, Mode::View).await.unwrap();
        let theirs = stage.log_in_as(&colleague, north.account, None, Mode::View).await.unwrap();
        let second = stage.log_in_as(&operator, south.account, None, Mode::View).await.unwrap();
        assert!(is_out(&stage, &first).await);
        assert!(!is_out(&stage, &second).await);
        assert!(!is_out(&stage, &theirs).await);
    }

    async fn it_ends_with_the_operators_own_session(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        sign_in::sign_out(&stage.house, &operator).await.unwrap();
        assert!(is_out(&stage, &visit).await);
    }

    async fn s3_46_locking_ends_it_and_a_locked_account_refuses_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, None, Mode::View).await.unwrap();
        accounts::lock(&stage.house, &operator.actor.may().unwrap(), north.account).await.unwrap();
        assert!(is_out(&stage, &visit).await);
        let error = stage.log_in_as(&operator, north.account, None, Mode::View).await.unwrap_err();
        assert!(matches!(error, Error::Locked), "{error:?}");
    }

    async fn deleting_or_disabling_the_client_ends_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::View).await.unwrap();
        users::disable(&stage.house, &operator.actor.may().unwrap(), north.user.id).await.unwrap();
        assert!(is_out(&stage, &visit).await);
        let error = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::View).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "{error:?}");
        let visit = stage.log_in_as(&operator, north.account, Some(north.lost.id), Mode::View).await.unwrap();
        users::delete(&stage.house, &operator.actor.may().unwrap(), north.lost.id).await.unwrap();
        assert!(is_out(&stage, &visit).await);
    }

    async fn it_lasts_an_hour_at_most_and_fifteen_minutes_unused(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let idle = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        stage.advance(just_before(Span::minutes(15)));
        assert!(!is_out(&stage, &idle).await);
        stage.advance(Span::minutes(15));
        assert!(is_out(&stage, &idle).await);
        let busy = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        for _ in 0..5 {
            stage.advance(Span::minutes(10));
            assert!(!is_out(&stage, &busy).await);
        }
        stage.advance(Span::minutes(10));
        assert!(is_out(&stage, &busy).await);
    }

    async fn it_never_outlives_the_operators_session(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let mine = stage.sign_in(&all.one.operator).await;
        for _ in 0..47 {
            stage.advance(Span::minutes(30));
            stage.resolve(&mine).await.unwrap();
        }
        let operator = stage.resolve(&mine).await.unwrap();
        let visit = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        stage.advance(Span::minutes(14));
        assert!(!is_out(&stage, &visit).await);
        stage.advance(Span::minutes(14));
        assert!(!is_out(&stage, &visit).await);
        stage.advance(Span::minutes(2));
        assert!(is_out(&stage, &visit).await);
    }

    async fn an_operator_who_may_not_any_more_is_out(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        let id = all.one.operator.id;
        stage.tamper("UPDATE users SET disabled_at = 1 WHERE id = ?1", db::params![id]).await;
        assert!(is_out(&stage, &visit).await);
        stage.tamper("UPDATE users SET disabled_at = NULL WHERE id = ?1", db::params![id]).await;
        assert!(!is_out(&stage, &visit).await);
        let sql = "UPDATE roles SET grants = '{\"accounts.view\":\"organization\"}' WHERE org_id = ?1 AND name = ?2";
        stage.tamper(sql, db::params![all.one.org, roles::OPERATOR]).await;
        assert!(is_out(&stage, &visit).await);
    }

    async fn people_of_other_accounts_and_organizations_are_not_found(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        for (account, user) in [
            (all.one.north.account, Some(all.one.south.user.id)),
            (all.one.north.account, Some(all.two.north.user.id)),
            (all.one.north.account, Some(all.one.administrator.id)),
            (all.two.north.account, None),
            (all.two.north.account, Some(all.two.north.user.id)),
        ] {
            let error = stage.log_in_as(&operator, account, user, Mode::View).await.unwrap_err();
            assert!(matches!(error, Error::NotFound), "{error:?}");
        }
        assert_eq!(stage.number("SELECT count(*) FROM sessions WHERE operator_id IS NOT NULL", &[]).await, 0);
    }

    async fn the_operators_session_stays_awake_with_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let mine = stage.sign_in(&all.one.operator).await;
        let operator = stage.resolve(&mine).await.unwrap();
        let visit = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        for _ in 0..5 {
            stage.advance(Span::minutes(11));
            assert!(!is_out(&stage, &visit).await);
        }
        stage.advance(Span::minutes(40));
        assert!(!is_out(&stage, &mine).await, "whoever works in a client's place is not idle");
    }
}

async fn decide(stage: &Stage, all: &TwoOfEverything, minutes: i64, reason: Reason) {
    let administrator = stage.actor(&all.one.administrator).await;
    let decide =
        |settings: &mut domain::organizations::Settings| settings.login_as = LoginAs { minutes, reason };
    settings::configure(&stage.house, &administrator.may().unwrap(), decide).await.unwrap();
}

both_engines! {
    async fn s2_17_c_10_how_long_it_lasts_is_a_setting(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        decide(&stage, &all, 10, Reason::Off).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        stage.advance(just_before(Span::minutes(10)));
        assert!(!is_out(&stage, &visit).await);
        stage.advance(Span::minutes(1));
        assert!(is_out(&stage, &visit).await);
        decide(&stage, &all, 600, Reason::Off).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, all.one.north.account, None, Mode::View).await.unwrap();
        let left = stage.resolve(&visit).await.unwrap().ends_at - stage.house.now();
        assert_eq!(left, Span::minutes(60), "never longer than an hour");
    }

    async fn c_10_a_reason_is_kept_in_the_history_and_asked_for_where_it_must_be(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let start = async |reason: &'static str| {
            let operator = stage.signed_in(&all.one.operator).await;
            let wish = login_as::Wish {
                account: north.account, user: None, mode: Mode::View, reason, return_to: "", agent: "",
            };
            login_as::start(&stage.house, &operator.actor.may().unwrap(), &operator, wish).await.map(|_| ())
        };
        let kept = async || {
            stage.number("SELECT count(*) FROM events WHERE action = 'login_as.started' AND changes LIKE '%asked to%'", &[]).await
        };
        decide(&stage, &all, 60, Reason::Off).await;
        start("She asked to").await.unwrap();
        assert_eq!(kept().await, 0, "nobody asked");
        decide(&stage, &all, 60, Reason::Optional).await;
        start("").await.unwrap();
        start("She asked to").await.unwrap();
        assert_eq!(kept().await, 1);
        decide(&stage, &all, 60, Reason::Required).await;
        for nothing in ["", "  "] {
            let Err(Error::Invalid(invalid)) = start(nothing).await else { panic!("{nothing:?}") };
            assert!(invalid.message("reason").is_some());
        }
        start("He asked to").await.unwrap();
        assert_eq!(kept().await, 2);
    }
}
