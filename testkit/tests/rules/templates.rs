//! Templates: accounts that take no traffic and count nowhere, from which others are made.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsCreate, AccountsEdit, AccountsView, Actor, roles};
use domain::accounts::plans::{self, Limits, PlanDetails};
use domain::accounts::tags::{self, Tag};
use domain::accounts::templates::{self, MOST, NewFrom};
use domain::accounts::{self, ACCOUNTS, AccountDetails, NewAccount, assignments, numbers};
use domain::people::contacts::{self, ContactDetails};
use domain::people::users::{self, NewMember};
use domain::records::Query;
use domain::records::intake::Taken;
use domain::records::{calls, messages};
use domain::sign_in::secure_link;
use domain::statuses::{self, NewStatus};
use kernel::{AccountId, Email, Error, Name, Phone, TimeZoneName};
use testkit::{Stage, TwoOfEverything, a_call, a_message, both_engines};

fn from(name: &str) -> NewFrom {
    NewFrom { name: Name::parse(name).unwrap(), email: Email::parse("desk@new.test").unwrap() }
}

/// An account in which nothing goes on.
async fn empty(stage: &Stage, actor: &Actor) -> AccountId {
    let details = AccountDetails {
        name: Name::parse("Dental practice").unwrap(),
        email: Email::parse("model@one.test").unwrap(),
        phone: None,
        time_zone: TimeZoneName::parse("America/Denver").unwrap(),
    };
    let new = NewAccount { details, numbers: Vec::new(), plan: None, first_user: None };
    accounts::create(&stage.house, &actor.may().unwrap(), new).await.unwrap().id
}

async fn template(stage: &Stage, actor: &Actor) -> AccountId {
    let id = empty(stage, actor).await;
    templates::set(&stage.house, &actor.may().unwrap(), id).await.unwrap();
    id
}

async fn listed(stage: &Stage, actor: &Actor, parameters: &[(&str, &str)]) -> usize {
    let query = Query::parse(&ACCOUNTS, parameters.iter().copied()).unwrap();
    accounts::list(&mut stage.read().await, &actor.may().unwrap(), &query).await.unwrap().records.len()
}

fn refused<T: std::fmt::Debug>(outcome: &Result<T, Error>) {
    assert!(matches!(outcome, Err(Error::Conflict(_))), "{outcome:?}");
}

