//! On-call schedules: made and changed by the client, seen by every operator, and by nobody else, and what follows
//! from them: turns that change hands, calendars that are followed, and notices.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

mod notices;
mod schedules;
mod turns;

use domain::access::{Actor, OnCallEdit, OnCallView, UsersManage};
use domain::on_call::{self, Draft, LayerDraft, NewOverride, OnCall};
use domain::people::users::{self, NewMember};
use kernel::{AccountId, ContactId, Email, Name, Result, ScheduleId, Timestamp};
use testkit::{Place, Stage, TwoOfEverything, Who};

/// Ann and Bob take turns by day, from the morning of the day on which journeys begin (10:00 in New York).
fn by_day(place: &Place) -> Draft {
    Draft {
        name: "Doctors".to_owned(),
        time_zone: "America/New_York".to_owned(),
        layers: vec![LayerDraft {
            name: String::new(),
            begins: "2026-11-20T08:00".to_owned(),
            turn_hours: 24,
            members: vec![place.ann, place.bob],
            rules: Vec::new(),
        }],
        fallback: None,
    }
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

async fn add(stage: &Stage, actor: &Actor, account: AccountId, draft: Draft) -> Result<ScheduleId> {
    on_call::add(&stage.house, &actor.may::<OnCallEdit>()?, account, draft).await
}

async fn edit(stage: &Stage, actor: &Actor, id: ScheduleId, draft: Draft) -> Result<()> {
    on_call::edit(&stage.house, &actor.may::<OnCallEdit>()?, id, draft, None).await
}

async fn now(stage: &Stage, actor: &Actor, account: AccountId) -> Result<Vec<OnCall>> {
    let granted = actor.may::<OnCallView>()?;
    on_call::now(&mut stage.read().await, &granted, account, stage.house.now()).await
}

/// Who is on call by the first schedule, and a dash for nobody.
async fn who(stage: &Stage, actor: &Actor, account: AccountId) -> String {
    let found = now(stage, actor, account).await.unwrap();
    found.first().and_then(|one| one.now.clone()).map_or_else(|| "-".to_owned(), |one| one.name)
}

async fn put_in(
    stage: &Stage,
    actor: &Actor,
    id: ScheduleId,
    who: ContactId,
    from: &str,
    until: &str,
) -> Result<()> {
    let new = NewOverride { contact: who, from: at(from), until: at(until), reason: "Holiday".to_owned() };
    on_call::put_in(&stage.house, &actor.may::<OnCallEdit>()?, id, new).await.map(|_| ())
}

/// The shifts that are seen, each by its name.
async fn shifts(
    stage: &Stage,
    actor: &Actor,
    id: ScheduleId,
    from: &str,
    until: &str,
) -> Vec<(String, Timestamp, Timestamp)> {
    let granted = actor.may::<OnCallView>().unwrap();
    let schedule = on_call::find(&mut stage.read().await, &granted, id, at(from)).await.unwrap();
    let name = |who: Option<ContactId>| who.map_or_else(|| "-".to_owned(), |who| schedule.somebody(who).name);
    let found = schedule.shifts(&granted, at(from), at(until)).unwrap();
    found.into_iter().map(|one| (name(one.who), one.from, one.until)).collect()
}

/// Somebody with the role Contact, who is Bob.
async fn bob_himself(stage: &Stage, all: &TwoOfEverything) -> Actor {
    let (org, north) = (all.one.org, &all.one.north);
    let new = NewMember {
        name: Name::parse("Bob North").unwrap(),
        email: Email::parse("bob@north.one.test").unwrap(),
        title: String::new(),
        roles: vec![stage.client_role(org, "Contact").await],
        contact: Some(north.bob),
    };
    let granted = stage.system(org).may::<UsersManage>().unwrap();
    let added = users::add(&stage.house, &granted, north.account, new).await.unwrap();
    users::vouch(&stage.house, &granted, added.id).await.unwrap();
    let who = Who { org, id: added.user, email: "bob@north.one.test".to_owned(), password: added.password };
    stage.actor(&who).await
}
