//! Second factors: set up by the person alone, asked for after the password, and accepted once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{Mode, roles};
use domain::notices::LetterKind;
use domain::sign_in::{self, Step, factors};
use kernel::{Error, Result, Span, Timestamp};
use testkit::{Stage, TwoOfEverything, Visit, both_engines, code_at, just_before};

/// What a person keeps outside of Portico.
struct App {
    secret: String,
    codes: Vec<String>,
}

impl App {
    fn code(&self, at: Timestamp) -> String {
        code_at(&self.secret, at)
    }
}

async fn begin(stage: &Stage, visit: &Visit) -> String {
    let who = stage.resolve(visit).await.unwrap();
    factors::begin(&stage.house, &who).await.unwrap();
    factors::pending(&mut stage.read().await, &who).await.unwrap().unwrap().secret
}

/// Sets an app up in a session that goes on afterwards.
async fn set_up(stage: &Stage, visit: &mut Visit) -> App {
    let secret = begin(stage, visit).await;
    let who = stage.resolve(visit).await.unwrap();
    let made = factors::confirm(&stage.house, &who, &code_at(&secret, stage.house.now())).await.unwrap();
    visit.token = made.token.reveal();
    // The next code is another one.
    stage.advance(Span::seconds(30));
    App { secret, codes: made.codes }
}

async fn enter(stage: &Stage, visit: &mut Visit, code: &str) -> Result<()> {
    let who = stage.resolve(visit).await?;
    visit.token = factors::enter(&stage.house, &who, code).await?.reveal();
    Ok(())
}

async fn prove(stage: &Stage, visit: &mut Visit, password: &str) -> Result<()> {
    let who = stage.resolve(visit).await?;
    visit.token = sign_in::prove(&stage.house, &who, password).await?.reveal();
    Ok(())
}

async fn step(stage: &Stage, visit: &Visit) -> Option<Step> {
    stage.resolve(visit).await.unwrap().step
}

fn wrong(code: &str) -> String {
    code.chars().map(|c| if c == '9' { '0' } else { '9' }).collect()
}

