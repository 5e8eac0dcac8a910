//! The on-call schedules of one account.

use axum::extract::Request;
use domain::Read;
use domain::access::{AccountsView, OnCallView};
use domain::{accounts, on_call as schedules};
use kernel::{AccountId, Result, ScheduleId};
use web::on_call::{self, Place};
use web::ui::OnCallCard;
use web::{Answer, Fields, Id, Pairs, Visitor};

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>, pairs: Pairs) -> Answer {
    on_call::show(&visitor, &of(&visitor, id).await?, &pairs).await
}

/// The same page, found by the schedule that it begins with.
pub async fn show_one(visitor: Visitor, Id(id): Id<ScheduleId>, pairs: Pairs) -> Answer {
    let pairs = pairs.with("schedule", Some(&id.to_string()));
    on_call::show(&visitor, &around(&visitor, id).await?, &pairs).await
}

pub async fn ask_new(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    on_call::ask_new(&visitor, &of(&visitor, id).await?).await
}

pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    on_call::add(&visitor, &of(&visitor, id).await?, &typed).await
}

pub async fn ask_edit(visitor: Visitor, Id(id): Id<ScheduleId>) -> Answer {
    on_call::ask_edit(&visitor, &around(&visitor, id).await?, id).await
}

pub async fn edit(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::edit(&visitor, &around(&visitor, id).await?, id, &typed).await
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ScheduleId>) -> Answer {
    on_call::ask_delete(&visitor, &around(&visitor, id).await?, id).await
}

pub async fn delete(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::delete(&visitor, &around(&visitor, id).await?, id, &typed).await
}

pub async fn ask_override(visitor: Visitor, Id(id): Id<ScheduleId>, pairs: Pairs) -> Answer {
    on_call::ask_override(&visitor, &around(&visitor, id).await?, id, &pairs).await
}

pub async fn put_in(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::put_in(&visitor, &around(&visitor, id).await?, id, &typed).await
}

pub async fn take_back(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::take_back(&visitor, &around(&visitor, id).await?, id, &typed).await
}

pub async fn ask_turn(visitor: Visitor, Id(id): Id<ScheduleId>, pairs: Pairs) -> Answer {
    on_call::ask_turn(&visitor, &around(&visitor, id).await?, id, &pairs).await
}

pub async fn hand_over(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::hand_over(&visitor, &around(&visitor, id).await?, id, &typed).await
}

pub async fn answer_turn(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::answer_turn(&visitor, &around(&visitor, id).await?, id, &typed).await
}

pub async fn show_links(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    on_call::show_links(&visitor, &of(&visitor, id).await?).await
}

pub async fn make_link(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    on_call::make_link(&visitor, &of(&visitor, id).await?, &typed).await
}

pub async fn revoke_link(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    on_call::revoke_link(&visitor, &of(&visitor, id).await?, &typed).await
}

pub async fn ask_import(visitor: Visitor, Id(id): Id<ScheduleId>) -> Answer {
    on_call::ask_import(&visitor, &around(&visitor, id).await?, id).await
}

pub async fn look_import(visitor: Visitor, Id(id): Id<ScheduleId>, request: Request) -> Answer {
    on_call::look_import(&visitor, &around(&visitor, id).await?, id, request).await
}

pub async fn import(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::import(&visitor, &around(&visitor, id).await?, id, &typed).await
}

/// Who is on call now, for the page of the account; `None` if it is not the visitor’s to see.
pub async fn of_account(
    visitor: &Visitor,
    read: &mut Read,
    id: AccountId,
    name: &str,
) -> Result<Option<Vec<OnCallCard>>> {
    if !visitor.can::<OnCallView>() {
        return Ok(None);
    }
    on_call::cards(visitor, read, &Place::console(id, name)).await.map(Some)
}

async fn of(visitor: &Visitor, id: AccountId) -> Result<Place> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    Ok(Place::console(id, &account.name))
}

async fn around(visitor: &Visitor, id: ScheduleId) -> Result<Place> {
    let granted = visitor.may::<OnCallView>()?;
    let schedule = schedules::find(&mut visitor.read().await?, &granted, id, visitor.who.now).await?;
    Ok(Place::console(schedule.account, &schedule.account_name))
}
