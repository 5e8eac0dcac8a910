//! The checklist that new clients go through: made by the organization, completed by what happens, ticked by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsView, Actor, OnboardingTick, SettingsEdit};
use domain::accounts;
use domain::accounts::onboarding::{self, Completes, LONGEST_TITLE, MOST, Progress, StepDetails, Whose};
use domain::history::{self, HISTORY};
use domain::people::contacts::{self, ContactDetails};
use domain::records::Query;
use domain::statuses::{self, NewStatus};
use kernel::{AccountId, Error, Name, StepId};
use testkit::{Stage, TwoOfEverything, both_engines};

fn details(title: &str, whose: Whose, completes: Completes) -> StepDetails {
    StepDetails { title: title.to_owned(), about: String::new(), whose, completes }
}

async fn step(
    stage: &Stage,
    administrator: &Actor,
    title: &str,
    whose: Whose,
    completes: Completes,
) -> StepId {
    let granted = administrator.may().unwrap();
    onboarding::create(&stage.house, &granted, &details(title, whose, completes)).await.unwrap()
}

async fn progress(stage: &Stage, actor: &Actor, account: AccountId) -> Progress {
    onboarding::progress(&mut stage.read().await, &actor.may().unwrap(), account).await.unwrap()
}

/// “1 of 3”
async fn how_far(stage: &Stage, actor: &Actor, account: AccountId) -> String {
    let progress = progress(stage, actor, account).await;
    format!("{} of {}", progress.done(), progress.total())
}

async fn add_contact(stage: &Stage, actor: &Actor, account: AccountId) {
    let name = Name::parse("Somebody").unwrap();
    let details = ContactDetails::of(name);
    contacts::add(&stage.house, &actor.may().unwrap(), account, details).await.unwrap();
}

