//! The schedules within reach, one of them, and its shifts.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::OnCallView;
use domain::on_call::{self, Source, collection};
use kernel::{Invalid, ScheduleId, Span, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use web::Pairs;

use super::said::{PersonOnCall, json};
use crate::caller::{Answer, Caller};
use crate::choices::moment;
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};

/// Who is on call from when to when.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shifts {
    /// In the order of time, each beginning where the one before ends. There are none from before the schedule was
    /// made.
    shifts: Vec<ShiftSaid>,
}

/// One person on call, or nobody.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShiftSaid {
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
    /// Null: nobody.
    #[schema(required)]
    contact: Option<PersonOnCall>,
    /// `layer`, `override`, `fallback` or `nobody`.
    source: &'static str,
}

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    let reach = caller.may::<OnCallView>()?.reach();
    page::list::<OnCallView>(&caller, collection(reach), &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<ScheduleId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller, id).await?))
}

/// From now on for a week, unless the address says otherwise.
pub async fn shifts(caller: Caller, Id(id): Id<ScheduleId>, Question(pairs): Question) -> Answer {
    let granted = caller.may::<OnCallView>()?;
    let (from, until) = between(&pairs, caller.house().now())?;
    let schedule = on_call::find(&mut caller.read().await?, &granted, id, from).await?;
    let found = schedule.shifts(&granted, from, until)?;
    let shifts = found.into_iter().map(|one| ShiftSaid {
        from: one.from.to_string(),
        until: one.until.to_string(),
        contact: one.who.map(|who| schedule.somebody(who).into()),
        source: match one.source {
            Source::Layer(_) => "layer",
            Source::Override(_) => "override",
            Source::Fallback => "fallback",
            Source::Nobody => "nobody",
        },
    });
    Ok(Json(Shifts { shifts: shifts.collect() }).into_response())
}

fn between(pairs: &Pairs, now: Timestamp) -> kernel::Result<(Timestamp, Timestamp)> {
    let mut invalid = Invalid::default();
    for (name, _) in pairs.iter().filter(|(name, _)| !matches!(*name, "from" | "until")) {
        invalid.push(name, "There is no such parameter here.");
    }
    let from = pairs.get("from").map_or(Some(now), |text| moment(&mut invalid, "from", text));
    let week = from.unwrap_or(now) + Span::days(7);
    let until = pairs.get("until").map_or(Some(week), |text| moment(&mut invalid, "until", text));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        invalid.push("until", "Send an end that is after the beginning.");
    }
    invalid.into_result()?;
    Ok((from.unwrap_or(now), until.unwrap_or(week)))
}
