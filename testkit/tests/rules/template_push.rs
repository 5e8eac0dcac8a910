//! Settings of a template go to accounts that were made from it, and come back where nobody changed them since.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsEdit, AccountsView, Actor, Granted};
use domain::accounts::plans::{self, Limits, PlanDetails};
use domain::accounts::tags::{self, Tag};
use domain::accounts::templates::{self, NewFrom, Setting};
use domain::accounts::{self, AccountDetails, NewAccount, assignments};
use domain::history;
use domain::people::contacts::{self, ContactDetails};
use kernel::{AccountId, Email, Error, Name, PlanId, TimeZoneName};
use testkit::{Stage, TwoOfEverything, both_engines};

const CHOSEN: [Setting; 4] = [Setting::Plan, Setting::Tags, Setting::Operators, Setting::SeeSupport];

fn edit(actor: &Actor) -> Granted<AccountsEdit> {
    actor.may().unwrap()
}

async fn plan(stage: &Stage, actor: &Actor, name: &str, contacts: Option<i64>) -> PlanId {
    let details = PlanDetails {
        name: Name::parse(name).unwrap(),
        price: String::new(),
        features: Vec::new(),
        limits: Limits { contacts, ..Limits::default() },
    };
    plans::create(&stage.house, &actor.may().unwrap(), &details).await.unwrap()
}

async fn tags_of(stage: &Stage, actor: &Actor, id: AccountId) -> Vec<String> {
    tags::list(&mut stage.read().await, &actor.may().unwrap(), id).await.unwrap()
}

async fn plan_of(stage: &Stage, actor: &Actor, id: AccountId) -> Option<String> {
    let view = actor.may::<AccountsView>().unwrap();
    plans::of_account(&mut stage.read().await, &view, id).await.unwrap().plan.map(|plan| plan.name)
}

fn tagged(text: &str) -> Vec<Tag> {
    Tag::parse_all(text).unwrap()
}

