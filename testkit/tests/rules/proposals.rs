//! Changes of resources that wait: a client proposes, an operator looks at the difference, and it holds at once or from a
//! time on. Nothing that anybody wrote is lost on the way.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::roles;
use domain::access::{Actor, Mode, ResourcesEdit, ResourcesView};
use domain::accounts::{self, secure};
use domain::notices::{Channel, LetterKind, choices};
use domain::organizations::settings::configure;
use domain::resources::proposals::{self, Approval, Proposal, State, Wish};
use domain::resources::{self, ResourceDetails, attachments};
use kernel::{AccountId, Error, ProposalId, ResourceId, Result, Span, Timestamp};
use testkit::{Stage, TwoOfEverything, both_engines};

const TITLE: &str = "How we answer";

fn resource(text: &str) -> ResourceDetails {
    ResourceDetails { category: "instructions".to_owned(), title: TITLE.to_owned(), text: text.to_owned() }
}

async fn create(stage: &Stage, actor: &Actor, account: AccountId) -> Result<ResourceId> {
    resources::create(&stage.house, &actor.may::<ResourcesEdit>()?, account, resource("one")).await
}

async fn edit(stage: &Stage, actor: &Actor, id: ResourceId, text: &str) -> Result<()> {
    resources::edit(&stage.house, &actor.may::<ResourcesEdit>()?, id, None, resource(text)).await
}

async fn propose(stage: &Stage, actor: &Actor, id: ResourceId, text: &str) -> Result<ProposalId> {
    let wish = Wish { details: resource(text), at: None };
    proposals::propose(&stage.house, &actor.may::<ResourcesEdit>()?, id, None, wish).await
}

async fn approve(stage: &Stage, actor: &Actor, id: ProposalId, at: Option<Timestamp>) -> Result<()> {
    let approval = Approval { at, ..Approval::default() };
    proposals::approve(&stage.house, &actor.may::<ResourcesEdit>()?, id, approval).await
}

async fn refuse(stage: &Stage, actor: &Actor, id: ProposalId, reason: &str) -> Result<()> {
    proposals::refuse(&stage.house, &actor.may::<ResourcesEdit>()?, id, None, reason).await
}

async fn withdraw(stage: &Stage, actor: &Actor, id: ProposalId) -> Result<()> {
    proposals::withdraw(&stage.house, &actor.may::<ResourcesEdit>()?, id).await
}

async fn find(stage: &Stage, actor: &Actor, id: ProposalId) -> Result<Proposal> {
    proposals::find(&mut stage.read().await, &actor.may::<ResourcesView>()?, id).await
}

/// The texts of all versions with who stands at them, the latest first.
async fn versions(stage: &Stage, actor: &Actor, id: ResourceId) -> Vec<(String, String)> {
    let granted = actor.may::<ResourcesView>().unwrap();
    let all = resources::versions(&mut stage.read().await, &granted, id).await.unwrap();
    all.into_iter().map(|one| (one.details.text, one.by)).collect()
}

async fn text(stage: &Stage, actor: &Actor, id: ResourceId) -> String {
    versions(stage, actor, id).await.remove(0).0
}

async fn unread(stage: &Stage, actor: &Actor, id: ResourceId) -> bool {
    let granted = actor.may::<ResourcesView>().unwrap();
    resources::unread(&mut stage.read().await, &granted, &[id]).await.unwrap().contains_key(&id)
}

/// Changes of resources by clients wait, everywhere in this organization.
async fn switch_on(stage: &Stage, all: &TwoOfEverything) {
    let system = stage.system(all.one.org);
    configure(&stage.house, &system.may().unwrap(), |settings| settings.clients.approve_resources = true)
        .await
        .unwrap();
}

