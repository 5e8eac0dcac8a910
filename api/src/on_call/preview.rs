//! What a schedule would do before it is kept: its gaps, and what would have become of the calls of the last months.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{CallsView, OnCallEdit};
use domain::on_call::{self, Days, DryRun, Preview};
use kernel::{ContactId, Error, Result, ScheduleId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Pairs;

use super::save::{NewSchedule, schedule};
use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::page::Question;

/// What the schedule would do.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchedulePreview {
    /// Of a hundred hours of the next 90 days, how many have somebody.
    covered: i64,
    /// When nobody would be on call in the next 90 days.
    gaps: Vec<Gap>,
    /// The calls of the last 90 days; null for who does not see all calls of the account.
    #[schema(required)]
    calls: Option<CallsOfPreview>,
}

/// When nobody would be on call.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
}

/// What would have become of the calls, as if the schedule had held then.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallsOfPreview {
    count: usize,
    /// How many would have reached nobody.
    nobody: usize,
    reached: Vec<CallsReached>,
    /// When calls would have reached nobody, the worst first.
    missed: Vec<MissedHour>,
}

/// How many calls somebody would have had.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallsReached {
    #[schema(value_type = String)]
    contact: ContactId,
    count: usize,
}

/// An hour of the week, on the clock of the schedule.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MissedHour {
    /// `mon` … `sun`
    day: &'static str,
    /// From 0 to 23.
    hour: i8,
    count: usize,
}

pub async fn preview(caller: Caller, Question(pairs): Question, Body(new): Body<NewSchedule>) -> Answer {
    let granted = caller.may::<OnCallEdit>()?;
    let changes = changes(&pairs)?;
    let (account, draft) = schedule(new)?;
    let now = caller.house().now();
    let calls = caller.may::<CallsView>().ok();
    let mut read = caller.read().await?;
    let looked = on_call::preview(&mut read, &granted, account, changes, draft, now, calls.as_ref()).await;
    let looked = match looked {
        Err(Error::NotFound) if changes.is_none() => {
            return Err(Error::invalid("account", "There is no such account.").into());
        }
        other => other?,
    };
    Ok(Json(SchedulePreview::from(looked)).into_response())
}

fn changes(pairs: &Pairs) -> Result<Option<ScheduleId>> {
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "changes") {
        return Err(Error::invalid(name, "There is no such parameter here."));
    }
    let read = |text: &str| {
        text.parse().map_err(|error: kernel::IdError| Error::invalid("changes", error.to_string()))
    };
    pairs.get("changes").map(read).transpose()
}

impl From<Preview> for SchedulePreview {
    fn from(looked: Preview) -> Self {
        let gap = |(from, until): &(kernel::Timestamp, kernel::Timestamp)| Gap {
            from: from.to_string(),
            until: until.to_string(),
        };
        Self {
            covered: looked.covered,
            gaps: looked.gaps.iter().map(gap).collect(),
            calls: looked.calls.map(CallsOfPreview::from),
        }
    }
}

impl From<DryRun> for CallsOfPreview {
    fn from(run: DryRun) -> Self {
        let reached = |(who, count): (Option<ContactId>, usize)| Some(CallsReached { contact: who?, count });
        Self {
            count: run.calls,
            nobody: run.nobody(),
            missed: run
                .missed
                .iter()
                .map(|(day, hour, count)| MissedHour { day: Days::words(*day).0, hour: *hour, count: *count })
                .collect(),
            reached: run.reached.into_iter().filter_map(reached).collect(),
        }
    }
}