both_engines! {
    async fn e_07_settings_go_to_accounts_after_a_look_and_come_back_where_nobody_changed_them(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (boss, house) = (stage.actor(&all.one.administrator).await, &stage.house);
        let (small, large) = (plan(&stage, &boss, "Small", Some(1)).await, plan(&stage, &boss, "Large", None).await);
        let details = AccountDetails {
            name: Name::parse("Dental practice").unwrap(),
            email: Email::parse("model@one.test").unwrap(),
            phone: None,
            time_zone: TimeZoneName::parse("America/Denver").unwrap(),
        };
        let new = NewAccount { details, numbers: Vec::new(), plan: Some(large), first_user: None };
        let template = accounts::create(house, &boss.may().unwrap(), new).await.unwrap().id;
        tags::set(house, &edit(&boss), template, tagged("Dental")).await.unwrap();
        templates::set(house, &edit(&boss), template).await.unwrap();
        let three = ["Alpha", "Beta", "Gamma"].map(|name| NewFrom {
            name: Name::parse(name).unwrap(),
            email: Email::parse("desk@new.test").unwrap(),
        });
        let made = templates::create_from(house, &boss.may().unwrap(), template, three.to_vec()).await.unwrap();
        let (alpha, beta, gamma) = (made[0], made[1], made[2]);
        let none = templates::preview(&mut stage.read().await, &edit(&boss), template, &CHOSEN).await.unwrap();
        assert!(none.0.is_empty(), "nothing has drifted yet");

        plans::change(house, &edit(&boss), template, (Some(large), Some(small))).await.unwrap();
        tags::set(house, &edit(&boss), template, tagged("Dental, Orthodontics")).await.unwrap();
        assignments::assign(house, &edit(&boss), template, all.one.operator.id).await.unwrap();
        accounts::let_see_support(house, &edit(&boss), template, false).await.unwrap();
        tags::add(house, &edit(&boss), beta, tagged("VIP")).await.unwrap();
        for name in ["Ann", "Bob"] {
            let contact = ContactDetails::of(Name::parse(name).unwrap());
            contacts::add(house, &boss.may().unwrap(), gamma, contact).await.unwrap();
        }
        let (planned, more) =
            templates::preview(&mut stage.read().await, &edit(&boss), template, &CHOSEN).await.unwrap();
        assert_eq!((planned.len(), more), (3, false));
        let of_beta = planned.iter().find(|one| one.id == beta).unwrap();
        let changes: Vec<(&str, &str, &str)> = of_beta
            .changes
            .iter()
            .map(|one| (one.what, one.account.as_str(), one.template.as_str()))
            .collect();
        assert!(changes.contains(&("Tags", "Dental, VIP", "Dental, Orthodontics")), "{changes:?}");
        assert!(changes.contains(&("Plan", "Large", "Small")), "{changes:?}");
        assert_eq!(tags_of(&stage, &boss, alpha).await, ["Dental"], "looking changes nothing");

        let stranger = stage.actor(&all.two.administrator).await;
        for outcome in [
            templates::push(house, &edit(&stranger), template, (&CHOSEN, &made)).await,
            templates::push(house, &edit(&boss), template, (&CHOSEN, &[all.one.north.account])).await,
        ] {
            assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
        }
        let nothing = templates::push(house, &edit(&boss), template, (&[], &made)).await;
        assert!(matches!(nothing, Err(Error::Invalid(_))));
        let push = templates::push(house, &edit(&boss), template, (&CHOSEN, &made)).await.unwrap();
        assert_eq!(tags_of(&stage, &boss, beta).await, ["Dental", "Orthodontics"]);
        assert_eq!(plan_of(&stage, &boss, alpha).await.as_deref(), Some("Small"));
        assert_eq!(plan_of(&stage, &boss, gamma).await.as_deref(), Some("Large"), "it has too many contacts");
        assert_eq!(tags_of(&stage, &boss, gamma).await, ["Dental"], "and stays as a whole");
        let view = boss.may::<AccountsView>().unwrap();
        let (told, became) = templates::pushed(&mut stage.read().await, &view, push).await.unwrap();
        assert_eq!((told.settings.len(), became.len()), (4, 3));
        assert!(became[2].refused.contains("allows 1"), "{became:?}");
        let events = "SELECT count(*) FROM events WHERE thing_id = ?1 AND action IN ('account.tagged',
                      'account.assigned', 'account.plan_changed', 'account.edited')";
        assert_eq!(stage.number(events, &[alpha.into()]).await, 2 + 4, "each change has its line");

        tags::add(house, &edit(&boss), alpha, tagged("Night")).await.unwrap();
        let late = templates::take_back(house, &edit(&stranger), push).await;
        assert!(matches!(late, Err(Error::NotFound)));
        templates::take_back(house, &edit(&boss), push).await.unwrap();
        let (told, became) = templates::pushed(&mut stage.read().await, &view, push).await.unwrap();
        assert!(told.taken_back.is_some());
        assert_eq!((became[0].stayed.as_str(), became[1].stayed.as_str()), ("Tags was changed since.", ""));
        assert_eq!(tags_of(&stage, &boss, alpha).await, ["Dental", "Night", "Orthodontics"]);
        assert_eq!(tags_of(&stage, &boss, beta).await, ["Dental", "VIP"], "as it was before");
        assert_eq!(plan_of(&stage, &boss, alpha).await.as_deref(), Some("Large"));
        assert!(accounts::find(&mut stage.read().await, &view, alpha).await.unwrap().see_support);
        assert!(assignments::list(&mut stage.read().await, &view, alpha).await.unwrap().is_empty());
        let again = templates::take_back(house, &edit(&boss), push).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
        assert!(history::verify(house, all.one.org).await.is_ok());
        let client = stage.actor(&all.one.north.admin).await;
        assert!(client.may::<AccountsEdit>().is_err());
    }
}
