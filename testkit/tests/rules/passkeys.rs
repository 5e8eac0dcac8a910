//! Passkeys: added by the person alone, good in place of password and second factor, and gone when they are removed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{Mode, roles};
use domain::accounts;
use domain::notices::LetterKind;
use domain::organizations::settings;
use domain::people::users;
use domain::sign_in::{Step, factors, passkeys};
use kernel::{Error, Name, PasskeyId, Result, Span};
use testkit::{Device, Stage, TwoOfEverything, Visit, both_engines, code_at};

const HOST: &str = "one.test";

async fn step(stage: &Stage, visit: &Visit) -> Option<Step> {
    stage.resolve(visit).await.unwrap().step
}

async fn only(stage: &Stage, visit: &Visit) -> PasskeyId {
    let who = stage.resolve(visit).await.unwrap();
    passkeys::own(&mut stage.read().await, &who).await.unwrap().first().unwrap().id
}

async fn remove(stage: &Stage, visit: &mut Visit, id: PasskeyId) -> Result<()> {
    let who = stage.resolve(visit).await?;
    visit.token = passkeys::remove(&stage.house, &who, id).await?.reveal();
    Ok(())
}

/// What the sign-in page would say.
#[track_caller]
fn refused<T>(result: Result<T>) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => invalid.message("passkey").unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn issue_3_a_passkey_opens_without_a_password_and_counts_as_both(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        for who in [&all.one.north.user, &all.one.operator] {
            let mut visit = stage.sign_in(who).await;
            let elsewhere = stage.sign_in(who).await;
            let mut device = Device::at(HOST, who.id);
            assert_eq!(stage.add_passkey(&mut visit, &device).await.unwrap().len(), 10);
            assert_eq!(step(&stage, &visit).await, None, "this session has shown it");
            assert!(matches!(stage.resolve(&elsewhere).await, Err(Error::SignedOut)), "all others ended");
            let letters = stage.deliver().await;
            let letter = letters.iter().find(|one| one.kind == LetterKind::SecondFactor && one.to == who.email).unwrap();
            assert!(letter.text.contains("A passkey was added: “My telephone”"));
            // A second one, that is synced, comes later and without new codes.
            stage.advance(Span::seconds(1));
            let mut synced = Device::synced_at(HOST, who.id);
            assert_eq!(stage.add_passkey(&mut visit, &synced).await.unwrap().len(), 0);

            for device in [&mut device, &mut synced] {
                for _ in 0..2 {
                    stage.advance(Span::seconds(1));
                    let next = stage.sign_in_by_passkey(who.org, device).await.unwrap();
                    let signed = stage.resolve(&next).await.unwrap();
                    assert_eq!((signed.user, signed.step), (who.id, None));
                    signed.proved().unwrap();
                }
            }
            let signed = stage.resolve(&stage.sign_in_by_passkey(who.org, &mut device).await.unwrap()).await.unwrap();
            let own = passkeys::own(&mut stage.read().await, &signed).await.unwrap();
            assert_eq!(own.iter().map(|one| one.backed_up).collect::<Vec<_>>(), [false, true]);
            assert_eq!(own[0].used_at, Some(stage.house.now()));
            assert_eq!(step(&stage, &stage.sign_in(who).await).await, Some(Step::SecondFactor), "the password alone");
        }
        let by = "SELECT count(*) FROM events WHERE action = 'session.started' AND changes LIKE '%by passkey%'";
        assert_eq!(stage.number(by, &[]).await, 10);
        assert_eq!(stage.number("SELECT count(*) FROM passkey_challenges", &[]).await, 0, "all are spent");
    }

    async fn s4_35_disabled_locked_and_closed_are_refused_in_the_same_words(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, user, north) = (&stage.house, &all.one.north.user, &all.one.north);
        let (mut device, ..) = stage.with_passkey(user, HOST).await;
        let mut unknown = Device::at(HOST, user.id);
        let words = refused(stage.sign_in_by_passkey(user.org, &mut unknown).await);
        let system = stage.system(all.one.org);
        users::disable(house, &system.may().unwrap(), user.id).await.unwrap();
        assert_eq!(refused(stage.sign_in_by_passkey(user.org, &mut device).await), words);
        users::enable(house, &system.may().unwrap(), user.id).await.unwrap();
        stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
        accounts::lock(house, &system.may().unwrap(), north.account).await.unwrap();
        assert_eq!(refused(stage.sign_in_by_passkey(user.org, &mut device).await), words);
        accounts::unlock(house, &system.may().unwrap(), north.account).await.unwrap();
        settings::configure(house, &system.may().unwrap(), |all| all.portal.open = false).await.unwrap();
        assert_eq!(refused(stage.sign_in_by_passkey(user.org, &mut device).await), words);
        settings::configure(house, &system.may().unwrap(), |all| all.portal.open = true).await.unwrap();
        stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
        users::delete(house, &system.may().unwrap(), user.id).await.unwrap();
        assert_eq!(refused(stage.sign_in_by_passkey(user.org, &mut device).await), words);
        assert_eq!(stage.number("SELECT count(*) FROM passkeys", &[]).await, 0);
    }

    async fn issue_3_a_passkey_is_the_second_factor_and_another_persons_is_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (user, other) = (&all.one.north.user, &all.one.north.lost);
        let (mut device, _, codes) = stage.with_passkey(user, HOST).await;
        let (mut theirs, mut their_visit, _) = stage.with_passkey(other, HOST).await;
        let mut visit = stage.sign_in(user).await;
        assert_eq!(step(&stage, &visit).await, Some(Step::SecondFactor));
        refused(stage.enter_passkey(&mut visit, &mut theirs).await);
        // Also not when it says that it is this person's.
        theirs.handle.clone_from(&device.handle);
        refused(stage.enter_passkey(&mut visit, &mut theirs).await);
        theirs.handle.clear();
        refused(stage.prove_by_passkey(&mut their_visit, &mut device).await);
        let before = visit.clone();
        // A key that is no passkey says no name.
        device.handle.clear();
        stage.enter_passkey(&mut visit, &mut device).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        assert!(matches!(stage.resolve(&before).await, Err(Error::SignedOut)), "the token before is dead");
        assert!(matches!(stage.enter_passkey(&mut visit, &mut device).await, Err(Error::NotFound)), "nothing is owed");
        // A recovery code does it, too, and six digits do not: there is no app.
        let half = stage.resolve(&stage.sign_in(user).await).await.unwrap();
        assert!(matches!(factors::enter(&stage.house, &half, "123456").await, Err(Error::Invalid(_))));
        factors::enter(&stage.house, &half, &codes[0]).await.unwrap();
        // Wrong ones are counted together with codes.
        for _ in 0..5 {
            let mut visit = stage.sign_in(user).await;
            refused(stage.enter_passkey(&mut visit, &mut theirs).await);
        }
        let mut visit = stage.sign_in(user).await;
        assert!(matches!(stage.enter_passkey(&mut visit, &mut device).await, Err(Error::TooMany(_))));
        stage.advance(Span::seconds(1));
        stage.enter_passkey(&mut visit, &mut device).await.unwrap();
    }

    async fn issue_3_a_role_that_asks_for_a_factor_takes_a_passkey_and_the_last_one_leads_back(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, user) = (&stage.house, &all.one.north.user);
        let mut visit = stage.sign_in(user).await;
        let system = stage.system(all.one.org);
        let role = stage.client_role(all.one.org, roles::CLIENT_USER).await;
        roles::ask_second_factor(house, &system.may().unwrap(), role, true).await.unwrap();
        assert_eq!(step(&stage, &visit).await, Some(Step::SetUpFactor));
        stage.add_passkey(&mut visit, &Device::at(HOST, user.id)).await.unwrap();
        assert_eq!(step(&stage, &visit).await, None);
        // An app beside it comes without new codes, and goes without the old ones.
        let who = stage.resolve(&visit).await.unwrap();
        factors::begin(house, &who).await.unwrap();
        let secret = factors::pending(&mut stage.read().await, &who).await.unwrap().unwrap().secret;
        let made = factors::confirm(house, &who, &code_at(&secret, house.now())).await.unwrap();
        assert!(made.codes.is_empty());
        visit.token = made.token.reveal();
        let codes = "SELECT count(*) FROM recovery_codes";
        assert_eq!(stage.number(codes, &[]).await, 10);
        let who = stage.resolve(&visit).await.unwrap();
        visit.token = factors::turn_off(house, &who).await.unwrap().reveal();
        assert_eq!(step(&stage, &visit).await, None);
        assert_eq!(stage.number(codes, &[]).await, 10);
        // The last one: the codes go with it, and the step is there again.
        let id = only(&stage, &visit).await;
        remove(&stage, &mut visit, id).await.unwrap();
        assert_eq!(step(&stage, &visit).await, Some(Step::SetUpFactor));
        assert_eq!(stage.number(codes, &[]).await, 0);
        // An operator takes all of them away.
        stage.add_passkey(&mut visit, &Device::at(HOST, user.id)).await.unwrap();
        let operator = stage.signed_in(&all.one.operator).await;
        let granted = operator.actor.may().unwrap();
        factors::remove_of_member(house, &granted, operator.proved().unwrap(), user.id).await.unwrap();
        assert!(matches!(stage.resolve(&visit).await, Err(Error::SignedOut)));
        assert_eq!(stage.number("SELECT count(*) FROM passkeys", &[]).await, 0);
    }

    async fn asvs_7_5_1_a_passkey_is_the_proof_and_removing_one_asks_for_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let (mut device, mut visit, _) = stage.with_passkey(user, HOST).await;
        let id = only(&stage, &visit).await;
        stage.advance(Span::minutes(10));
        assert!(matches!(remove(&stage, &mut visit, id).await, Err(Error::Forbidden(_))));
        assert!(matches!(stage.add_passkey(&mut visit, &Device::at(HOST, user.id)).await, Err(Error::Forbidden(_))));
        let before = visit.clone();
        stage.prove_by_passkey(&mut visit, &mut device).await.unwrap();
        assert!(matches!(stage.resolve(&before).await, Err(Error::SignedOut)), "the token before is dead");
        let elsewhere = stage.sign_in_by_passkey(user.org, &mut device).await.unwrap();
        remove(&stage, &mut visit, id).await.unwrap();
        assert!(matches!(stage.resolve(&elsewhere).await, Err(Error::SignedOut)), "all others ended");
        refused(stage.sign_in_by_passkey(user.org, &mut device).await);
        assert_eq!(step(&stage, &stage.sign_in(user).await).await, None, "the password alone again");
        let letters = stage.deliver().await;
        assert!(letters.iter().any(|one| one.text.contains("A passkey was removed: “My telephone”")));
        for action in ["passkey.added", "passkey.removed"] {
            let sql = "SELECT count(*) FROM events WHERE action = ?1";
            assert_eq!(stage.number(sql, db::params![action]).await, 1, "{action}");
        }
    }

    async fn issue_3_names_are_the_persons_own_and_so_are_the_passkeys(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, user) = (&stage.house, &all.one.north.user);
        let (_, visit, _) = stage.with_passkey(user, HOST).await;
        let id = only(&stage, &visit).await;
        let who = stage.resolve(&visit).await.unwrap();
        let name = Name::parse("Key on the ring").unwrap();
        passkeys::rename(house, &who, id, &name).await.unwrap();
        passkeys::rename(house, &who, id, &name).await.unwrap();
        assert_eq!(passkeys::find(&mut stage.read().await, &who, id).await.unwrap().name, "Key on the ring");
        assert_eq!(stage.number("SELECT count(*) FROM events WHERE action = 'passkey.renamed'", &[]).await, 1);
        for other in [&all.one.north.admin, &all.one.administrator, &all.two.north.user] {
            let other = stage.signed_in(other).await;
            assert!(matches!(passkeys::find(&mut stage.read().await, &other, id).await, Err(Error::NotFound)));
            assert!(matches!(passkeys::rename(house, &other, id, &name).await, Err(Error::NotFound)));
            assert!(matches!(passkeys::remove(house, &other, id).await, Err(Error::NotFound)));
        }
    }

    async fn l7_neither_an_operator_in_the_place_nor_half_a_session_adds_one(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (house, north) = (&stage.house, &all.one.north);
        let (_, visit, _) = stage.with_passkey(&north.user, HOST).await;
        let id = only(&stage, &visit).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let place = stage.log_in_as(&operator, north.account, Some(north.user.id), Mode::Act).await.unwrap();
        let who = stage.resolve(&place).await.unwrap();
        assert_eq!(who.step, None);
        assert!(matches!(passkeys::ask_to_add(house, &who).await, Err(Error::Forbidden(_))));
        assert!(matches!(passkeys::ask_as_proof(house, &who).await, Err(Error::Forbidden(_))));
        assert!(matches!(passkeys::remove(house, &who, id).await, Err(Error::Forbidden(_))));
        let name = Name::parse("Mine now").unwrap();
        assert!(matches!(passkeys::rename(house, &who, id, &name).await, Err(Error::Forbidden(_))));
        let half = stage.signed_in(&north.user).await;
        assert_eq!(half.step, Some(Step::SecondFactor));
        assert!(matches!(passkeys::ask_to_add(house, &half).await, Err(Error::NotFound)));
        assert!(matches!(passkeys::ask_as_proof(house, &half).await, Err(Error::NotFound)));
        assert!(matches!(passkeys::remove(house, &half, id).await, Err(Error::NotFound)));
        // Who has none is asked for none.
        let without = stage.signed_in(&north.admin).await;
        assert!(matches!(passkeys::ask_as_proof(house, &without).await, Err(Error::NotFound)));
    }

    async fn twenty_passkeys_are_kept_and_one_more_is_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let user = &all.one.north.user;
        let mut visit = stage.sign_in(user).await;
        for _ in 1..passkeys::MOST {
            stage.add_passkey(&mut visit, &Device::at(HOST, user.id)).await.unwrap();
        }
        let who = stage.resolve(&visit).await.unwrap();
        let early = passkeys::ask_to_add(&stage.house, &who).await.unwrap();
        assert_eq!(early.credentials.len(), 19, "what need not be made again");
        stage.add_passkey(&mut visit, &Device::at(HOST, user.id)).await.unwrap();
        let device = Device::at(HOST, user.id);
        assert!(matches!(stage.add_passkey(&mut visit, &device).await, Err(Error::Conflict(_))));
        assert!(matches!(stage.add_asked_passkey(&mut visit, &device, &early).await, Err(Error::Conflict(_))));
    }
}