async fn lines(stage: &Stage, action: &str) -> i64 {
    stage.number("SELECT count(*) FROM events WHERE action = ?1", db::params![action]).await
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome {
        Err(Error::Conflict(reason)) => reason.to_string(),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn s0_10_s0_42_what_a_client_changes_waits_until_an_operator_approves_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account).await.unwrap();
        switch_on(&stage, &all).await;
        resources::say_read(&stage.house, &operator.may().unwrap(), id, 1).await.unwrap();
        // Neither a change nor a new one nor a deletion holds at once.
        assert!(conflict(edit(&stage, &admin, id, "two").await).contains("propose it"));
        conflict(create(&stage, &admin, north.account).await);
        conflict(resources::delete(&stage.house, &admin.may().unwrap(), id).await);
        let proposal = propose(&stage, &admin, id, "two").await.unwrap();
        assert_eq!(text(&stage, &operator, id).await, "one");
        assert!(!unread(&stage, &operator, id).await, "nothing is new yet");
        let found = find(&stage, &operator, proposal).await.unwrap();
        assert_eq!((found.state, found.base, found.details.text.as_str(), found.proposed_by.as_str()), (State::Open, 1, "two", "Admin North"));
        // What is proposed next about the same resource is the same proposal.
        assert_eq!(propose(&stage, &admin, id, "three").await.unwrap(), proposal);
        assert_eq!(find(&stage, &admin, proposal).await.unwrap().revision, 2);
        // What somebody else has proposed is not replaced unseen.
        assert!(conflict(propose(&stage, &operator, id, "mine").await).contains("already"));
        stage.advance(Span::minutes(1));
        approve(&stage, &operator, proposal, None).await.unwrap();
        let by = format!("Admin North, approved by {}", operator.person().unwrap().name);
        assert_eq!(versions(&stage, &admin, id).await[0], ("three".to_owned(), by));
        assert!(unread(&stage, &operator, id).await, "new from the moment at which it holds");
        assert_eq!(find(&stage, &admin, proposal).await.unwrap().state, State::Done);
        conflict(approve(&stage, &operator, proposal, None).await);
        for (action, times) in [("proposal.made", 1), ("proposal.changed", 1), ("proposal.approved", 1), ("resource.edited", 1)] {
            assert_eq!(lines(&stage, action).await, times, "{action}");
        }
        // What operators write never waits.
        edit(&stage, &operator, id, "four").await.unwrap();
        assert_eq!(text(&stage, &admin, id).await, "four");
    }

    async fn s0_10_a_new_resource_and_a_deletion_are_proposed_as_well(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        switch_on(&stage, &all).await;
        let wish = Wish { details: resource("one"), at: None };
        let new = proposals::propose_new(&stage.house, &admin.may().unwrap(), north.account, wish).await.unwrap();
        assert_eq!(find(&stage, &admin, new).await.unwrap().resource, None);
        approve(&stage, &operator, new, None).await.unwrap();
        let id = find(&stage, &admin, new).await.unwrap().resource.unwrap();
        assert_eq!(text(&stage, &admin, id).await, "one");
        let gone = proposals::propose_delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        assert_eq!(proposals::propose_delete(&stage.house, &admin.may().unwrap(), id).await.unwrap(), gone);
        conflict(propose(&stage, &admin, id, "two").await);
        assert!(conflict(resources::delete(&stage.house, &operator.may().unwrap(), id).await).contains("waits"));
        approve(&stage, &operator, gone, None).await.unwrap();
        assert!(matches!(propose(&stage, &admin, id, "x").await, Err(Error::NotFound)));
        let found = find(&stage, &admin, gone).await.unwrap();
        assert_eq!((found.state, found.details.title.as_str(), found.details.text.as_str()), (State::Done, TITLE, ""), "no word of the text is left");
        assert!(matches!(find(&stage, &admin, new).await, Err(Error::NotFound)));
        assert_eq!(lines(&stage, "resource.deleted").await, 1);
    }

    async fn s0_10_what_is_approved_for_later_takes_effect_at_its_time_and_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account).await.unwrap();
        resources::say_read(&stage.house, &operator.may().unwrap(), id, 1).await.unwrap();
        switch_on(&stage, &all).await;
        let proposal = propose(&stage, &admin, id, "two").await.unwrap();
        for wrong in [stage.house.now(), stage.house.now() + Span::days(400)] {
            assert!(matches!(approve(&stage, &operator, proposal, Some(wrong)).await, Err(Error::Invalid(_))));
        }
        let at = stage.house.now() + Span::hours(8);
        approve(&stage, &operator, proposal, Some(at)).await.unwrap();
        let pending = proposals::pending(&mut stage.read().await, &operator.may().unwrap(), &[id]).await.unwrap();
        assert_eq!((pending[&id].state, pending[&id].effective_at), (State::Scheduled, Some(at)));
        stage.advance(Span::minutes(479));
        assert_eq!(proposals::take_effect(&stage.house).await.unwrap(), 0);
        assert_eq!(text(&stage, &operator, id).await, "one");
        assert!(!unread(&stage, &operator, id).await);
        stage.advance(Span::minutes(1));
        let second = stage.second_process().await;
        let (one, other) = tokio::join!(proposals::take_effect(&stage.house), proposals::take_effect(&second));
        assert_eq!(one.unwrap() + other.unwrap(), 1, "by one of two processes");
        assert_eq!(text(&stage, &operator, id).await, "two");
        assert!(unread(&stage, &operator, id).await);
        assert_eq!((lines(&stage, "resource.edited").await, find(&stage, &admin, proposal).await.unwrap().state), (1, State::Done));
    }

    async fn s0_10_an_operator_sets_a_time_for_a_change_of_the_own(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account).await.unwrap();
        let at = stage.house.now() + Span::days(2);
        let later = |who: Actor, text: &'static str| {
            let house = stage.house.clone();
            async move { proposals::schedule(&house, &who.may::<ResourcesEdit>()?, id, Some(1), resource(text), at).await }
        };
        assert!(matches!(later(admin.clone(), "mine").await, Err(Error::Forbidden(_))));
        let made = later(operator.clone(), "holidays").await.unwrap();
        assert!(conflict(later(operator.clone(), "other").await).contains("waits already"));
        // It is the operators' own: a client neither changes nor withdraws it.
        conflict(propose(&stage, &admin, id, "x").await);
        conflict(withdraw(&stage, &admin, made).await);
        stage.advance(Span::days(2));
        assert_eq!(proposals::take_effect(&stage.house).await.unwrap(), 1);
        let by = operator.person().unwrap().name.clone();
        assert_eq!(versions(&stage, &admin, id).await[0], ("holidays".to_owned(), by));
    }

    async fn s0_10_what_has_changed_meanwhile_is_never_undone_unseen(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account).await.unwrap();
        switch_on(&stage, &all).await;
        let proposal = propose(&stage, &admin, id, "two").await.unwrap();
        edit(&stage, &operator, id, "urgent").await.unwrap();
        assert!(conflict(approve(&stage, &operator, proposal, None).await).contains("has changed this resource"));
        let granted = operator.may::<ResourcesEdit>().unwrap();
        let seen = |revision, version| Approval { revision: Some(revision), version: Some(version), ..Approval::default() };
        conflict(proposals::approve(&stage.house, &granted, proposal, seen(1, 1)).await);
        assert!(conflict(proposals::approve(&stage.house, &granted, proposal, seen(7, 2)).await).contains("has changed this proposal"));
        let at = stage.house.now() + Span::hours(1);
        proposals::approve(&stage.house, &granted, proposal, Approval { at: Some(at), ..seen(1, 2) }).await.unwrap();
        // Somebody writes once more before its time: then it waits for another look, with all of its text.
        edit(&stage, &operator, id, "more urgent").await.unwrap();
        stage.advance(Span::hours(1));
        assert_eq!(proposals::take_effect(&stage.house).await.unwrap(), 0);
        let found = find(&stage, &operator, proposal).await.unwrap();
        assert_eq!((found.state, found.details.text.as_str(), found.effective_at), (State::Open, "two", None));
        assert!(found.reason.contains("has changed since"));
        assert_eq!((text(&stage, &admin, id).await.as_str(), lines(&stage, "proposal.returned").await), ("more urgent", 1));
        // With words of the operator's own, after a look at the latest.
        let own = Approval { details: Some(resource("both")), ..seen(1, 3) };
        proposals::approve(&stage.house, &granted, proposal, own).await.unwrap();
        assert_eq!(text(&stage, &admin, id).await, "both");
        // A client who wrote from an older version is told, too.
        let wish = Wish { details: resource("late"), at: None };
        let late = proposals::propose(&stage.house, &admin.may().unwrap(), id, Some(2), wish).await;
        assert!(conflict(late).contains("has changed this resource"));
    }

    async fn s0_42_a_client_changes_and_withdraws_and_hears_why_it_was_refused(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account).await.unwrap();
        switch_on(&stage, &all).await;
        let first = propose(&stage, &admin, id, "two").await.unwrap();
        let at = stage.house.now() + Span::hours(4);
        let wish = |text: &str| Wish { details: resource(text), at: Some(at) };
        conflict(proposals::change(&stage.house, &admin.may().unwrap(), first, Some(2), wish("x")).await);
        approve(&stage, &operator, first, Some(at)).await.unwrap();
        proposals::change(&stage.house, &admin.may().unwrap(), first, Some(1), wish("three")).await.unwrap();
        let found = find(&stage, &admin, first).await.unwrap();
        assert_eq!((found.state, found.wanted_at, found.effective_at), (State::Open, Some(at), None), "looked at once more");
        conflict(withdraw(&stage, &operator, first).await);
        withdraw(&stage, &admin, first).await.unwrap();
        assert_eq!(find(&stage, &admin, first).await.unwrap().state, State::Withdrawn);
        conflict(withdraw(&stage, &admin, first).await);
        stage.deliver().await;

        let second = propose(&stage, &admin, id, "four").await.unwrap();
        assert_ne!(second, first);
        for wrong in [" ", &"e".repeat(proposals::LONGEST_REASON + 1)] {
            assert!(matches!(refuse(&stage, &operator, second, wrong).await, Err(Error::Invalid(_))));
        }
        refuse(&stage, &operator, second, "We never quote prices.").await.unwrap();
        let found = find(&stage, &admin, second).await.unwrap();
        assert_eq!((found.state, found.reason.as_str()), (State::Refused, "We never quote prices."));
        let letters = stage.deliver().await;
        let told: Vec<_> = letters.iter().filter(|one| one.kind == LetterKind::ProposalAnswered).collect();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].to.as_str(), told[0].channel), (north.admin.email.as_str(), Channel::Email));
        assert!(told[0].subject.contains("was refused") && told[0].text.contains(&format!("/resources/proposals/{second}")), "{}", told[0].text);
        // Whoever does not want such letters gets none.
        choices::choose(&stage.house, &stage.signed_in(&north.admin).await, &[]).await.unwrap();
        let third = propose(&stage, &admin, id, "five").await.unwrap();
        approve(&stage, &operator, third, None).await.unwrap();
        assert!(stage.deliver().await.iter().all(|one| one.kind != LetterKind::ProposalAnswered));
        // The name stays when the person goes.
        assert_eq!(text(&stage, &operator, id).await, "five");
    }

    async fn s0_10_an_account_says_otherwise_than_the_organization(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let (admin, neighbour) = (stage.actor(&north.admin).await, stage.actor(&south.admin).await);
        let system = stage.system(all.one.org);
        let one = create(&stage, &admin, north.account).await.unwrap();
        accounts::approve_resources(&stage.house, &system.may().unwrap(), north.account, Some(true)).await.unwrap();
        accounts::approve_resources(&stage.house, &system.may().unwrap(), north.account, Some(true)).await.unwrap();
        conflict(edit(&stage, &admin, one, "two").await);
        let other = create(&stage, &neighbour, south.account).await.unwrap();
        switch_on(&stage, &all).await;
        conflict(edit(&stage, &neighbour, other, "two").await);
        accounts::approve_resources(&stage.house, &system.may().unwrap(), south.account, Some(false)).await.unwrap();
        edit(&stage, &neighbour, other, "two").await.unwrap();
        assert_eq!(lines(&stage, "account.edited").await, 2, "the same again is no change");
        // Files hold at once, and so are the operators' where changes wait.
        let refused = attachments::begin(&stage.house, &admin.may().unwrap(), one, "a.txt").await.err().unwrap();
        assert!(matches!(refused, Error::Conflict(_)), "{refused}");
        // An operator in the client's place waits as the client does.
        let operator = stage.signed_in(&all.one.operator).await;
        let act = stage.log_in_as(&operator, north.account, Some(north.admin.id), Mode::Act).await.unwrap();
        let acting = stage.resolve(&act).await.unwrap().actor;
        conflict(edit(&stage, &acting, one, "three").await);
        let proposal = propose(&stage, &acting, one, "three").await.unwrap();
        assert!(matches!(approve(&stage, &acting, proposal, None).await, Err(Error::Forbidden(_))));
        assert!(find(&stage, &admin, proposal).await.unwrap().proposed_by.contains("for Admin North"));
        let view = stage.log_in_as(&operator, north.account, Some(north.admin.id), Mode::View).await.unwrap();
        let looking = stage.resolve(&view).await.unwrap().actor;
        assert!(matches!(withdraw(&stage, &looking, proposal).await, Err(Error::Forbidden(_))));
    }

    async fn s0_10_proposals_are_within_the_reach_of_their_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account).await.unwrap();
        switch_on(&stage, &all).await;
        let proposal = propose(&stage, &admin, id, "two").await.unwrap();
        for strange in [&all.one.south.admin, &all.two.north.admin, &all.two.operator] {
            let strange = stage.actor(strange).await;
            assert!(matches!(find(&stage, &strange, proposal).await, Err(Error::NotFound)));
            assert!(matches!(approve(&stage, &strange, proposal, None).await, Err(Error::NotFound)));
            assert!(matches!(refuse(&stage, &strange, proposal, "no").await, Err(Error::NotFound)));
            assert!(matches!(withdraw(&stage, &strange, proposal).await, Err(Error::NotFound)));
            assert!(matches!(propose(&stage, &strange, id, "x").await, Err(Error::NotFound)));
            let pending = proposals::pending(&mut stage.read().await, &strange.may().unwrap(), &[id]).await.unwrap();
            assert!(pending.is_empty());
        }
        assert!(matches!(approve(&stage, &admin, proposal, None).await, Err(Error::Forbidden(_))));
        assert!(matches!(refuse(&stage, &admin, proposal, "no").await, Err(Error::Forbidden(_))));
        assert!(stage.actor(&north.user).await.may::<ResourcesEdit>().is_err());
        // Secure: only with the clearance.
        let cleared = stage.hire(all.one.org, "cleared@one.test", &[roles::ADMINISTRATOR, roles::SECURE]).await;
        secure::mark(&stage.house, &stage.actor(&cleared).await.may().unwrap(), north.account).await.unwrap();
        assert!(find(&stage, &operator, proposal).await.is_err());
        assert!(approve(&stage, &operator, proposal, None).await.is_err());
        approve(&stage, &stage.actor(&cleared).await, proposal, None).await.unwrap();
        assert_eq!(text(&stage, &admin, id).await, "two");
    }
}
