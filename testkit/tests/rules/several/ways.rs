//! What the journeys of one person in several accounts have in common.

use domain::access::{Actor, CallsView, roles};
use domain::organizations::settings::configure;
use domain::people::users::{self, Entry, NewMember, Welcomed};
use domain::records::{Query, calls};
use domain::sign_in::{SignedIn, places};
use kernel::{AccountId, Email, Error, MemberId, Name, Purpose, Result, RoleId};
use testkit::{Place, Stage, TwoOfEverything, Visit, Who};

pub fn member(address: &str, roles: Vec<RoleId>) -> NewMember {
    NewMember {
        name: Name::parse("Whatever Was Typed").unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles,
        contact: None,
    }
}

pub async fn allow(stage: &Stage, all: &TwoOfEverything, several: bool) {
    let system = stage.system(all.one.org);
    configure(&stage.house, &system.may().unwrap(), |settings| settings.clients.several_accounts = several)
        .await
        .unwrap();
}

pub async fn add(stage: &Stage, by: &Actor, to: &Place, address: &str, role: &str) -> Result<Welcomed> {
    let roles = vec![stage.client_role(by.org(), role).await];
    let entry = Entry::Password(None);
    users::add_by(&stage.house, &by.may()?, to.account, member(address, roles), entry).await
}

/// The Client User of North, who is an admin of South as well.
pub async fn ann_in_both(stage: &Stage, all: &TwoOfEverything) -> MemberId {
    allow(stage, all, true).await;
    let system = stage.system(all.one.org);
    add(stage, &system, &all.one.south, &all.one.north.user.email, roles::CLIENT_ADMIN).await.unwrap().id
}

pub async fn enter(stage: &Stage, visit: &Visit, place: &Place) -> Result<Visit> {
    let who = stage.resolve(visit).await?;
    let token = places::enter(&stage.house, &who, place.account).await?;
    Ok(Visit { token: token.reveal(), purpose: Purpose::Session })
}

/// Signs in and goes on in an account.
pub async fn come_into(stage: &Stage, who: &Who, place: &Place) -> Visit {
    enter(stage, &stage.sign_in(who).await, place).await.unwrap()
}

pub fn here(who: &SignedIn) -> Option<AccountId> {
    who.account.as_ref().map(|(account, _)| *account)
}

pub async fn calls_of(stage: &Stage, actor: &Actor) -> Vec<String> {
    let Ok(granted) = actor.may::<CallsView>() else { return Vec::new() };
    let page = calls::list(&mut stage.read().await, &granted, &Query::of(&calls::CALLS)).await.unwrap();
    let mut ids: Vec<String> = page.records.iter().map(|record| record.id.to_string()).collect();
    ids.sort();
    ids
}

pub fn printed(ids: &[kernel::CallId]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.sort();
    ids
}

#[track_caller]
pub fn refused<T>(result: Result<T>, field: &str) -> String {
    match result.map(|_| ()) {
        Err(Error::Invalid(invalid)) => {
            let wrong = invalid.fields().iter().find(|wrong| wrong.field == field);
            wrong.unwrap_or_else(|| panic!("{invalid:?}")).message.clone()
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub fn conflict<T>(result: Result<T>) -> String {
    match result.map(|_| ()) {
        Err(error @ Error::Conflict(_)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub fn out<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::SignedOut)));
}
