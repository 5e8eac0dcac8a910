//! One's own history: what was changed about oneself, by oneself and by others (S4-41).

use axum::Json;
use axum::response::IntoResponse;
use domain::history::{self, Action, Entry};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};

/// Lines in one answer.
const SHOWN: usize = 100;

/// The latest hundred lines, newest first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnHistory {
    data: Vec<OwnHistoryEntry>,
}

/// Something that was done about oneself.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnHistoryEntry {
    #[schema(format = "date-time")]
    at: String,
    /// Who did it.
    actor: String,
    /// In whose place, if it was somebody else's.
    subject: String,
    /// `profile.edited`, for example; `null` if this version does not know it any more.
    #[schema(required)]
    action: Option<&'static str>,
    changes: Vec<OwnChange>,
}

/// A field before and after, in words; a secret is never shown.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnChange {
    field: String,
    before: String,
    after: String,
}

impl From<Entry> for OwnHistoryEntry {
    fn from(entry: Entry) -> Self {
        let change = |change: history::FieldChange| OwnChange {
            field: change.field,
            before: change.before,
            after: change.after,
        };
        Self {
            at: entry.at.to_string(),
            subject: if entry.subject == entry.actor { String::new() } else { entry.subject },
            actor: entry.actor,
            action: entry.action.map(Action::name),
            changes: entry.changes.into_iter().map(change).collect(),
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let who = caller.person()?;
    let entries = history::of_oneself(&mut caller.read().await?, who, SHOWN).await?;
    Ok(Json(OwnHistory { data: entries.into_iter().map(OwnHistoryEntry::from).collect() }).into_response())
}
