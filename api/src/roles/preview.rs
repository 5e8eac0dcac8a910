//! What a change of a role would mean for the people who hold it, before anything is saved.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::RolesManage;
use domain::access::roles::{self, Line, Preview, Records};
use kernel::{Error, RoleId};
use serde::Serialize;
use utoipa::ToSchema;

use super::edit::{RoleChanges, changed};
use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::counted::Counted;
use crate::id::Id;
use crate::page::Question;

/// Who gains and who loses what, in people and in records.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolePreview {
    /// Who holds the role.
    people: Counted,
    /// Each permission that goes further, or less far, than now.
    changes: Vec<RoleEffect>,
}

/// One permission that changes.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleEffect {
    permission: &'static str,
    /// How far it goes now; `null` if not at all.
    #[schema(required)]
    before: Option<&'static str>,
    #[schema(required)]
    after: Option<&'static str>,
    /// For whom it really changes: another role of the same person may give it already.
    people: Counted,
    /// The records that come within their reach or leave it, added up over them; `null` if it is about none.
    #[schema(required)]
    records: Option<AffectedRecords>,
}

/// Records that come within reach or leave it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AffectedRecords {
    /// `calls`, `messages`…
    of: &'static str,
    count: usize,
    /// There may be more than were counted.
    at_least: bool,
}

impl From<Preview> for RolePreview {
    fn from(effect: Preview) -> Self {
        Self {
            people: effect.people.into(),
            changes: effect.lines.into_iter().map(RoleEffect::from).collect(),
        }
    }
}

impl From<Line> for RoleEffect {
    fn from(line: Line) -> Self {
        let records = |records: Records| AffectedRecords {
            of: records.collection.name,
            count: records.count,
            at_least: records.at_least,
        };
        Self {
            permission: line.key.name(),
            before: line.before.map(domain::access::Reach::name),
            after: line.after.map(domain::access::Reach::name),
            people: line.people.into(),
            records: line.records.map(records),
        }
    }
}

/// Refused for the same reasons as the change itself.
pub async fn of_change(caller: Caller, Id(id): Id<RoleId>, Body(changes): Body<RoleChanges>) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    let mut read = caller.read().await?;
    let before = roles::find(&mut read, &granted, id).await?;
    let effect = roles::preview(&mut read, &granted, id, &changed(changes, before)?).await?;
    Ok(Json(RolePreview::from(effect)).into_response())
}

/// If the role is deleted and another one takes its place.
pub async fn of_replacement(caller: Caller, Id(id): Id<RoleId>, Question(asked): Question) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    if let Some((name, _)) = asked.iter().find(|(name, _)| *name != "replacement") {
        return Err(Error::invalid(name, "There is no such parameter. Use replacement.").into());
    }
    let mut read = caller.read().await?;
    roles::find(&mut read, &granted, id).await?;
    let other: Option<RoleId> = asked.get("replacement").and_then(|text| text.parse().ok());
    let other = other.ok_or_else(|| Error::invalid("replacement", "Send the id of a role."))?;
    let effect = roles::preview_replacement(&mut read, &granted, id, other).await?;
    Ok(Json(RolePreview::from(effect)).into_response())
}
