//! Who is on call in an account at this moment: as JSON, and as numbers for a telephone system.

use axum::Json;
use axum::http::header;
use axum::response::IntoResponse;
use domain::access::OnCallView;
use domain::on_call::{self, OnCall};
use kernel::{AccountId, Error, Result, ScheduleId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Pairs;

use super::said::PersonOnCall;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;

/// Who is on call now.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnCallNow {
    /// One for each schedule of the account, by name.
    schedules: Vec<OnCallBySchedule>,
}

/// Who is on call now by one schedule.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnCallBySchedule {
    #[schema(value_type = String)]
    id: ScheduleId,
    name: String,
    time_zone: String,
    /// Null: nobody.
    #[schema(required)]
    now: Option<PersonOnCall>,
    /// Null: for a month at least.
    #[schema(required, format = DateTime)]
    until: Option<String>,
    /// Null: nobody else within a month.
    #[schema(required)]
    next: Option<NextOnCall>,
    /// Whom to ask, one after the other, until somebody answers; whoever is on call now is the first.
    order: Vec<PersonOnCall>,
}

/// Who comes next, and when.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextOnCall {
    #[schema(format = DateTime)]
    from: String,
    /// Null: nobody.
    #[schema(required)]
    contact: Option<PersonOnCall>,
}

pub async fn now(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let schedules = found(&caller, id).await?.into_iter().map(said).collect();
    Ok(Json(OnCallNow { schedules }).into_response())
}

/// The numbers to ring, one a line, the first one first. Nobody, or nobody with a number: no line.
pub async fn numbers(caller: Caller, Id(id): Id<AccountId>, Question(pairs): Question) -> Answer {
    let wanted = wanted(&pairs)?;
    let mut all = found(&caller, id).await?;
    if let Some(wanted) = wanted {
        all.retain(|one| one.schedule == wanted);
        if all.is_empty() {
            return Err(Error::NotFound.into());
        }
    }
    let mut text = String::new();
    for somebody in all.into_iter().flat_map(|one| one.order).filter(|one| !one.phone.is_empty()) {
        text.push_str(&somebody.phone);
        text.push('\n');
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

async fn found(caller: &Caller, id: AccountId) -> Result<Vec<OnCall>> {
    let granted = caller.may::<OnCallView>()?;
    on_call::now(&mut caller.read().await?, &granted, id, caller.house().now()).await
}

fn wanted(pairs: &Pairs) -> Result<Option<ScheduleId>> {
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "schedule") {
        return Err(Error::invalid(name, "There is no such parameter here."));
    }
    let read = |text: &str| {
        text.parse().map_err(|error: kernel::IdError| Error::invalid("schedule", error.to_string()))
    };
    pairs.get("schedule").map(read).transpose()
}

fn said(one: OnCall) -> OnCallBySchedule {
    OnCallBySchedule {
        id: one.schedule,
        name: one.name,
        time_zone: one.time_zone.to_string(),
        now: one.now.map(PersonOnCall::from),
        until: one.until.map(|at| at.to_string()),
        next: one
            .next
            .map(|(at, who)| NextOnCall { from: at.to_string(), contact: who.map(PersonOnCall::from) }),
        order: one.order.into_iter().map(PersonOnCall::from).collect(),
    }
}
