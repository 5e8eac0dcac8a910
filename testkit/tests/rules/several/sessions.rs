//! One account at a time: chosen, changed, shut, and never two.

use domain::access::{Glance, Mode, Request, glance, roles};
use domain::accounts;
use domain::people::users::{self, MemberDetails};
use domain::sign_in::places::Landing;
use domain::sign_in::{self, Step, login, login_as, places};
use kernel::{Email, Error, Local, Name, Purpose, Span};
use testkit::{TwoOfEverything, Visit, Who, both_engines};

use super::ways::{add, allow, ann_in_both, calls_of, come_into, conflict, enter, here, out};

both_engines! {
    async fn c_07_a_locked_account_or_a_disabled_user_shuts_only_the_one_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let in_south = ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let system = stage.system(all.one.org);
        let (first, second) = (come_into(&stage, ann, north).await, come_into(&stage, ann, south).await);
        accounts::lock(&stage.house, &system.may().unwrap(), north.account).await.unwrap();
        let who = stage.resolve(&first).await.unwrap();
        assert_eq!((who.step, here(&who)), (Some(Step::ChooseAccount), None), "out of North, and still signed in");
        assert!(calls_of(&stage, &who.actor).await.is_empty());
        let shut: Vec<bool> = who.places.iter().map(sign_in::OwnPlace::is_open).collect();
        assert_eq!(shut, [false, true]);
        assert!(conflict(enter(&stage, &first, north).await).contains("North is locked"));
        assert_eq!(here(&stage.resolve(&second).await.unwrap()), Some(south.account), "untouched");
        let moved = enter(&stage, &first, south).await.unwrap();
        assert_eq!(here(&stage.resolve(&moved).await.unwrap()), Some(south.account));
        // Signing in goes on, to what is open; of those who have nothing else, nobody comes in.
        let again = stage.signed_in(ann).await;
        assert_eq!(again.step, Some(Step::ChooseAccount));
        stage.try_sign_in(all.one.org, &north.lost.email, &north.lost.password).await.unwrap_err();

        users::disable(&stage.house, &system.may().unwrap(), in_south).await.unwrap();
        out(stage.resolve(&moved).await);
        stage.try_sign_in(all.one.org, &ann.email, &ann.password).await.unwrap_err();
        accounts::unlock(&stage.house, &system.may().unwrap(), north.account).await.unwrap();
        let visit = stage.sign_in(ann).await;
        assert!(conflict(enter(&stage, &visit, south).await).contains("disabled"));
        enter(&stage, &visit, north).await.unwrap();
        let disabled = users::find(&mut stage.read().await, &system.may().unwrap(), in_south).await.unwrap();
        let active = users::find(&mut stage.read().await, &system.may().unwrap(), ann.id).await.unwrap();
        assert!(disabled.disabled_at.is_some() && active.disabled_at.is_none());

        // Disabled in both is disabled altogether; one that is enabled is enough again.
        users::disable(&stage.house, &system.may().unwrap(), ann.id).await.unwrap();
        out(stage.resolve(&visit).await);
        stage.try_sign_in(all.one.org, &ann.email, &ann.password).await.unwrap_err();
        users::enable(&stage.house, &system.may().unwrap(), in_south).await.unwrap();
        come_into(&stage, ann, south).await;
    }

    async fn c_07_the_gate_shuts_one_account_even_if_the_session_was_left_behind(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        ann_in_both(&stage, &all).await;
        let (north, ann) = (&all.one.north, &all.one.north.user);
        let visit = come_into(&stage, ann, north).await;
        for (shut, open) in [
            ("UPDATE accounts SET locked_at = 1 WHERE id = ?1", "UPDATE accounts SET locked_at = NULL WHERE id = ?1"),
            (
                "UPDATE memberships SET disabled_at = 1 WHERE account_id = ?1",
                "UPDATE memberships SET disabled_at = NULL WHERE account_id = ?1",
            ),
        ] {
            stage.tamper(shut, db::params![north.account]).await;
            out(stage.resolve(&visit).await);
            stage.tamper(open, db::params![north.account]).await;
            stage.resolve(&visit).await.unwrap();
        }
    }

    async fn c_07_one_lands_across_all_accounts_or_in_the_last_as_one_likes(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let visit = come_into(&stage, ann, south).await;
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!(places::landing(&mut stage.read().await, &who).await.unwrap(), Landing::All);
        places::land(&stage.house, &who, Landing::Last).await.unwrap();
        assert_eq!(here(&stage.signed_in(ann).await), Some(south.account));
        let visit = stage.sign_in(ann).await;
        stage.advance(Span::minutes(1));
        enter(&stage, &visit, north).await.unwrap();
        assert_eq!(here(&stage.signed_in(ann).await), Some(north.account));
        // The last one is shut: across all accounts, where it says so.
        accounts::lock(&stage.house, &stage.system(all.one.org).may().unwrap(), north.account).await.unwrap();
        assert_eq!(here(&stage.signed_in(ann).await), Some(south.account));
        places::land(&stage.house, &stage.signed_in(ann).await, Landing::All).await.unwrap();
        assert_eq!(stage.signed_in(ann).await.step, Some(Step::ChooseAccount));
    }

    async fn c_07_a_session_lasts_no_longer_than_the_account_it_goes_on_in_allows(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        allow(&stage, &all, true).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let system = stage.system(all.one.org);
        let added = add(&stage, &system, south, &ann.email, roles::CLIENT_USER).await.unwrap();
        let visit = come_into(&stage, ann, north).await;
        assert!(stage.resolve(&visit).await.unwrap().ends_at > stage.house.now() + Span::days(29));
        let admin = vec![stage.client_role(all.one.org, roles::CLIENT_ADMIN).await];
        let details = MemberDetails {
            name: Name::parse(&ann.email).unwrap(),
            email: Email::parse(&ann.email).unwrap(),
            title: String::new(),
            roles: admin,
            contact: None,
        };
        users::edit(&stage.house, &system.may().unwrap(), added.id, details).await.unwrap();
        let visit = enter(&stage, &visit, south).await.unwrap();
        assert!(stage.resolve(&visit).await.unwrap().ends_at <= stage.house.now() + Span::hours(24));
        stage.advance(Span::hours(1));
        out(stage.resolve(&visit).await);
    }

    async fn l3_an_operator_in_the_persons_place_is_in_the_one_account_only(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let in_south = ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let operator = stage.signed_in(&all.one.operator).await;
        let visit = stage.log_in_as(&operator, north.account, Some(ann.id), Mode::Act).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!((here(&who), who.step, who.places.len()), (Some(north.account), None, 0));
        assert!(matches!(places::enter(&stage.house, &who, south.account).await.map(|_| ()), Err(Error::Forbidden(_))));
        let wish = |account, user| login_as::Wish {
            account,
            user: Some(user),
            mode: Mode::View,
            reason: "",
            return_to: "/console/accounts",
            agent: "Test/1.0",
        };
        // The user of an account is not one of another, whoever the person is.
        let crossed = login_as::start(
            &stage.house, &operator.actor.may().unwrap(), &operator, wish(north.account, in_south)
        ).await;
        assert!(matches!(crossed.map(|_| ()), Err(Error::NotFound)));
        let token = login_as::start(
            &stage.house, &operator.actor.may().unwrap(), &operator, wish(south.account, in_south)
        ).await.unwrap();
        let visit = Visit { token: token.reveal(), purpose: Purpose::LoginAs };
        assert_eq!(here(&stage.resolve(&visit).await.unwrap()), Some(south.account));
        // It ends with the account, and goes on nowhere else.
        accounts::lock(&stage.house, &stage.system(all.one.org).may().unwrap(), south.account).await.unwrap();
        out(stage.resolve(&visit).await);
    }

    async fn what_roles_ask_for_counts_in_their_account_and_nothing_is_told_before(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let visit = stage.sign_in(ann).await;
        let who = stage.resolve(&visit).await.unwrap();
        let local = Local { zone: kernel::TimeZoneName::parse("UTC").unwrap().rules(), formats: kernel::Formats::default() };
        let (house, mut read) = (&stage.house, stage.read().await);
        let in_north = glance(house, &mut read, &who, north.account, &local).await.unwrap();
        assert_eq!(in_north, Glance { new_messages: Some(1), calls_today: Some(1) }, "what is for Ann");
        let in_south = glance(house, &mut read, &who, south.account, &local).await.unwrap();
        assert_eq!(in_south, Glance { new_messages: Some(3), calls_today: Some(3) }, "all of the account");
        let elsewhere = glance(house, &mut read, &who, all.two.north.account, &local).await.unwrap();
        assert_eq!(elsewhere, Glance::default());
        drop(read);
        // South wants a second factor from its admins, North nothing from its users.
        let admin = stage.client_role(all.one.org, roles::CLIENT_ADMIN).await;
        let system = stage.system(all.one.org);
        roles::ask_second_factor(house, &system.may().unwrap(), admin, true).await.unwrap();
        let in_south = glance(house, &mut stage.read().await, &who, south.account, &local).await.unwrap();
        assert_eq!(in_south, Glance::default());
        let visit = enter(&stage, &visit, north).await.unwrap();
        assert_eq!(stage.resolve(&visit).await.unwrap().step, None);
        let visit = enter(&stage, &visit, south).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!(who.step, Some(Step::SetUpFactor));
        let back = places::enter(house, &who, north.account).await;
        assert!(matches!(back.map(|_| ()), Err(Error::NotFound)), "one step at a time");
    }

    async fn c_18_one_password_and_one_reset_for_all_accounts(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let in_south = ann_in_both(&stage, &all).await;
        let (north, ann) = (&all.one.north, &all.one.north.user);
        let system = stage.system(all.one.org);
        let visit = come_into(&stage, ann, north).await;
        let operator = stage.actor(&all.one.operator).await;
        let password = sign_in::set_password(&stage.house, &operator.may().unwrap(), in_south, None, true).await.unwrap();
        out(stage.resolve(&visit).await);
        let ann = Who { password, ..ann.clone() };
        come_into(&stage, &ann, north).await;
        // The account that is locked does not stand in the way of a reset.
        accounts::lock(&stage.house, &system.may().unwrap(), north.account).await.unwrap();
        let attempt = login::Attempt {
            email: &ann.email,
            password: &ann.password,
            agent: "Test/1.0",
            device: "",
            request: Request::default(),
        };
        sign_in::sign_in(&stage.house, all.one.org, attempt).await.unwrap();
    }
}