both_engines! {
    async fn s3_60_s3_62_an_account_becomes_a_template_and_is_one_no_more(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, one) = (stage.actor(&all.one.operator).await, &all.one);
        let edit = operator.may::<AccountsEdit>().unwrap();
        let busy = templates::set(&stage.house, &edit, one.north.account).await;
        let Err(Error::Conflict(reason)) = busy else { panic!("{busy:?}") };
        assert!(reason.to_string().contains("“North” has portal users, contacts, numbers, calls, messages"), "{reason}");
        assert_eq!(listed(&stage, &operator, &[("template", "yes")]).await, 0, "nothing was changed");
        let id = template(&stage, &operator).await;
        assert_eq!(listed(&stage, &operator, &[("template", "yes")]).await, 1);
        assert_eq!(listed(&stage, &operator, &[("template", "no")]).await, 2);
        let view = operator.may::<AccountsView>().unwrap();
        let names = accounts::names(&mut stage.read().await, &view, 10).await.unwrap();
        assert!(names.iter().all(|(known, _)| *known != id), "it is offered nowhere");
        assert!(accounts::named_like(&mut stage.read().await, &view, "dental", 10).await.unwrap().is_empty());
        templates::unset(&stage.house, &edit, id).await.unwrap();
        assert_eq!(listed(&stage, &operator, &[("template", "no")]).await, 3);
        let elsewhere = templates::set(&stage.house, &edit, all.two.north.account).await;
        assert!(matches!(elsewhere, Err(Error::NotFound)));
        let client = stage.actor(&one.north.admin).await;
        assert!(client.may::<AccountsEdit>().is_err() && client.may::<AccountsCreate>().is_err());
        let view = client.may::<AccountsView>().unwrap();
        let origin = templates::origin(&mut stage.read().await, &view, one.north.account).await;
        assert!(matches!(origin, Err(Error::NotFound)));
    }

    async fn e_06_nothing_comes_into_a_template(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let id = template(&stage, &administrator).await;
        let house = &stage.house;
        let member = NewMember {
            name: Name::parse("Somebody").unwrap(),
            email: Email::parse("somebody@one.test").unwrap(),
            title: String::new(),
            roles: vec![stage.client_role(all.one.org, roles::CLIENT_USER).await],
            contact: None,
        };
        refused(&users::add(house, &administrator.may().unwrap(), id, member).await.map(|_| ()));
        let contact = ContactDetails::of(Name::parse("Ann").unwrap());
        refused(&contacts::add(house, &administrator.may().unwrap(), id, contact).await);
        let number = Phone::parse("512 555 0191", "US").unwrap();
        refused(&numbers::add(house, &administrator.may().unwrap(), id, &number).await);
        let status = NewStatus { level: "normal".to_owned(), text: "Closed.".to_owned(), until: None };
        refused(&statuses::set(house, &administrator.may().unwrap(), id, status).await);
        refused(&secure_link::make(house, &administrator.may().unwrap(), id).await.map(|_| ()));
        let taken = calls::take_in(house, &administrator.may().unwrap(), vec![Ok(a_call(id, None, house))], None).await.unwrap();
        assert!(matches!(&taken.results[0], Taken::Refused { field, .. } if field == "account"), "{taken:?}");
        let taken = messages::take_in(house, &administrator.may().unwrap(), vec![Ok(a_message(id, None))], None).await.unwrap();
        assert!(matches!(&taken.results[0], Taken::Refused { field, .. } if field == "account"), "{taken:?}");
    }

    async fn s3_61_e_07_many_accounts_are_made_with_the_same_settings_and_nothing_else(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let id = template(&stage, &administrator).await;
        let house = &stage.house;
        let plan = PlanDetails {
            name: Name::parse("Small").unwrap(),
            price: String::new(),
            features: Vec::new(),
            limits: Limits { users: Some(2), ..Limits::default() },
        };
        let plan = plans::create(house, &administrator.may().unwrap(), &plan).await.unwrap();
        plans::change(house, &administrator.may().unwrap(), id, (None, Some(plan))).await.unwrap();
        tags::add(house, &administrator.may().unwrap(), id, Tag::parse_all("Dental, Night").unwrap()).await.unwrap();
        assignments::assign(house, &administrator.may().unwrap(), id, all.one.operator.id).await.unwrap();
        accounts::let_run_users(house, &administrator.may().unwrap(), id, false).await.unwrap();
        accounts::reopen_setup(house, &administrator.may().unwrap(), id).await.unwrap();

        let create = administrator.may::<AccountsCreate>().unwrap();
        let made = templates::create_from(house, &create, id, vec![from("First"), from("Second")]).await.unwrap();
        assert_eq!(made.len(), 2);
        let view = administrator.may::<AccountsView>().unwrap();
        for new in &made {
            let mut read = stage.read().await;
            let account = accounts::find(&mut read, &view, *new).await.unwrap();
            assert!(account.in_setup && !account.run_users && !account.template);
            assert_eq!((account.time_zone.as_str(), account.email.as_str()), ("America/Denver", "desk@new.test"));
            assert_eq!(tags::list(&mut read, &view, *new).await.unwrap(), ["Dental", "Night"]);
            assert_eq!(assignments::list(&mut read, &view, *new).await.unwrap().len(), 1);
            let subscription = plans::of_account(&mut read, &view, *new).await.unwrap();
            assert_eq!(subscription.plan.map(|plan| plan.id), Some(plan));
            assert_eq!(subscription.used, plans::Used::default(), "no people and no numbers");
            let (template, name) = templates::origin(&mut read, &view, *new).await.unwrap().unwrap();
            assert_eq!((template, name.as_str()), (id, "Dental practice"));
        }
        let counted = plans::list(&mut stage.read().await, &view).await.unwrap();
        assert_eq!(counted[0].1, 2, "the template counts nowhere");
        // An account that is no template makes none; a hundred go in, and one more does not.
        refused(&templates::create_from(house, &create, all.one.north.account, vec![from("Third")]).await);
        for wrong in [Vec::new(), vec![from("Many"); MOST + 1]] {
            let outcome = templates::create_from(house, &create, id, wrong).await;
            assert!(matches!(outcome, Err(Error::Invalid(_))));
        }
        assert_eq!(templates::create_from(house, &create, id, vec![from("Many"); MOST]).await.unwrap().len(), MOST);
    }

    async fn s3_62_the_template_says_what_came_from_it_and_how_it_has_drifted(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let id = template(&stage, &administrator).await;
        let house = &stage.house;
        tags::add(house, &administrator.may().unwrap(), id, Tag::parse_all("Dental").unwrap()).await.unwrap();
        let create = administrator.may::<AccountsCreate>().unwrap();
        let made = templates::create_from(house, &create, id, vec![from("Same"), from("Other")]).await.unwrap();
        tags::add(house, &administrator.may().unwrap(), made[1], Tag::parse_all("VIP").unwrap()).await.unwrap();
        accounts::let_see_support(house, &administrator.may().unwrap(), made[1], false).await.unwrap();
        let view = administrator.may::<AccountsView>().unwrap();
        let (found, next) = templates::made_from(&mut stage.read().await, &view, id, None).await.unwrap();
        assert!(next.is_none());
        let named = |name: &str| found.iter().find(|one| one.name == name).unwrap();
        assert_eq!((found.len(), named("Same").drift.len()), (2, 0));
        let drift: Vec<_> = named("Other").drift.iter().map(|one| (one.what, one.template.as_str(), one.account.as_str())).collect();
        assert_eq!(drift, [("Tags", "Dental", "Dental, VIP"), ("Its admins see support access", "Yes", "No")]);
        // Page by page, each once.
        templates::create_from(house, &create, id, vec![from("More"); 70]).await.unwrap();
        let (first, next) = templates::made_from(&mut stage.read().await, &view, id, None).await.unwrap();
        let (second, end) = templates::made_from(&mut stage.read().await, &view, id, next).await.unwrap();
        assert_eq!((first.len(), second.len(), end), (templates::AT_ONCE, 72 - templates::AT_ONCE, None));
    }

    async fn s3_62_a_template_is_made_like_an_account_that_people_use(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, north) = (stage.actor(&all.one.operator).await, &all.one.north);
        tags::add(&stage.house, &operator.may().unwrap(), north.account, Tag::parse_all("VIP").unwrap()).await.unwrap();
        let made = templates::template_like(&stage.house, &operator.may().unwrap(), north.account).await.unwrap();
        let view = operator.may::<AccountsView>().unwrap();
        let found = accounts::find(&mut stage.read().await, &view, made).await.unwrap();
        assert!(found.template);
        assert_eq!(found.name, "Template: North");
        assert_eq!(tags::list(&mut stage.read().await, &view, made).await.unwrap(), ["VIP"]);
        assert!(!accounts::find(&mut stage.read().await, &view, north.account).await.unwrap().template);
    }
}
