//! One person in several accounts (C-07): off as it ships, one password, one account at a time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, CallsView, Glance, Key, Kind, Mode, Request, UsersView, explain, glance, roles};
use domain::organizations::settings::configure;
use domain::people::invitations::{self, State};
use domain::people::profile;
use domain::people::users::{self, Chosen, Entry, MemberDetails, NewMember, USERS, Welcomed};
use domain::records::{self, Query, calls};
use domain::sign_in::places::{self, Landing};
use domain::sign_in::{self, SignedIn, Step, login, login_as};
use domain::{accounts, history};
use kernel::{AccountId, Email, Error, Local, MemberId, Name, Purpose, Result, RoleId, Span};
use testkit::{Place, Stage, TwoOfEverything, Visit, Who, both_engines};

fn member(address: &str, roles: Vec<RoleId>) -> NewMember {
    NewMember {
        name: Name::parse("Whatever Was Typed").unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles,
        contact: None,
    }
}

async fn allow(stage: &Stage, all: &TwoOfEverything, several: bool) {
    let system = stage.system(all.one.org);
    configure(&stage.house, &system.may().unwrap(), |settings| settings.clients.several_accounts = several)
        .await
        .unwrap();
}

async fn add(stage: &Stage, by: &Actor, to: &Place, address: &str, role: &str) -> Result<Welcomed> {
    let roles = vec![stage.client_role(by.org(), role).await];
    let entry = Entry::Password(None);
    users::add_by(&stage.house, &by.may()?, to.account, member(address, roles), entry).await
}

/// The Client User of North, who is an admin of South as well.
async fn ann_in_both(stage: &Stage, all: &TwoOfEverything) -> MemberId {
    allow(stage, all, true).await;
    let system = stage.system(all.one.org);
    add(stage, &system, &all.one.south, &all.one.north.user.email, roles::CLIENT_ADMIN).await.unwrap().id
}

async fn enter(stage: &Stage, visit: &Visit, place: &Place) -> Result<Visit> {
    let who = stage.resolve(visit).await?;
    let token = places::enter(&stage.house, &who, place.account).await?;
    Ok(Visit { token: token.reveal(), purpose: Purpose::Session })
}

/// Signs in and goes on in an account.
async fn come_into(stage: &Stage, who: &Who, place: &Place) -> Visit {
    enter(stage, &stage.sign_in(who).await, place).await.unwrap()
}

fn here(who: &SignedIn) -> Option<AccountId> {
    who.account.as_ref().map(|(account, _)| *account)
}

async fn calls_of(stage: &Stage, actor: &Actor) -> Vec<String> {
    let Ok(granted) = actor.may::<CallsView>() else { return Vec::new() };
    let page = calls::list(&mut stage.read().await, &granted, &Query::of(&calls::CALLS)).await.unwrap();
    let mut ids: Vec<String> = page.records.iter().map(|record| record.id.to_string()).collect();
    ids.sort();
    ids
}

fn printed(ids: &[kernel::CallId]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.sort();
    ids
}

#[track_caller]
fn refused<T>(result: Result<T>, field: &str) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => {
            let wrong = invalid.fields().iter().find(|wrong| wrong.field == field);
            wrong.unwrap_or_else(|| panic!("{invalid:?}")).message.clone()
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn conflict<T>(result: Result<T>) -> String {
    match result.map(|_| ()) {
        Err(error @ Error::Conflict(_)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn out<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::SignedOut)));
}

