//! A new schedule, another one in its place, and none.

use axum::response::Response;
use domain::access::{OnCallEdit, OnCallView};
use domain::on_call::{self, Draft};
use kernel::{AccountId, Error, Invalid, Result, ScheduleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::said::{LayerWritten, json};
use crate::body::{Body, Patch, id};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::making::{Making, made_before};
use crate::openapi::account_id;
use crate::single::{created, done};

/// A schedule that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSchedule {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    /// `America/Chicago`
    #[schema(required)]
    #[serde(default)]
    time_zone: String,
    #[schema(max_items = 10)]
    #[serde(default)]
    layers: Vec<LayerWritten>,
    /// The id of the contact who is on call when nobody else is.
    fallback: Option<String>,
}

/// The schedule that was made.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeSchedule {
    #[schema(value_type = String)]
    id: ScheduleId,
}

/// What is left out stays as it is. It holds from now on; what was is not changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = String)]
    #[serde(default)]
    time_zone: Patch,
    /// All of them: those that are not here are taken away.
    #[schema(max_items = 10)]
    layers: Option<Vec<LayerWritten>>,
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    fallback: Patch,
}

pub async fn add(caller: Caller, Making { new, once }: Making<NewSchedule>) -> Answer {
    let granted = caller.may::<OnCallEdit>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(made_at(ScheduleId::from_uuid(made.uuid)));
    }
    let (account, draft) = schedule(new)?;
    let id = match on_call::add(caller.house(), &granted, account, draft).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        other => other?,
    };
    Ok(made_at(id))
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<ScheduleId>,
    conditions: Conditions,
    Body(changes): Body<ScheduleChanges>,
) -> Answer {
    let granted = caller.may::<OnCallEdit>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    let now = caller.house().now();
    let before = on_call::find(&mut caller.read().await?, &caller.may::<OnCallView>()?, id, now).await?.draft;
    on_call::edit(caller.house(), &granted, id, changed(changes, before)?, None).await?;
    Ok(Conditions::default().answer(&json(&caller, id).await?))
}

pub async fn delete(caller: Caller, Id(id): Id<ScheduleId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<OnCallEdit>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    on_call::delete(caller.house(), &granted, id).await?;
    Ok(done())
}

fn made_at(id: ScheduleId) -> Response {
    created(&format!("/api/v1/schedules/{id}"), &MadeSchedule { id })
}

pub(super) fn schedule(new: NewSchedule) -> Result<(AccountId, Draft)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let draft = Draft {
        name: new.name,
        time_zone: new.time_zone,
        layers: layers(new.layers, &mut invalid),
        fallback: id(&mut invalid, "fallback", &new.fallback.unwrap_or_default()),
    };
    account.map(|account| (account, draft)).filter(|_| invalid.is_empty()).ok_or(Error::Invalid(invalid))
}

fn changed(changes: ScheduleChanges, before: Draft) -> Result<Draft> {
    let mut invalid = Invalid::default();
    let fallback = before.fallback.map(|who| who.to_string()).unwrap_or_default();
    let draft = Draft {
        name: changes.name.on(before.name),
        time_zone: changes.time_zone.on(before.time_zone),
        layers: changes.layers.map_or(before.layers, |written| layers(written, &mut invalid)),
        fallback: id(&mut invalid, "fallback", &changes.fallback.on(fallback)),
    };
    invalid.into_result()?;
    Ok(draft)
}

fn layers(written: Vec<LayerWritten>, invalid: &mut Invalid) -> Vec<domain::on_call::LayerDraft> {
    written.into_iter().enumerate().map(|(number, layer)| layer.draft(number, invalid)).collect()
}
