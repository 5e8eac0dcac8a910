//! Who comes into a further account, who changes what there, and who goes out of it.

use domain::access::{Key, Kind, UsersView, explain, roles};
use domain::history;
use domain::organizations::settings::configure;
use domain::people::invitations::State;
use domain::people::users::{self, Chosen, Entry, MemberDetails, USERS};
use domain::people::{invitations, profile};
use domain::records::{self, Query};
use domain::sign_in::{self, Step, places};
use kernel::{Email, Error, MemberId, Name};
use testkit::{TwoOfEverything, Who, both_engines};

use super::ways::{
    add, allow, ann_in_both, calls_of, come_into, conflict, enter, here, member, out, printed, refused,
};

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
}
