//! Plans: what the organization offers, which account has which, and how far it goes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsEdit, AccountsView, Actor, SettingsEdit, roles};
use domain::accounts::bulk::{self, Chosen, Edit};
use domain::accounts::plans::{self, Limits, PlanDetails};
use domain::accounts::{self, ACCOUNTS, AccountDetails, FirstUser, NewAccount, numbers};
use domain::history::{self, Action, HISTORY};
use domain::jobs;
use domain::people::contacts::{self, ContactDetails};
use domain::people::users::{self, Entry, NewMember};
use domain::records::Query;
use kernel::{AccountId, Email, Error, Name, Phone, PlanId, TimeZoneName};
use testkit::{Stage, TwoOfEverything, both_engines};

fn details(name: &str, limits: Limits) -> PlanDetails {
    PlanDetails {
        name: Name::parse(name).unwrap(),
        price: "$149 a month".to_owned(),
        features: vec!["Day and night".to_owned()],
        limits,
    }
}

fn seats(users: i64) -> Limits {
    Limits { users: Some(users), ..Limits::default() }
}

async fn plan(stage: &Stage, administrator: &Actor, name: &str, limits: Limits) -> PlanId {
    plans::create(&stage.house, &administrator.may().unwrap(), &details(name, limits)).await.unwrap()
}

async fn give(stage: &Stage, actor: &Actor, account: AccountId, plan: PlanId) {
    let now = plan_of(stage, actor, account).await;
    plans::change(&stage.house, &actor.may().unwrap(), account, (now, Some(plan))).await.unwrap();
}

async fn plan_of(stage: &Stage, actor: &Actor, account: AccountId) -> Option<PlanId> {
    let found = plans::of_account(&mut stage.read().await, &actor.may().unwrap(), account).await.unwrap();
    found.plan.map(|plan| plan.id)
}

async fn member(stage: &Stage, org: kernel::OrgId, address: &str) -> NewMember {
    NewMember {
        name: Name::parse(address).unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles: vec![stage.client_role(org, roles::CLIENT_USER).await],
        contact: None,
    }
}

fn contact(name: &str) -> ContactDetails {
    ContactDetails::of(Name::parse(name).unwrap())
}

fn new_account(address: &str, plan: Option<PlanId>, numbers: &[&str]) -> NewAccount {
    NewAccount {
        details: AccountDetails {
            name: Name::parse("Third").unwrap(),
            email: Email::parse(address).unwrap(),
            phone: None,
            time_zone: TimeZoneName::utc(),
        },
        numbers: numbers.iter().map(|number| Phone::parse(number, "US").unwrap()).collect(),
        plan,
        first_user: Some(FirstUser {
            name: Name::parse("Third Admin").unwrap(),
            email: Email::parse(address).unwrap(),
            preset: "client_admin",
            entry: Entry::Password(None),
        }),
    }
}

fn full<T>(outcome: Result<T, Error>, words: &str) {
    match outcome {
        Err(Error::Conflict(reason)) => {
            assert!(reason.to_string().contains(words), "{reason}");
        }
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("there was room"),
    }
}

