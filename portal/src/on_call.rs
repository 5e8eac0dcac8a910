//! The client’s on-call schedules (S0-11, S0-44): who is on call, the calendar, and changing both.

use axum::extract::Request;
use kernel::ScheduleId;
use web::on_call::{self, Place};
use web::{Answer, Fields, Id, Pairs, Visitor};

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    on_call::show(&visitor, &Place::portal(&visitor)?, &pairs).await
}

pub async fn ask_new(visitor: Visitor) -> Answer {
    on_call::ask_new(&visitor, &Place::portal(&visitor)?).await
}

pub async fn add(visitor: Visitor, typed: Fields) -> Answer {
    on_call::add(&visitor, &Place::portal(&visitor)?, &typed).await
}

pub async fn ask_edit(visitor: Visitor, Id(id): Id<ScheduleId>) -> Answer {
    on_call::ask_edit(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn edit(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::edit(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ScheduleId>) -> Answer {
    on_call::ask_delete(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn delete(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::delete(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn ask_override(visitor: Visitor, Id(id): Id<ScheduleId>, pairs: Pairs) -> Answer {
    on_call::ask_override(&visitor, &Place::portal(&visitor)?, id, &pairs).await
}

pub async fn put_in(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::put_in(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn take_back(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::take_back(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn ask_turn(visitor: Visitor, Id(id): Id<ScheduleId>, pairs: Pairs) -> Answer {
    on_call::ask_turn(&visitor, &Place::portal(&visitor)?, id, &pairs).await
}

pub async fn hand_over(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::hand_over(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn answer_turn(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::answer_turn(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn show_links(visitor: Visitor) -> Answer {
    on_call::show_links(&visitor, &Place::portal(&visitor)?).await
}

pub async fn make_link(visitor: Visitor, typed: Fields) -> Answer {
    on_call::make_link(&visitor, &Place::portal(&visitor)?, &typed).await
}

pub async fn revoke_link(visitor: Visitor, typed: Fields) -> Answer {
    on_call::revoke_link(&visitor, &Place::portal(&visitor)?, &typed).await
}

pub async fn ask_import(visitor: Visitor, Id(id): Id<ScheduleId>) -> Answer {
    on_call::ask_import(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn look_import(visitor: Visitor, Id(id): Id<ScheduleId>, request: Request) -> Answer {
    on_call::look_import(&visitor, &Place::portal(&visitor)?, id, request).await
}

pub async fn import(visitor: Visitor, Id(id): Id<ScheduleId>, typed: Fields) -> Answer {
    on_call::import(&visitor, &Place::portal(&visitor)?, id, &typed).await
}