both_engines! {
    async fn s3_30_steps_complete_themselves_or_are_ticked_and_say_who_did_what_when(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, one) = (stage.actor(&all.one.administrator).await, &all.one);
        let (operator, client) = (stage.actor(&one.operator).await, stage.actor(&one.north.admin).await);
        let account = one.north.account;
        let reach = step(&stage, &administrator, "Tell us whom we may reach", Whose::Client, Completes::ContactAdded).await;
        let forward = step(&stage, &administrator, "Forward your numbers", Whose::Client, Completes::ByHand).await;
        let test = step(&stage, &administrator, "Make a test call", Whose::Team, Completes::ByHand).await;
        step(&stage, &administrator, "Set a status", Whose::Client, Completes::StatusSet).await;
        assert_eq!(how_far(&stage, &operator, account).await, "0 of 4");
        // Who adds a contact has done the step that waits for it, in this account and no other.
        add_contact(&stage, &client, account).await;
        add_contact(&stage, &client, account).await;
        let found = progress(&stage, &operator, account).await;
        let done = found.steps[0].done.clone().unwrap();
        assert_eq!((found.steps[0].step.id, done.by_hand, done.at), (reach, false, stage.house.now()));
        assert_eq!(Some(done.by.as_str()), client.person().map(|person| person.name.as_str()));
        assert_eq!(how_far(&stage, &operator, one.south.account).await, "0 of 4");
        // The client ticks what is theirs, the team everything.
        let tick = client.may::<OnboardingTick>().unwrap();
        onboarding::set_done(&stage.house, &tick, account, forward).await.unwrap();
        onboarding::set_done(&stage.house, &tick, account, forward).await.unwrap();
        let refused = onboarding::set_done(&stage.house, &tick, account, test).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let foreign = onboarding::set_done(&stage.house, &tick, one.south.account, forward).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        let team = operator.may::<OnboardingTick>().unwrap();
        onboarding::set_done(&stage.house, &team, account, test).await.unwrap();
        assert_eq!(how_far(&stage, &client, account).await, "3 of 4");
        // A slip is taken back, once.
        onboarding::set_open(&stage.house, &team, account, test).await.unwrap();
        onboarding::set_open(&stage.house, &team, account, test).await.unwrap();
        assert_eq!(how_far(&stage, &client, account).await, "2 of 4");
        let status = NewStatus { level: "normal".to_owned(), text: "Closed.".to_owned(), until: None };
        statuses::set(&stage.house, &client.may().unwrap(), account, status).await.unwrap();
        assert_eq!(how_far(&stage, &client, account).await, "3 of 4");
        let query = Query::of(&HISTORY).with_all_fields();
        let told = history::list(&mut stage.read().await, &client.may().unwrap(), &query).await.unwrap();
        let count = |action: &str| told.records.iter().filter(|one| one.json()["action"] == action).count();
        assert_eq!((count("onboarding_step.done"), count("onboarding_step.opened")), (4, 1));
        let user = stage.actor(&one.north.user).await;
        assert!(user.may::<OnboardingTick>().is_err() && user.may::<AccountsView>().is_err());
    }

    async fn s3_30_somebody_of_the_client_signs_in_and_the_step_is_done(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        step(&stage, &administrator, "Sign in", Whose::Client, Completes::SignIn).await;
        let account = all.one.north.account;
        // The operators' own signing in is nobody's step.
        stage.actor(&all.one.operator).await;
        assert_eq!(how_far(&stage, &administrator, account).await, "0 of 1");
        stage.actor(&all.one.north.user).await;
        let found = progress(&stage, &administrator, account).await;
        assert!(found.is_complete());
        assert_eq!(how_far(&stage, &administrator, all.one.south.account).await, "0 of 1");
    }

    async fn s3_31_s3_32_c_20_in_setup_the_checklist_rests_and_begins_at_nothing_when_it_is_complete(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (administrator, account) = (stage.actor(&all.one.administrator).await, all.one.north.account);
        step(&stage, &administrator, "Whom we may reach", Whose::Client, Completes::ContactAdded).await;
        let sign = step(&stage, &administrator, "Sign the contract", Whose::Client, Completes::ByHand).await;
        let granted = administrator.may::<OnboardingTick>().unwrap();
        onboarding::set_done(&stage.house, &granted, account, sign).await.unwrap();
        accounts::reopen_setup(&stage.house, &administrator.may().unwrap(), account).await.unwrap();
        let rests = progress(&stage, &administrator, account).await;
        assert!(rests.in_setup);
        add_contact(&stage, &administrator, account).await;
        let refused = onboarding::set_done(&stage.house, &granted, account, sign).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        assert_eq!(how_far(&stage, &administrator, account).await, "1 of 2", "nothing counts meanwhile");
        accounts::complete_setup(&stage.house, &administrator.may().unwrap(), account).await.unwrap();
        let begins = progress(&stage, &administrator, account).await;
        assert!(!begins.in_setup);
        assert_eq!(how_far(&stage, &administrator, account).await, "0 of 2");
        add_contact(&stage, &administrator, account).await;
        assert_eq!(how_far(&stage, &administrator, account).await, "1 of 2");
    }

    async fn s3_30_the_checklist_is_made_ordered_and_shortened_in_the_settings(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let administrator = stage.actor(&all.one.administrator).await;
        let granted = administrator.may::<SettingsEdit>().unwrap();
        let first = step(&stage, &administrator, "First", Whose::Team, Completes::ByHand).await;
        let second = step(&stage, &administrator, "Second", Whose::Team, Completes::ByHand).await;
        let titles = async || -> Vec<String> {
            let steps = onboarding::list(&mut stage.read().await, &granted).await.unwrap();
            steps.into_iter().map(|step| step.title).collect()
        };
        onboarding::shift(&stage.house, &granted, second, true).await.unwrap();
        onboarding::shift(&stage.house, &granted, second, true).await.unwrap();
        assert_eq!(titles().await, ["Second", "First"]);
        onboarding::shift(&stage.house, &granted, second, false).await.unwrap();
        let longer = details("The very first", Whose::Client, Completes::SignIn);
        onboarding::edit(&stage.house, &granted, first, &longer).await.unwrap();
        assert_eq!(titles().await, ["The very first", "Second"]);
        let account = all.one.north.account;
        onboarding::set_done(&stage.house, &administrator.may().unwrap(), account, second).await.unwrap();
        onboarding::delete(&stage.house, &granted, second).await.unwrap();
        assert_eq!(how_far(&stage, &administrator, account).await, "0 of 1");
        // Thirty steps go in, and one more does not.
        for number in 1..MOST {
            step(&stage, &administrator, &format!("Step {number}"), Whose::Team, Completes::ByHand).await;
        }
        let one_more = details("One more", Whose::Team, Completes::ByHand);
        let refused = onboarding::create(&stage.house, &granted, &one_more).await;
        assert!(matches!(refused, Err(Error::Conflict(_))));
        for title in ["", " ", &"é".repeat(LONGEST_TITLE + 1), "two\nlines"] {
            let wrong = details(title, Whose::Team, Completes::ByHand);
            let refused = onboarding::edit(&stage.house, &granted, first, &wrong).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{title}");
        }
        let operator = stage.actor(&all.one.operator).await;
        assert!(operator.may::<SettingsEdit>().is_err());
        let foreign = stage.actor(&all.two.administrator).await.may::<SettingsEdit>().unwrap();
        assert!(onboarding::list(&mut stage.read().await, &foreign).await.unwrap().is_empty());
        for outcome in [
            onboarding::edit(&stage.house, &foreign, first, &longer).await,
            onboarding::shift(&stage.house, &foreign, first, true).await,
            onboarding::delete(&stage.house, &foreign, first).await,
        ] {
            assert!(matches!(outcome, Err(Error::NotFound)));
        }
    }
}
