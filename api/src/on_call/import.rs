//! Shifts of a calendar file become overrides.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::OnCallEdit;
use domain::on_call::{self, Imported};
use kernel::{ContactId, ScheduleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;

/// A calendar file (RFC 5545).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarFile {
    /// The text of the file, at most 100 kB of it.
    #[schema(required)]
    #[serde(default)]
    calendar: String,
    /// Only say what would be done.
    #[serde(default)]
    dry_run: bool,
}

/// What became of the events, or what would.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportedEvents {
    /// In the order of the file.
    events: Vec<ImportedEvent>,
}

/// An event of the file.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportedEvent {
    summary: String,
    /// Null: it cannot be read.
    #[schema(required, format = DateTime)]
    from: Option<String>,
    #[schema(required, format = DateTime)]
    until: Option<String>,
    /// Null: nobody, or more than one, could be meant.
    #[schema(required, value_type = Option<String>)]
    contact: Option<ContactId>,
    /// Why it is left out; null if it is not.
    #[schema(required)]
    refused: Option<String>,
}

pub async fn import(caller: Caller, Id(id): Id<ScheduleId>, Body(file): Body<CalendarFile>) -> Answer {
    let granted = caller.may::<OnCallEdit>()?;
    let found = if file.dry_run {
        let now = caller.house().now();
        on_call::look(&mut caller.read().await?, &granted, id, &file.calendar, now).await?
    } else {
        on_call::import(caller.house(), &granted, id, &file.calendar).await?
    };
    let events = found.into_iter().map(ImportedEvent::from).collect();
    Ok(Json(ImportedEvents { events }).into_response())
}

impl From<Imported> for ImportedEvent {
    fn from(one: Imported) -> Self {
        let (from, until) = one.times.unzip();
        Self {
            summary: one.summary,
            from: from.map(|at| at.to_string()),
            until: until.map(|at| at.to_string()),
            contact: one.contact.map(|(id, _)| id),
            refused: one.refused,
        }
    }
}