#[track_caller]
fn refused<T>(result: Result<T>) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => invalid.message("code").unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn issue_3_an_app_is_set_up_and_asked_for_from_then_on(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        for who in [&all.one.north.user, &all.one.operator] {
            let mut visit = stage.sign_in(who).await;
            let elsewhere = stage.sign_in(who).await;
            let secret = begin(&stage, &visit).await;
            assert_eq!(step(&stage, &stage.sign_in(who).await).await, None, "a secret alone asks for nothing");
            let signed = stage.resolve(&visit).await.unwrap();
            let now = code_at(&secret, stage.house.now());
            for not in ["", "12345", &wrong(&now), &code_at(&secret, stage.house.now() + Span::minutes(2))] {
                assert!(refused(factors::confirm(&stage.house, &signed, not).await).contains("shows now"), "{not}");
            }
            let app = set_up(&stage, &mut visit).await;
            assert_eq!(app.codes.len(), 10);
            assert_eq!(step(&stage, &visit).await, None, "this session has shown it");
            assert!(matches!(stage.resolve(&elsewhere).await, Err(Error::SignedOut)), "all others ended");
            let letters = stage.deliver().await;
            let letter = letters.iter().find(|one| one.kind == LetterKind::SecondFactor).unwrap();
            assert_eq!(letter.to, who.email);
            assert!(letter.text.contains("A second factor was added") && !letter.text.contains(&app.secret));

            let mut next = stage.sign_in(who).await;
            assert_eq!(step(&stage, &next).await, Some(Step::SecondFactor));
            let code = app.code(stage.house.now());
            assert!(refused(enter(&stage, &mut next, &wrong(&code)).await).contains("not right"));
            let before = next.clone();
            enter(&stage, &mut next, &format!("{} {}", &code[..3], &code[3..])).await.unwrap();
            assert_eq!(step(&stage, &next).await, None);
            assert!(matches!(stage.resolve(&before).await, Err(Error::SignedOut)), "the token before is dead");
        }
        // Nothing of it is in the history or in the outbox.
        let events = stage.text("SELECT string_agg(changes, ' ') FROM events", &[]).await;
        assert!(events.contains("(not shown)"));
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE action = 'second_factor.shown'", &[]).await, 2);
    }

    async fn asvs_6_5_1_each_code_is_accepted_once_also_in_the_neighbouring_step(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        let app = set_up(&stage, &mut visit).await;
        let now = stage.house.now();
        for (off, good) in [(60, false), (-60, false), (30, true)] {
            let mut visit = stage.sign_in(user).await;
            let code = app.code(now + Span::seconds(off));
            assert_eq!(enter(&stage, &mut visit, &code).await.is_ok(), good, "{off}");
        }
        // The later one was used: neither it nor an earlier one is good any more.
        for off in [30, 0] {
            let mut visit = stage.sign_in(user).await;
            refused(enter(&stage, &mut visit, &app.code(now + Span::seconds(off))).await);
        }
        stage.advance(Span::seconds(60));
        // Of two who enter the same code at once, one comes in.
        let (mut one, mut two) = (stage.sign_in(user).await, stage.sign_in(user).await);
        let code = app.code(stage.house.now());
        let (first, second) = tokio::join!(enter(&stage, &mut one, &code), enter(&stage, &mut two, &code));
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
    }

    async fn asvs_6_5_1_a_recovery_code_opens_once_and_the_person_is_told(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (user, other) = (&all.one.north.user, &all.one.north.lost);
        let mut visit = stage.sign_in(user).await;
        let app = set_up(&stage, &mut visit).await;
        let mut others = stage.sign_in(other).await;
        let foreign = set_up(&stage, &mut others).await;
        stage.deliver().await;
        let mut next = stage.sign_in(user).await;
        refused(enter(&stage, &mut next, &foreign.codes[0]).await);
        enter(&stage, &mut next, &app.codes[0].to_lowercase()).await.unwrap();
        assert!(stage.deliver_one().await.text.contains("Codes that are left: 9"));
        let mut again = stage.sign_in(user).await;
        refused(enter(&stage, &mut again, &app.codes[0]).await);
        enter(&stage, &mut again, &app.codes[1]).await.unwrap();
        // New ones take the place of all before.
        let who = stage.resolve(&again).await.unwrap();
        let made = factors::new_codes(&stage.house, &who).await.unwrap();
        let mut last = stage.sign_in(user).await;
        refused(enter(&stage, &mut last, &app.codes[2]).await);
        enter(&stage, &mut last, &made.codes[2]).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM recovery_codes WHERE user_id = ?1", db::params![user.id]).await, 9);
    }

    async fn asvs_6_3_1_wrong_codes_are_counted_for_all_sessions_and_processes(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        let app = set_up(&stage, &mut visit).await;
        let second = stage.second_process().await;
        for turn in 0..5 {
            let signed = stage.signed_in(user).await;
            let house = if turn % 2 == 0 { &second } else { &stage.house };
            refused(factors::enter(house, &signed, &wrong(&app.code(stage.house.now()))).await);
        }
        let mut next = stage.sign_in(user).await;
        let right = app.code(stage.house.now());
        assert!(matches!(enter(&stage, &mut next, &right).await, Err(Error::TooMany(_))), "the right one waits, too");
        stage.advance(Span::seconds(1));
        enter(&stage, &mut next, &app.code(stage.house.now())).await.unwrap();
    }

    async fn asvs_2_3_1_the_password_alone_opens_nothing_and_not_for_long(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        set_up(&stage, &mut visit).await;
        let next = stage.sign_in(user).await;
        let half = stage.resolve(&next).await.unwrap();
        let house = &stage.house;
        assert!(matches!(factors::begin(house, &half).await, Err(Error::NotFound)));
        assert!(matches!(factors::turn_off(house, &half).await, Err(Error::NotFound)));
        assert!(matches!(factors::new_codes(house, &half).await, Err(Error::NotFound)));
        assert!(matches!(sign_in::prove(house, &half, &user.password).await, Err(Error::NotFound)));
        // A temporary password is not replaced by somebody who has only it.
        let sql = "UPDATE passwords SET temporary_until = ?2 WHERE user_id = ?1";
        stage.tamper(sql, db::params![user.id, stage.house.now() + Span::days(1)]).await;
        assert_eq!(step(&stage, &next).await, Some(Step::SecondFactor));
        stage.advance(just_before(Span::minutes(10)));
        assert_eq!(step(&stage, &next).await, Some(Step::SecondFactor));
        stage.advance(Span::micros(1));
        assert!(matches!(stage.resolve(&next).await, Err(Error::SignedOut)), "ten minutes are enough");
    }

    async fn asvs_7_5_1_the_password_is_asked_for_again_after_ten_minutes(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        let app = set_up(&stage, &mut visit).await;
        stage.advance(Span::minutes(10));
        let stale = stage.resolve(&visit).await.unwrap();
        assert!(matches!(factors::turn_off(&stage.house, &stale).await, Err(Error::Forbidden(_))));
        assert!(matches!(factors::new_codes(&stage.house, &stale).await, Err(Error::Forbidden(_))));
        assert!(matches!(prove(&stage, &mut visit, "not the password").await, Err(Error::Invalid(_))));
        prove(&stage, &mut visit, &user.password).await.unwrap();
        let fresh = stage.resolve(&visit).await.unwrap();
        visit.token = factors::turn_off(&stage.house, &fresh).await.unwrap().reveal();
        let mut next = stage.sign_in(user).await;
        assert_eq!(step(&stage, &next).await, None, "the password alone again");
        assert!(matches!(enter(&stage, &mut next, &app.codes[0]).await, Err(Error::NotFound)));
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE action = 'second_factor.removed'", &[]).await, 1);
    }

    async fn l7_an_operator_in_the_place_neither_sets_one_up_nor_is_asked(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let mut visit = stage.sign_in(&north.user).await;
        set_up(&stage, &mut visit).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let place = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        let who = stage.resolve(&place).await.unwrap();
        assert_eq!(who.step, None);
        assert!(who.proved().is_err(), "the person gave no password here");
        let house = &stage.house;
        assert!(matches!(factors::begin(house, &who).await, Err(Error::Forbidden(_))));
        assert!(matches!(factors::turn_off(house, &who).await, Err(Error::Forbidden(_))));
        assert!(matches!(sign_in::prove(house, &who, &north.user.password).await, Err(Error::Forbidden(_))));
    }

    async fn issue_3_a_role_asks_for_one_and_who_has_none_sets_it_up_first(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, user) = (all.one.org, &all.one.north.user);
        let mut visit = stage.sign_in(user).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let role = stage.client_role(org, roles::CLIENT_USER).await;
        roles::ask_second_factor(&stage.house, &administrator.may().unwrap(), role, true).await.unwrap();
        assert_eq!(step(&stage, &visit).await, Some(Step::SetUpFactor), "from the next request on");
        assert_eq!(step(&stage, &stage.sign_in(&all.one.north.admin).await).await, None, "others are not asked");
        assert_eq!(step(&stage, &stage.sign_in(&all.two.north.user).await).await, None, "nor those of another house");
        set_up(&stage, &mut visit).await;
        assert_eq!(step(&stage, &visit).await, None);
        // Turning it off leads to the step again.
        let who = stage.resolve(&visit).await.unwrap();
        visit.token = factors::turn_off(&stage.house, &who).await.unwrap().reveal();
        assert_eq!(step(&stage, &visit).await, Some(Step::SetUpFactor));
        roles::ask_second_factor(&stage.house, &administrator.may().unwrap(), role, false).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        // A role of another house is not found, and an operator without the permission makes no roles.
        let elsewhere = stage.actor(&all.two.administrator).await;
        let foreign = roles::ask_second_factor(&stage.house, &elsewhere.may().unwrap(), role, true).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        assert!(stage.actor(&all.one.operator).await.may::<domain::access::RolesManage>().is_err());
    }

    async fn asvs_6_4_5_a_lost_one_is_removed_by_an_operator_with_a_fresh_password(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        set_up(&stage, &mut visit).await;
        stage.deliver().await;
        let house = &stage.house;
        let foreign = stage.signed_in(&all.two.operator).await;
        let proved = foreign.proved().unwrap();
        let by_foreigner = factors::remove_of_member(house, &foreign.actor.may().unwrap(), proved, user.id).await;
        assert!(matches!(by_foreigner, Err(Error::NotFound)));

        let operator = stage.signed_in(&all.one.operator).await;
        let granted = operator.actor.may().unwrap();
        factors::remove_of_member(house, &granted, operator.proved().unwrap(), user.id).await.unwrap();
        assert!(matches!(stage.resolve(&visit).await, Err(Error::SignedOut)));
        assert!(stage.deliver_one().await.text.contains("removed by an operator"));
        assert_eq!(step(&stage, &stage.sign_in(user).await).await, None);
        let twice = factors::remove_of_member(house, &granted, operator.proved().unwrap(), user.id).await;
        assert!(matches!(twice, Err(Error::Conflict(_))));
        let removed = "SELECT count(*) FROM events WHERE action = 'second_factor.removed' AND actor_id = ?1";
        assert_eq!(stage.number(removed, db::params![all.one.operator.id]).await, 1);

        // Operators: not one’s own, and not of somebody who may do more.
        let mut theirs = stage.sign_in(&all.one.operator).await;
        set_up(&stage, &mut theirs).await;
        let administrator = stage.signed_in(&all.one.administrator).await;
        let (granted, proved) = (administrator.actor.may().unwrap(), administrator.proved().unwrap());
        let own = factors::remove_of_operator(house, &granted, proved, all.one.administrator.id).await;
        assert!(matches!(own, Err(Error::Conflict(_))));
        factors::remove_of_operator(house, &granted, proved, all.one.operator.id).await.unwrap();
        assert_eq!(step(&stage, &stage.sign_in(&all.one.operator).await).await, None);
    }

    async fn issue_3_a_client_admin_removes_a_lost_one_in_the_own_account_alone(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, north) = (&stage.house, &all.one.north);
        let user = &north.user;
        let mut visit = stage.sign_in(user).await;
        set_up(&stage, &mut visit).await;
        stage.deliver().await;
        let elsewhere = stage.signed_in(&all.one.south.admin).await;
        let proved = elsewhere.proved().unwrap();
        let foreign = factors::remove_of_member(house, &elsewhere.actor.may().unwrap(), proved, user.id).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        let other = stage.actor(&north.lost).await;
        assert!(other.may::<domain::access::UsersManage>().is_err(), "a Client User runs nobody");
        let admin = stage.signed_in(&north.admin).await;
        let granted = admin.actor.may().unwrap();
        let own = factors::remove_of_member(house, &granted, proved, north.admin.id).await;
        assert!(matches!(own, Err(Error::Conflict(_))), "one's own is turned off in the profile");
        let everybody = [user.id, north.admin.id, north.lost.id].map(kernel::MemberId::from);
        let seen = factors::of_users(&mut stage.read().await, &admin.actor.may().unwrap(), &everybody).await;
        assert_eq!(seen.unwrap().into_iter().collect::<Vec<_>>(), [user.id]);
        let unseen = factors::of_users(&mut stage.read().await, &elsewhere.actor.may().unwrap(), &everybody).await;
        assert!(unseen.unwrap().is_empty());
        // Whoever is in another account, too, is not this admin's to decide about.
        let also = "INSERT INTO memberships (org_id, user_id, account_id) VALUES (?1, ?2, ?3)";
        stage.tamper(also, db::params![all.one.org, user.id, all.one.south.account]).await;
        let two = factors::remove_of_member(house, &granted, proved, user.id).await;
        assert!(matches!(two, Err(Error::Conflict(_))));
        let no_longer = "DELETE FROM memberships WHERE user_id = ?1 AND account_id = ?2";
        stage.tamper(no_longer, db::params![user.id, all.one.south.account]).await;

        factors::remove_of_member(house, &granted, admin.proved().unwrap(), user.id).await.unwrap();
        assert!(matches!(stage.resolve(&visit).await, Err(Error::SignedOut)));
        assert!(stage.deliver_one().await.text.contains("removed by an admin of your account"));
        assert_eq!(step(&stage, &stage.sign_in(user).await).await, None);
        let by = "SELECT count(*) FROM events WHERE action = 'second_factor.removed' AND actor_id = ?1 AND account_id = ?2";
        assert_eq!(stage.number(by, db::params![north.admin.id, north.account]).await, 1);
    }
}