both_engines! {
    async fn s1_22_c_07_as_it_ships_an_address_is_used_once_and_an_operators_is_never_taken(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let text = refused(add(&stage, &operator, south, &north.user.email, roles::CLIENT_USER).await, "email");
        assert_eq!(text, "This email address is in use already. Enter another one.");
        allow(&stage, &all, true).await;
        for taken in [&all.one.operator.email, &all.one.administrator.email] {
            assert_eq!(refused(add(&stage, &operator, south, taken, roles::CLIENT_USER).await, "email"), text);
        }
        let twice = add(&stage, &operator, north, &north.user.email.to_uppercase(), roles::CLIENT_USER).await;
        assert!(refused(twice, "email").contains("a user of this account already"));
        // Another organization’s people are nobody here.
        let known = add(&stage, &operator, south, &all.two.north.user.email, roles::CLIENT_USER).await.unwrap().known;
        assert!(known.is_none());
    }

    async fn c_07_the_person_who_is_there_comes_into_a_further_account_with_the_same_password(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        allow(&stage, &all, true).await;
        let operator = stage.actor(&all.one.operator).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let added = add(&stage, &operator, south, &ann.email, roles::CLIENT_ADMIN).await.unwrap();
        assert_eq!((added.user, added.password), (ann.id, None));
        let known = added.known.unwrap();
        assert_eq!((known.name.as_str(), known.account.as_str()), (ann.email.as_str(), "South"), "not the typed name");
        assert_eq!(known.accounts, ["North"]);
        let sql = "SELECT kind FROM outbox WHERE recipient = ?1 ORDER BY created_at DESC, id DESC LIMIT 1";
        assert_eq!(stage.text(sql, db::params![ann.email.as_str()]).await, "account_added");

        // One row for each account, with addresses of their own.
        let query = Query { q: ann.email.clone(), ..Query::of(&USERS) };
        let page = records::list(&mut stage.read().await, &operator.may::<UsersView>().unwrap(), &query).await.unwrap();
        let mut rows: Vec<String> = page.records.iter().map(|row| row.id.to_string()).collect();
        rows.sort();
        let mut both = [ann.id.to_string(), added.id.to_string()];
        both.sort();
        assert_eq!(rows, both);

        // Signed in with the old password, and in none of the two yet: nothing opens.
        let visit = stage.sign_in(ann).await;
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!((who.step, here(&who)), (Some(Step::ChooseAccount), None));
        assert!(who.actor.grants().list().next().is_none());
        let names: Vec<_> = who.places.iter().map(|place| (place.name.as_str(), place.roles.as_str())).collect();
        assert_eq!(names, [("North", "Client User"), ("South", "Client Admin")]);

        // In one account at a time, under a token of its own; what was before is dead.
        let in_north = enter(&stage, &visit, north).await.unwrap();
        out(stage.resolve(&visit).await);
        let who = stage.resolve(&in_north).await.unwrap();
        assert_eq!((who.step, here(&who), who.role.as_str()), (None, Some(north.account), "Client User"));
        assert_eq!(calls_of(&stage, &who.actor).await, printed(&[north.calls.for_ann]));
        let in_south = enter(&stage, &in_north, south).await.unwrap();
        out(stage.resolve(&in_north).await);
        let who = stage.resolve(&in_south).await.unwrap();
        assert_eq!((here(&who), who.role.as_str()), (Some(south.account), "Client Admin"));
        assert_eq!(calls_of(&stage, &who.actor).await, printed(&south.calls.all()));
        for elsewhere in [all.two.north.account, kernel::AccountId::new(stage.house.now(), stage.house.dice())] {
            let other = places::enter(&stage.house, &who, elsewhere).await;
            assert!(matches!(other.map(|_| ()), Err(Error::NotFound)));
        }
        // Whoever has one account has nothing to choose.
        let only = stage.signed_in(&south.user).await;
        assert!(only.places.is_empty() && only.step.is_none());
        assert!(matches!(places::enter(&stage.house, &only, south.account).await.map(|_| ()), Err(Error::NotFound)));
    }

    async fn c_07_a_client_admin_learns_no_other_account_and_changes_nothing_that_is_the_persons(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        allow(&stage, &all, true).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let admin = stage.actor(&south.admin).await;
        let added = add(&stage, &admin, south, &ann.email, roles::CLIENT_USER).await.unwrap();
        assert!(added.known.unwrap().accounts.is_empty() && added.password.is_none());
        let held = users::roles(&mut stage.read().await, &admin.may().unwrap(), added.id).await.unwrap();
        let as_it_is = || MemberDetails {
            name: Name::parse(&ann.email).unwrap(),
            email: Email::parse(&ann.email).unwrap(),
            title: String::new(),
            roles: held.iter().map(|role| role.id).collect(),
            contact: Some(south.bob),
        };
        let house = &stage.house;
        // Roles and contact belong to the account …
        users::edit(house, &admin.may().unwrap(), added.id, as_it_is()).await.unwrap();
        // … and all else to the person.
        let renamed = MemberDetails { name: Name::parse("Nobody").unwrap(), ..as_it_is() };
        let moved = MemberDetails { email: Email::parse("taken@over.test").unwrap(), ..as_it_is() };
        for details in [renamed, moved] {
            let text = conflict(users::edit(house, &admin.may().unwrap(), added.id, details).await);
            assert!(text.contains("Only your provider") && !text.contains("North"), "{text}");
        }
        let reads = profile::Preferences::default();
        conflict(profile::prefer(house, &admin.may().unwrap(), added.id, &reads).await);
        let password = sign_in::set_password(house, &admin.may().unwrap(), added.id, None, true).await;
        assert!(matches!(password.map(|_| ()), Err(Error::Forbidden(_))));
        // The North of this person is out of reach, as ever.
        assert!(matches!(users::disable(house, &admin.may().unwrap(), ann.id).await, Err(Error::NotFound)));

        // An operator changes the person, and both histories tell.
        let operator = stage.actor(&all.one.operator).await;
        let moved = MemberDetails { email: Email::parse("new@ann.test").unwrap(), ..as_it_is() };
        users::edit(house, &operator.may().unwrap(), added.id, moved).await.unwrap();
        for (place, id) in [(north, MemberId::from(ann.id)), (south, added.id)] {
            let found = users::find(&mut stage.read().await, &operator.may().unwrap(), id).await.unwrap();
            assert_eq!((found.email.as_str(), found.elsewhere), ("new@ann.test", true));
            let granted = stage.system(all.one.org);
            let lines = history::deeds(&mut stage.read().await, &granted.may().unwrap(), place.account, 50).await;
            let told = lines.unwrap().iter().any(|line| line.changes.iter().any(|one| one.after == "new@ann.test"));
            assert!(told, "{}", place.name);
        }
        stage.sign_in(&Who { email: "new@ann.test".to_owned(), ..ann.clone() }).await;
        // One contact of South, none of North’s: what was chosen there stayed there.
        let in_north = users::find(&mut stage.read().await, &operator.may().unwrap(), ann.id).await.unwrap();
        assert_eq!(in_north.contact, Some(north.ann));
    }

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

    async fn c_09_the_last_account_takes_the_person_along_and_any_other_only_itself(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let in_south = ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let operator = stage.actor(&all.one.operator).await;
        let visit = come_into(&stage, ann, north).await;
        // The first one goes, which has the person’s own id.
        users::delete(&stage.house, &operator.may().unwrap(), ann.id).await.unwrap();
        let who = stage.resolve(&visit).await.unwrap();
        assert_eq!((who.step, who.places.len()), (Some(Step::ChooseAccount), 1));
        assert!(matches!(enter(&stage, &visit, north).await.map(|_| ()), Err(Error::NotFound)));
        let visit = enter(&stage, &visit, south).await.unwrap();
        assert!(stage.resolve(&visit).await.unwrap().places.is_empty(), "nothing to choose any more");
        let who = stage.signed_in(ann).await;
        assert_eq!((who.step, here(&who)), (None, Some(south.account)));
        let gone = users::find(&mut stage.read().await, &operator.may().unwrap(), ann.id).await;
        assert!(matches!(gone.map(|_| ()), Err(Error::NotFound)));
        let taken = add(&stage, &operator, south, &ann.email, roles::CLIENT_USER).await;
        refused(taken, "email");

        users::delete(&stage.house, &operator.may().unwrap(), in_south).await.unwrap();
        out(stage.resolve(&visit).await);
        let nobody = stage.number("SELECT count(*) FROM users WHERE id = ?1", db::params![ann.id]).await;
        assert_eq!(nobody, 0);
        let free = add(&stage, &operator, north, &ann.email, roles::CLIENT_USER).await.unwrap();
        assert!(free.known.is_none() && free.password.is_some(), "the address is free");
    }

    async fn s1_33_many_at_once_are_taken_out_place_by_place(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let in_south = ann_in_both(&stage, &all).await;
        let (south, ann) = (&all.one.south, &all.one.north.user);
        let operator = stage.actor(&all.one.operator).await;
        let chosen = Chosen::These(vec![ann.id.into(), south.lost.id.into()]);
        users::delete_many(&stage.house, &operator.may().unwrap(), &chosen).await.unwrap();
        let left = users::find(&mut stage.read().await, &operator.may().unwrap(), in_south).await.unwrap();
        assert!(!left.elsewhere);
        let chosen = Chosen::These(vec![in_south]);
        users::delete_many(&stage.house, &operator.may().unwrap(), &chosen).await.unwrap();
        stage.try_sign_in(all.one.org, &ann.email, &ann.password).await.unwrap_err();
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

    async fn s1_26_c_04_somebody_without_a_password_is_invited_anew_and_given_none(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        allow(&stage, &all, true).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let system = stage.system(all.one.org);
        let (house, granted) = (&stage.house, system.may().unwrap());
        let new = || member("ida@new.test", Vec::new());
        let ida = users::add_by(house, &granted, north.account, new(), Entry::Invitation(None)).await.unwrap();
        let typed = Entry::Invitation(Some("violet anchor 27 lamps".to_owned()));
        let admin = stage.actor(&south.admin).await;
        let again = users::add_by(house, &admin.may().unwrap(), south.account, new(), typed).await.unwrap();
        assert_eq!((again.user, again.invitation, again.password), (ida.user, State::Queued, None));
        let passwords = "SELECT count(*) FROM passwords WHERE user_id = ?1";
        assert_eq!(stage.number(passwords, db::params![ida.user]).await, 0, "nobody sets one for the other account");
        // While the portal is closed it waits, once for the person.
        configure(house, &system.may().unwrap(), |settings| settings.portal.open = false).await.unwrap();
        assert_eq!(invitations::invite(house, &granted, again.id).await.unwrap(), State::Waiting);
        let waits = "SELECT count(*) FROM memberships WHERE user_id = ?1 AND invitation = 'waiting'";
        assert_eq!(stage.number(waits, db::params![ida.user]).await, 2);
        configure(house, &system.may().unwrap(), |settings| settings.portal.open = true).await.unwrap();
        let operator = stage.actor(&all.one.operator).await;
        let job = invitations::send_waiting(house, &operator.may().unwrap()).await.unwrap();
        let report = domain::jobs::find(&mut stage.read().await, &operator, job).await.unwrap();
        assert_eq!((report.done, report.skipped), (1, 1));
    }

    async fn an_explanation_is_of_the_account_that_is_asked_about(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let in_south = ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        let operator = stage.actor(&all.one.operator).await;
        for (id, call, yes) in [
            (MemberId::from(ann.id), north.calls.for_bob, false),
            (MemberId::from(ann.id), south.calls.for_bob, false),
            (in_south, south.calls.for_bob, true),
            (in_south, north.calls.for_ann, false),
        ] {
            let told = explain::user(
                &stage.house, &mut stage.read().await, &operator.may().unwrap(), id, Key::CallsView, Some(call.any())
            ).await.unwrap();
            assert_eq!(told.yes, yes, "{}", told.words());
        }
        let admins = users::primary_admin(&mut stage.read().await, &operator.may().unwrap(), south.account).await.unwrap();
        assert_eq!(admins, Some(south.admin.id.into()), "who came later is not the first");
    }

    async fn s4_41_ones_own_history_is_that_of_the_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        ann_in_both(&stage, &all).await;
        let (north, south, ann) = (&all.one.north, &all.one.south, &all.one.north.user);
        for (place, roles) in [(north, "Client User"), (south, "Client Admin")] {
            let who = stage.resolve(&come_into(&stage, ann, place).await).await.unwrap();
            let lines = history::of_oneself(&mut stage.read().await, &who, 50).await.unwrap();
            let given: Vec<&str> = lines
                .iter()
                .flat_map(|line| &line.changes)
                .filter(|change| change.field == "roles")
                .map(|change| change.after.as_str())
                .collect();
            assert_eq!(given, [roles]);
        }
    }

    async fn c_07_switched_off_again_nobody_gets_more_and_nobody_loses_any(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        ann_in_both(&stage, &all).await;
        allow(&stage, &all, false).await;
        let (south, ann) = (&all.one.south, &all.one.north.user);
        let operator = stage.actor(&all.one.operator).await;
        refused(add(&stage, &operator, south, &all.one.north.lost.email, roles::CLIENT_USER).await, "email");
        let who = stage.resolve(&come_into(&stage, ann, south).await).await.unwrap();
        assert_eq!(who.places.len(), 2);
        assert_eq!(who.actor.kind(), Kind::PortalUser);
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
