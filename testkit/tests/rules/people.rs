//! Users, contacts, addresses and roles: what counts, counts from the next request on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{CallsView, Reach, roles};
use domain::accounts::{self, AccountDetails, FirstUser, NewAccount};
use domain::operators::{self, NewOperator};
use domain::people::users::{Entry, MemberDetails, NewMember};
use domain::people::{contacts, users};
use domain::records::calls::{self, CALLS};
use domain::records::{Page, Query};
use kernel::{Email, Error, Name, Result, TimeZoneName};
use testkit::{Place, Stage, TwoOfEverything, Visit, Who, both_engines};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

async fn calls_of(stage: &Stage, visit: &Visit) -> Page {
    let who = stage.resolve(visit).await.unwrap();
    calls::list(&mut stage.read().await, &who.actor.may().unwrap(), &Query::of(&CALLS)).await.unwrap()
}

async fn details(stage: &Stage, who: &Who, place: &Place, role: &str) -> MemberDetails {
    MemberDetails {
        name: name("Ann North"),
        email: email(&who.email),
        title: String::new(),
        roles: vec![stage.client_role(who.org, role).await],
        contact: Some(place.ann),
    }
}

#[track_caller]
fn refused<T>(result: Result<T>, field: &str) {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{invalid:?}"),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn e_10_without_the_contact_the_user_sees_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let place = &all.one.north;
        let visit = stage.sign_in(&place.user).await;
        assert_eq!(calls_of(&stage, &visit).await.records.len(), 1);
        let operator = stage.actor(&all.one.operator).await;
        contacts::delete(&stage.house, &operator.may().unwrap(), place.ann).await.unwrap();
        assert!(calls_of(&stage, &visit).await.records.is_empty());
        let admin = stage.sign_in(&place.admin).await;
        assert_eq!(calls_of(&stage, &admin).await.records.len(), 3, "the records stay with the account");
    }

    async fn s1_22_s4_16_s4_17_an_address_is_used_once_among_everybody(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let system = stage.system(all.one.org);
        let house = &stage.house;
        let place = &all.one.north;
        let events = stage.number("SELECT count(*) FROM events", &[]).await;
        for taken in [&all.one.operator.email, &place.user.email, &all.one.south.admin.email] {
            let shouted = taken.to_uppercase();
            let new = NewMember {
                name: name("Second"),
                email: email(&shouted),
                title: String::new(),
                roles: vec![stage.client_role(all.one.org, roles::CLIENT_USER).await],
                contact: None,
            };
            refused(users::add(house, &system.may().unwrap(), place.account, new).await, "email");
            let roles = vec![stage.operator_role(all.one.org, roles::OPERATOR).await];
            let operator = NewOperator { name: name("Second"), email: email(&shouted), roles };
            refused(operators::add(house, &system.may().unwrap(), operator).await, "email");
            let account = NewAccount {
                details: AccountDetails {
                    name: name("Second"),
                    email: email("second@one.test"),
                    phone: None,
                    time_zone: TimeZoneName::utc(),
                },
                numbers: Vec::new(),
                plan: None,
                first_user: Some(FirstUser {
                    name: name("Second"),
                    email: email(&shouted),
                    preset: "client_admin",
                    entry: Entry::Password(None),
                }),
            };
            refused(accounts::create(house, &system.may().unwrap(), account).await, "email");
            let edit = MemberDetails { email: email(&shouted), ..details(&stage, &place.lost, place, roles::CLIENT_USER).await };
            refused(users::edit(house, &system.may().unwrap(), place.lost.id, edit).await, "email");
        }
        let after = stage.number("SELECT count(*) FROM events", &[]).await;
        assert_eq!(after, events, "nothing was half made");
        assert_eq!(stage.number("SELECT count(*) FROM accounts", &[]).await, 4);
    }

    async fn the_same_address_may_be_used_in_another_organization(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let new = NewMember {
            name: name("Ann elsewhere"),
            email: email(&all.one.north.user.email),
            title: String::new(),
            roles: vec![stage.client_role(all.two.org, roles::CLIENT_USER).await],
            contact: None,
        };
        let other = stage.system(all.two.org);
        let added =
            users::add(&stage.house, &other.may().unwrap(), all.two.north.account, new).await.unwrap();
        let mail = &all.one.north.user.email;
        stage.try_sign_in(all.two.org, mail, &added.password).await.unwrap();
        stage.try_sign_in(all.one.org, mail, &added.password).await.unwrap_err();
    }

    async fn e_03_the_primary_admin_stays(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let primary = all.one.north.admin.id;
        let error = users::delete(&stage.house, &operator.may().unwrap(), primary).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "{error}");
        let error = users::disable(&stage.house, &operator.may().unwrap(), primary).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "{error}");
    }

    async fn s1_31_a_deleted_users_address_is_free_and_the_history_keeps_the_name(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let place = &all.one.north;
        let operator = stage.actor(&all.one.operator).await;
        let user = &place.user;
        users::delete(&stage.house, &operator.may().unwrap(), user.id).await.unwrap();
        let lines = stage.number(
            "SELECT count(*) FROM events WHERE thing_id = ?1 AND label <> ''",
            db::params![user.id],
        )
        .await;
        assert!(lines >= 2);
        let new = NewMember {
            name: name("New Ann"),
            email: email(&user.email),
            title: String::new(),
            roles: vec![stage.client_role(all.one.org, roles::CLIENT_USER).await],
            contact: Some(place.ann),
        };
        let added =
            users::add(&stage.house, &operator.may().unwrap(), place.account, new).await.unwrap();
        stage.try_sign_in(all.one.org, &user.email, &added.password).await.unwrap();
        stage.try_sign_in(all.one.org, &user.email, &user.password).await.unwrap_err();
    }

    async fn a_new_role_counts_from_the_next_request(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let place = &all.one.north;
        let operator = stage.actor(&all.one.operator).await;
        let visit = stage.sign_in(&place.user).await;
        assert_eq!(calls_of(&stage, &visit).await.records.len(), 1);
        for (role, count, reach) in
            [(roles::CLIENT_ADMIN, 3, Reach::Account), (roles::CLIENT_USER, 1, Reach::Own)]
        {
            let edit = details(&stage, &place.user, place, role).await;
            users::edit(&stage.house, &operator.may().unwrap(), place.user.id, edit).await.unwrap();
            assert_eq!(calls_of(&stage, &visit).await.records.len(), count);
            let actor = stage.resolve(&visit).await.unwrap().actor;
            assert_eq!(actor.may::<CallsView>().unwrap().reach(), reach);
        }
    }

    async fn a_contact_of_another_account_is_refused(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let place = &all.one.north;
        let operator = stage.actor(&all.one.operator).await;
        for foreign in [all.one.south.ann, all.two.north.ann] {
            let edit = MemberDetails { contact: Some(foreign), ..details(&stage, &place.user, place, roles::CLIENT_USER).await };
            refused(users::edit(&stage.house, &operator.may().unwrap(), place.user.id, edit).await, "contact");
        }
        let administrator = vec![stage.operator_role(all.one.org, roles::ADMINISTRATOR).await];
        let edit = details(&stage, &place.user, place, roles::CLIENT_USER).await;
        let edit = MemberDetails { roles: administrator, ..edit };
        refused(users::edit(&stage.house, &operator.may().unwrap(), place.user.id, edit).await, "roles");
    }

    async fn people_of_another_organization_are_not_found(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.actor(&all.one.operator).await;
        let other = &all.two.north;
        let house = &stage.house;
        let results = [
            users::disable(house, &operator.may().unwrap(), other.user.id).await,
            users::delete(house, &operator.may().unwrap(), other.user.id).await,
            contacts::delete(house, &operator.may().unwrap(), other.ann).await,
            accounts::lock(house, &operator.may().unwrap(), other.account).await,
            users::edit(house, &operator.may().unwrap(), other.user.id, details(&stage, &other.user, other, roles::CLIENT_USER).await).await,
        ];
        for result in results {
            assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
        }
    }
}