both_engines! {
    async fn s3_34_s3_35_c_21_an_account_has_a_plan_with_seats_and_none_limits_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, one) = (stage.actor(&all.one.administrator).await, &all.one);
        let view = administrator.may::<AccountsView>().unwrap();
        let before = plans::of_account(&mut stage.read().await, &view, one.north.account).await.unwrap();
        assert!(before.plan.is_none() && before.since.is_none(), "C-21: none by default");
        assert_eq!((before.used.users, before.used.contacts, before.used.numbers), (3, 2, 1));
        let small = plan(&stage, &administrator, "Small", seats(4)).await;
        give(&stage, &administrator, one.north.account, small).await;
        let after = plans::of_account(&mut stage.read().await, &view, one.north.account).await.unwrap();
        let plan = after.plan.unwrap();
        assert_eq!((plan.name.as_str(), plan.price.as_str(), plan.limits.users), ("Small", "$149 a month", Some(4)));
        assert_eq!(after.since, Some(stage.house.now()));
        // The list says so, and finds by it.
        let query = Query::parse(&ACCOUNTS, [("plan", small.to_string().as_str())]).unwrap();
        let listed = accounts::list(&mut stage.read().await, &view, &query).await.unwrap();
        assert_eq!(listed.records.len(), 1);
        assert_eq!(listed.records[0].json()["plan"]["name"], "Small");
        let query = Query::parse(&ACCOUNTS, [("plan", "none")]).unwrap();
        let others = accounts::list(&mut stage.read().await, &view, &query).await.unwrap();
        assert_eq!(others.records.len(), 1);
        assert!(Query::parse(&ACCOUNTS, [("plan", "large")]).is_err());
        let team = history::deeds(&mut stage.read().await, &administrator.may().unwrap(), one.north.account, 5).await;
        assert!(team.unwrap().iter().any(|entry| entry.action == Some(Action::PlanChanged)));
    }

    async fn s3_35_the_last_seat_is_taken_once_whoever_adds_the_next_person(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, one) = (stage.actor(&all.one.administrator).await, &all.one);
        let account = one.north.account;
        let small = plan(&stage, &administrator, "Small", seats(4)).await;
        give(&stage, &administrator, account, small).await;
        let (first, second) = (member(&stage, one.org, "a@seat.test").await, member(&stage, one.org, "b@seat.test").await);
        let granted = administrator.may().unwrap();
        let (first, second) = tokio::join!(
            users::add(&stage.house, &granted, account, first),
            users::add(&stage.house, &granted, account, second)
        );
        assert!(first.is_ok() != second.is_ok(), "one of two gets the last seat");
        full(first.and(second), "“Small” allows 4 portal users");
        // The client's own admin hears the same.
        let client = stage.actor(&one.north.admin).await;
        let third = member(&stage, one.org, "c@seat.test").await;
        full(users::add(&stage.house, &client.may().unwrap(), account, third).await, "allows 4 portal users");
        // Who goes makes room, and another account is not concerned.
        users::delete(&stage.house, &administrator.may().unwrap(), one.north.lost.id).await.unwrap();
        let third = member(&stage, one.org, "c@seat.test").await;
        users::add(&stage.house, &client.may().unwrap(), account, third).await.unwrap();
        let south = member(&stage, one.org, "d@seat.test").await;
        users::add(&stage.house, &administrator.may().unwrap(), one.south.account, south).await.unwrap();
    }

    async fn c_21_contacts_and_numbers_go_in_up_to_the_limit_and_one_more_does_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, account) = (stage.actor(&all.one.administrator).await, all.one.north.account);
        let limits = Limits { users: None, contacts: Some(3), numbers: Some(2) };
        let narrow = plan(&stage, &administrator, "Narrow", limits).await;
        give(&stage, &administrator, account, narrow).await;
        let edit = administrator.may().unwrap();
        contacts::add(&stage.house, &edit, account, contact("Third")).await.unwrap();
        full(contacts::add(&stage.house, &edit, account, contact("Fourth")).await, "allows 3 contacts");
        let edit = administrator.may().unwrap();
        let number = |text: &str| Phone::parse(text, "US").unwrap();
        numbers::add(&stage.house, &edit, account, &number("512 555 0171")).await.unwrap();
        full(numbers::add(&stage.house, &edit, account, &number("512 555 0172")).await, "allows 2 numbers");
    }

    async fn s3_36_a_change_is_shown_first_and_refused_with_what_stands_in_the_way(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, account) = (stage.actor(&all.one.administrator).await, all.one.north.account);
        let edit = administrator.may::<AccountsEdit>().unwrap();
        let large = plan(&stage, &administrator, "Large", seats(10)).await;
        let limits = Limits { users: Some(1), contacts: Some(1), numbers: Some(1) };
        let tiny = plan(&stage, &administrator, "Tiny", limits).await;
        give(&stage, &administrator, account, large).await;
        let shown = plans::preview(&mut stage.read().await, &edit, account, Some(tiny)).await.unwrap();
        assert_eq!(shown.before.unwrap().name, "Large");
        assert_eq!(
            shown.in_the_way,
            [
                "It has 3 portal users, and “Tiny” allows 1: delete 2 first.",
                "It has 2 contacts, and “Tiny” allows 1: delete 1 first."
            ]
        );
        let refused = plans::change(&stage.house, &edit, account, (Some(large), Some(tiny))).await;
        full(refused, "“Tiny” allows 1: delete 2 first. It has 2 contacts");
        assert_eq!(plan_of(&stage, &administrator, account).await, Some(large), "nothing was changed");
        // Somebody else was faster: what was shown is not what would happen.
        full(plans::change(&stage.house, &edit, account, (None, None)).await, "Somebody else");
        assert!(plans::preview(&mut stage.read().await, &edit, account, None).await.unwrap().in_the_way.is_empty());
        plans::change(&stage.house, &edit, account, (Some(large), None)).await.unwrap();
        assert_eq!(plan_of(&stage, &administrator, account).await, None);
        let nobodys = plans::change(&stage.house, &edit, all.two.north.account, (None, None)).await;
        assert!(matches!(nobodys, Err(Error::NotFound)));
    }

    async fn s0_13_an_account_is_made_with_its_plan_which_counts_from_the_start(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let limits = Limits { users: Some(1), contacts: None, numbers: Some(1) };
        let solo = plan(&stage, &administrator, "Solo", limits).await;
        let granted = administrator.may().unwrap();
        let two = new_account("third@one.test", Some(solo), &["512 555 0181", "512 555 0182"]);
        full(accounts::create(&stage.house, &granted, two).await, "allows 1 number,");
        let one = new_account("third@one.test", Some(solo), &["512 555 0181"]);
        let made = accounts::create(&stage.house, &granted, one).await.unwrap();
        assert_eq!(plan_of(&stage, &administrator, made.id).await, Some(solo));
        let another = member(&stage, all.one.org, "fourth@one.test").await;
        full(users::add(&stage.house, &administrator.may().unwrap(), made.id, another).await, "allows 1 portal user,");
        let theirs = stage.actor(&all.two.administrator).await;
        let foreign = plan(&stage, &theirs, "Solo", limits).await;
        let outcome = accounts::create(&stage.house, &granted, new_account("x@one.test", Some(foreign), &[])).await;
        assert!(matches!(outcome.err(), Some(Error::Invalid(_))));
    }

    async fn s3_34_plans_are_made_changed_and_deleted_by_who_may_and_stay_within_the_organization(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, one) = (stage.actor(&all.one.administrator).await, &all.one);
        let granted = administrator.may::<SettingsEdit>().unwrap();
        let small = plan(&stage, &administrator, "Small", seats(5)).await;
        let again = plans::create(&stage.house, &granted, &details("SMALL", seats(5))).await;
        let Err(Error::Invalid(invalid)) = again else { panic!("{again:?}") };
        assert!(invalid.message("name").unwrap().contains("already"));
        let zero = plans::create(&stage.house, &granted, &details("Zero", seats(0))).await;
        assert!(matches!(zero, Err(Error::Invalid(_))));
        give(&stage, &administrator, one.north.account, small).await;
        // Fewer seats than are taken: nobody is removed, and nobody can be added.
        plans::edit(&stage.house, &granted, small, &details("Smaller", seats(2))).await.unwrap();
        let found = plans::of_account(&mut stage.read().await, &administrator.may().unwrap(), one.north.account).await.unwrap();
        assert_eq!((found.plan.unwrap().name.as_str(), found.used.users), ("Smaller", 3));
        let next = member(&stage, one.org, "next@one.test").await;
        full(users::add(&stage.house, &administrator.may().unwrap(), one.north.account, next).await, "“Smaller” allows 2");
        full(plans::delete(&stage.house, &granted, small).await, "“Smaller” is the plan of North");
        plans::change(&stage.house, &administrator.may().unwrap(), one.north.account, (Some(small), None)).await.unwrap();

        let operator = stage.actor(&one.operator).await;
        let client = stage.actor(&one.north.admin).await;
        assert!(operator.may::<SettingsEdit>().is_err() && client.may::<SettingsEdit>().is_err());
        let seen = plans::list(&mut stage.read().await, &operator.may::<AccountsView>().unwrap()).await.unwrap();
        assert_eq!(seen.len(), 1, "an operator knows what is offered");
        let view = client.may::<AccountsView>().unwrap();
        assert!(matches!(plans::list(&mut stage.read().await, &view).await, Err(Error::NotFound)));
        assert!(matches!(plans::of_account(&mut stage.read().await, &view, one.north.account).await, Err(Error::NotFound)));
        let foreign = stage.actor(&all.two.administrator).await.may::<SettingsEdit>().unwrap();
        assert!(plans::list(&mut stage.read().await, &foreign).await.unwrap().is_empty());
        assert!(matches!(plans::delete(&stage.house, &foreign, small).await, Err(Error::NotFound)));
        plans::delete(&stage.house, &granted, small).await.unwrap();
        assert!(matches!(plans::find(&mut stage.read().await, &granted, small).await, Err(Error::NotFound)));
        let query = Query::of(&HISTORY).with_all_fields();
        let told = history::list(&mut stage.read().await, &administrator.may().unwrap(), &query).await.unwrap();
        let actions: Vec<String> = told.records.iter().map(|one| one.json()["action"].as_str().unwrap().to_owned()).collect();
        for action in ["plan.made", "plan.edited", "plan.deleted"] {
            assert!(actions.iter().any(|one| one == action), "{action}");
        }
    }

    async fn s3_36_the_plan_of_many_accounts_is_changed_with_a_report_on_each(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, one) = (stage.actor(&all.one.administrator).await, &all.one);
        let exact = plan(&stage, &administrator, "Exact", seats(3)).await;
        let extra = member(&stage, one.org, "extra@one.test").await;
        users::add(&stage.house, &administrator.may().unwrap(), one.south.account, extra).await.unwrap();
        let chosen = Chosen::These(vec![one.north.account, one.south.account]);
        let edit = administrator.may().unwrap();
        let id = bulk::edit(&stage.house, &edit, &Edit::Plan(Some(exact)), &chosen).await.unwrap();
        let report = jobs::report(&mut stage.read().await, &administrator, id, None, 10).await.unwrap();
        assert_eq!((report.job.done, report.job.skipped), (1, 1));
        assert!(report.skipped[0].1.contains("4 portal users"), "{:?}", report.skipped);
        assert_eq!(plan_of(&stage, &administrator, one.north.account).await, Some(exact));
        let gone = bulk::edit(&stage.house, &edit, &Edit::Plan(Some(PlanId::from_uuid(one.north.account.uuid()))), &chosen).await;
        assert!(matches!(gone, Err(Error::Invalid(_))));
        bulk::edit(&stage.house, &edit, &Edit::Plan(None), &chosen).await.unwrap();
        assert_eq!(plan_of(&stage, &administrator, one.north.account).await, None);
    }
}
