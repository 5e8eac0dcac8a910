//! Secure accounts: closed to operators without the clearance by every way in, and opened in an emergency by two persons.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{
    AccountsEdit, AccountsLock, AccountsView, Actor, CallsView, Grants, HistoryView, Key, KeysManage, Mode,
    Reach, TasksEdit, UsersManage, UsersView, roles,
};
use domain::accounts::bulk::{self, Chosen, Edit};
use domain::accounts::secure::{self, OPENS_FOR, State, WAITS_FOR};
use domain::accounts::tags::Tag;
use domain::accounts::{self, ACCOUNTS};
use domain::history::{Action, HISTORY};
use domain::notices::LetterKind;
use domain::records::Query;
use domain::records::calls::{self, CALLS};
use domain::sign_in::keys::{self, NewKey};
use domain::sign_in::{self, SignedIn, login_as, secure_link};
use domain::{jobs, tasks};
use kernel::{AccountId, EmergencyId, Error, Name, Result, Span};
use testkit::{Stage, TwoOfEverything, Visit, Who, both_engines, just_before};

/// Somebody with the clearance, beside the two without it.
async fn cleared(stage: &Stage, all: &TwoOfEverything) -> Who {
    stage.hire(all.one.org, "cleared@one.test", &[roles::ADMINISTRATOR, roles::SECURE]).await
}

async fn mark(stage: &Stage, who: &Actor, account: AccountId) -> Result<()> {
    secure::mark(&stage.house, &who.may::<AccountsEdit>().unwrap(), account).await
}

async fn ask(stage: &Stage, who: &Actor, account: AccountId, reason: &str) -> Result<EmergencyId> {
    secure::ask(&stage.house, &who.may::<AccountsView>()?, account, reason).await
}

async fn approve(stage: &Stage, who: &Actor, id: EmergencyId) -> Result<()> {
    secure::approve(&stage.house, &who.may::<AccountsView>()?, id).await
}

async fn state(stage: &Stage, who: &Actor, id: EmergencyId) -> Result<State> {
    let granted = who.may::<AccountsView>()?;
    Ok(secure::find(&stage.house, &mut stage.read().await, &granted, id).await?.state)
}

/// How many calls the list of all calls has, and the list of accounts.
async fn sees(stage: &Stage, who: &Actor) -> (usize, usize) {
    let query = Query::parse(&CALLS, std::iter::empty::<(&str, &str)>()).unwrap();
    let listed =
        calls::list(&mut stage.read().await, &who.may::<CallsView>().unwrap(), &query).await.unwrap();
    let query = Query::parse(&ACCOUNTS, std::iter::empty::<(&str, &str)>()).unwrap();
    let page = accounts::list(&mut stage.read().await, &who.may().unwrap(), &query).await.unwrap();
    (listed.records.len(), page.records.len())
}

fn shut<T: std::fmt::Debug>(outcome: &Result<T>) {
    assert!(matches!(outcome, Err(Error::Forbidden(_))), "{outcome:?}");
}

fn conflict<T: std::fmt::Debug>(outcome: &Result<T>) {
    assert!(matches!(outcome, Err(Error::Conflict(_))), "{outcome:?}");
}

async fn events(stage: &Stage, action: Action) -> i64 {
    stage.number("SELECT count(*) FROM events WHERE action = ?1", &[db::Value::from(action.name())]).await
}

async fn enter(stage: &Stage, who: &SignedIn, account: AccountId, reason: &str) -> Result<Visit> {
    let wish = login_as::Wish {
        account,
        user: None,
        mode: Mode::View,
        reason,
        return_to: "/console",
        agent: "Test/1.0",
    };
    let token = login_as::start(&stage.house, &who.actor.may()?, who, wish).await?;
    Ok(Visit { token: token.reveal(), purpose: kernel::Purpose::LoginAs })
}

/// The operator after the password was given once more.
async fn proved(stage: &Stage, who: &Who) -> SignedIn {
    let visit = stage.sign_in(who).await;
    let signed_in = stage.resolve(&visit).await.unwrap();
    let token = sign_in::prove(&stage.house, &signed_in, &who.password).await.unwrap();
    stage.resolve(&Visit { token: token.reveal(), ..visit }).await.unwrap()
}

both_engines! {
    async fn s3_52_s3_53_c_11_a_secure_account_is_closed_and_the_title_never_opens_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (one, north) = (&all.one, &all.one.north);
        let operator = stage.actor(&one.operator).await;
        conflict(&mark(&stage, &operator, north.account).await);
        let boss = cleared(&stage, &all).await;
        // Nobody gets the clearance by a name.
        stage.tamper("UPDATE roles SET name = 'Desk (Secure)' WHERE preset = 'operator' AND org_id = 1", &[]).await;
        mark(&stage, &operator, north.account).await.unwrap();
        let (operator, admin) = (stage.actor(&one.operator).await, stage.actor(&one.administrator).await);
        let boss = stage.actor(&boss).await;
        for (who, calls, accounts) in [(&operator, 3, 1), (&admin, 3, 1), (&boss, 6, 2)] {
            assert_eq!(sees(&stage, who).await, (calls, accounts));
        }
        assert_eq!(sees(&stage, &stage.actor(&north.admin).await).await, (3, 1), "its own people notice nothing");
        let view = operator.may::<AccountsView>().unwrap();
        let closed = secure::closed(&mut stage.read().await, &view, "nor", 10).await.unwrap();
        assert_eq!((closed.len(), closed[0].name.as_str(), closed[0].state), (1, "North", "active"));
        assert!(secure::closed(&mut stage.read().await, &view, "ann", 10).await.unwrap().is_empty());
        assert!(secure::closed(&mut stage.read().await, &boss.may().unwrap(), "", 10).await.unwrap().is_empty());
        shut(&accounts::find(&mut stage.read().await, &view, north.account).await);
        shut(&accounts::lock(&stage.house, &operator.may::<AccountsLock>().unwrap(), north.account).await);
        let task = tasks::TaskDetails { title: "Call back".to_owned(), repeats: "never".to_owned(), ..tasks::TaskDetails::default() };
        shut(&tasks::create(&stage.house, &operator.may::<TasksEdit>().unwrap(), north.account, task).await);
        shut(&domain::people::users::primary_admin(&mut stage.read().await, &operator.may::<UsersView>().unwrap(), north.account).await);
        let call = calls::find(&mut stage.read().await, &operator.may().unwrap(), north.calls.for_ann).await;
        assert!(matches!(call, Err(Error::NotFound)), "{call:?}");
        // What the team noted of it before is not in it, and closed all the same; so is what its people did.
        let query = Query::parse(&HISTORY, [("q", "north")]).unwrap();
        let told = domain::history::list(&mut stage.read().await, &operator.may::<HistoryView>().unwrap(), &query).await.unwrap();
        assert!(told.records.is_empty(), "{told:?}");
        // Many at once: those that match leave it out, those that are named are refused.
        let edit = admin.may::<AccountsEdit>().unwrap();
        let tag = || Edit::AddTag(Tag::parse("dental").unwrap());
        shut(&bulk::edit(&stage.house, &edit, &tag(), &Chosen::These(vec![north.account])).await);
        let query = Query::parse(&ACCOUNTS, std::iter::empty::<(&str, &str)>()).unwrap();
        let job = bulk::edit(&stage.house, &edit, &tag(), &Chosen::Matching(query)).await.unwrap();
        assert_eq!(jobs::find(&mut stage.read().await, &admin, job).await.unwrap().done, 1);
        // A key sees no more than its owner.
        let few = Grants::of(&[(Key::AccountsView, Reach::Organization), (Key::CallsView, Reach::Organization)]);
        for (owner, calls) in [(&admin, 3), (&boss, 6)] {
            let new = NewKey { name: Name::parse("Program").unwrap(), grants: few.clone(), lasts: Span::days(1), owner: owner.user_id().unwrap() };
            let key = keys::create(&stage.house, &owner.may::<KeysManage>().unwrap(), new).await.unwrap();
            assert_eq!(sees(&stage, &stage.resolve_key(&key.secret).await.unwrap()).await.0, calls);
        }
        // Off again: a recorded act of somebody with the clearance.
        let off = secure::unmark(&stage.house, &operator.may::<AccountsEdit>().unwrap(), north.account).await;
        shut(&off);
        secure::unmark(&stage.house, &boss.may::<AccountsEdit>().unwrap(), north.account).await.unwrap();
        assert_eq!((events(&stage, Action::AccountSecured).await, events(&stage, Action::AccountUnsecured).await), (1, 1));
        assert_eq!(sees(&stage, &operator).await, (6, 2));
    }

    async fn c_06_c_10_l4_l5_the_portal_of_a_secure_account_is_entered_with_a_reason_and_left_with_the_clearance(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (one, north) = (&all.one, &all.one.north);
        let boss = cleared(&stage, &all).await;
        let operator = stage.signed_in(&one.operator).await;
        let inside = enter(&stage, &operator, north.account, "").await.unwrap();
        mark(&stage, &operator.actor, north.account).await.unwrap();
        assert!(stage.resolve(&inside).await.is_err(), "whoever was in its portal is out");
        let operator = stage.signed_in(&one.operator).await;
        shut(&enter(&stage, &operator, north.account, "Because").await);
        let visit = stage.sign_in(&boss).await;
        stage.advance(Span::minutes(11));
        let late = stage.resolve(&visit).await.unwrap();
        shut(&enter(&stage, &late, north.account, "Because").await);
        let fresh = proved(&stage, &boss).await;
        let silent = enter(&stage, &fresh, north.account, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        let inside = enter(&stage, &fresh, north.account, "The client asked for help").await.unwrap();
        assert!(stage.resolve(&inside).await.is_ok());
        stage.tamper("DELETE FROM operator_roles WHERE role_id IN (SELECT id FROM roles WHERE secure = 1)", &[]).await;
        assert!(stage.resolve(&inside).await.is_err(), "the clearance is gone, and with it the session");
        let link = secure_link::make(&stage.house, &stage.system(one.org).may::<UsersManage>().unwrap(), north.account).await;
        conflict(&link);
    }

    async fn c_11_two_persons_open_a_secure_account_for_thirty_minutes_to_the_second(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (one, north) = (&all.one, &all.one.north);
        let boss = cleared(&stage, &all).await;
        let second = stage.hire(one.org, "second@one.test", &[roles::SECURE]).await;
        mark(&stage, &stage.actor(&boss).await, north.account).await.unwrap();
        stage.deliver().await;
        let who = |who: &Who| { let who = who.clone(); let stage = &stage; async move { stage.actor(&who).await } };
        let operator = who(&one.operator).await;
        let open = ask(&stage, &operator, one.south.account, "Curious").await;
        conflict(&open);
        let silent = ask(&stage, &operator, north.account, "  ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        assert!(matches!(ask(&stage, &operator, all.two.north.account, "Lost").await, Err(Error::NotFound)));
        shut(&ask(&stage, &stage.system(one.org), north.account, "A program").await);
        let id = ask(&stage, &operator, north.account, "A patient is on the line").await.unwrap();
        conflict(&ask(&stage, &operator, north.account, "Again").await);
        let told = stage.deliver().await;
        let mut to: Vec<_> = told.iter().filter(|one| one.kind == LetterKind::EmergencyAsked).map(|one| one.to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["cleared@one.test", "second@one.test"]);
        assert!(told.iter().all(|letter| !letter.text.contains("patient")), "the reason stays in the portal");
        // Nobody answers alone: neither who asked, nor who has no clearance, nor somebody elsewhere.
        assert!(matches!(approve(&stage, &who(&one.administrator).await, id).await, Err(Error::NotFound)));
        shut(&approve(&stage, &operator, id).await);
        assert!(matches!(approve(&stage, &who(&all.two.administrator).await, id).await, Err(Error::NotFound)));
        assert_eq!(sees(&stage, &operator).await, (3, 1));
        approve(&stage, &who(&second).await, id).await.unwrap();
        conflict(&approve(&stage, &who(&boss).await, id).await);
        assert_eq!(sees(&stage, &who(&one.operator).await).await, (6, 2));
        assert_eq!(sees(&stage, &who(&one.administrator).await).await, (3, 1), "for the one who asked, and for nobody else");
        let letters = stage.deliver().await;
        let letter = letters.iter().find(|one| one.kind == LetterKind::EmergencyOpened).unwrap();
        assert_eq!(letter.to, north.admin.email);
        assert!(letter.text.contains("operator@one.test") && letter.text.contains("second@one.test"), "{}", letter.text);
        shut(&secure::unmark(&stage.house, &who(&one.operator).await.may::<AccountsEdit>().unwrap(), north.account).await);
        stage.advance(just_before(OPENS_FOR));
        assert_eq!(sees(&stage, &who(&one.operator).await).await, (6, 2));
        stage.advance(Span::micros(1));
        let operator = who(&one.operator).await;
        assert_eq!(sees(&stage, &operator).await, (3, 1));
        assert_eq!(state(&stage, &operator, id).await.unwrap(), State::Over);
        // Taken back, refused, not answered, and ended before the time is over.
        let id = ask(&stage, &operator, north.account, "Once more").await.unwrap();
        shut(&secure::withdraw(&stage.house, &who(&boss).await.may().unwrap(), id).await);
        secure::withdraw(&stage.house, &operator.may().unwrap(), id).await.unwrap();
        conflict(&approve(&stage, &who(&boss).await, id).await);
        let letters = stage.deliver().await;
        assert!(letters.iter().all(|one| one.kind != LetterKind::EmergencyAsked), "nobody has to answer any more");
        let id = ask(&stage, &operator, north.account, "Once more").await.unwrap();
        secure::refuse(&stage.house, &who(&boss).await.may().unwrap(), id).await.unwrap();
        assert_eq!(state(&stage, &operator, id).await.unwrap(), State::Refused);
        let id = ask(&stage, &operator, north.account, "Once more").await.unwrap();
        stage.advance(WAITS_FOR);
        let boss = who(&boss).await;
        conflict(&approve(&stage, &boss, id).await);
        let operator = who(&one.operator).await;
        assert_eq!(state(&stage, &operator, id).await.unwrap(), State::Expired);
        let id = ask(&stage, &operator, north.account, "Once more").await.unwrap();
        approve(&stage, &boss, id).await.unwrap();
        let inside = enter(&stage, &proved(&stage, &one.operator).await, north.account, "To help").await.unwrap();
        secure::end(&stage.house, &boss.may().unwrap(), id).await.unwrap();
        assert!(stage.resolve(&inside).await.is_err(), "also in the portal");
        assert_eq!(sees(&stage, &who(&one.operator).await).await, (3, 1));
        for (action, times) in [
            (Action::EmergencyAsked, 5),
            (Action::EmergencyApproved, 2),
            (Action::EmergencyRefused, 1),
            (Action::EmergencyWithdrawn, 1),
            (Action::EmergencyEnded, 1),
        ] {
            assert_eq!(events(&stage, action).await, times, "{}", action.name());
        }
        // All of it is in the history that the client reads.
        let admin = who(&north.admin).await;
        let query = Query::parse(&HISTORY, [("q", "emergency")]).unwrap();
        let told = domain::history::list(&mut stage.read().await, &admin.may::<HistoryView>().unwrap(), &query).await.unwrap();
        assert_eq!(told.records.len(), 10);
    }
}
