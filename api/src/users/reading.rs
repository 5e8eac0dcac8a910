//! How a portal user reads dates and times, set by whoever runs the users; the person can choose otherwise at any time.

use domain::access::{UsersManage, UsersView};
use domain::people::profile::{self, Preferences};
use kernel::{DateFormat, Error, Invalid, MemberId, Result, TimeFormat};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::reading::changed;

/// What was chosen; `null` reads as the account has the zone, and as the organization has the formats.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    #[schema(required)]
    time_zone: Option<String>,
    #[schema(required)]
    date_format: Option<&'static str>,
    #[schema(required)]
    time_format: Option<&'static str>,
}

/// What is left out stays as it is; `null` takes a choice back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingChanges {
    #[schema(value_type = Option<String>, example = "Europe/Berlin")]
    #[serde(default)]
    time_zone: Patch,
    #[schema(value_type = Option<String>, example = "DD/MM/YYYY")]
    #[serde(default)]
    date_format: Patch,
    #[schema(value_type = Option<String>, example = "24h")]
    #[serde(default)]
    time_format: Patch,
}

pub async fn show(caller: Caller, Id(id): Id<MemberId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&of(&caller, id).await?)?))
}

pub async fn set(
    caller: Caller,
    Id(id): Id<MemberId>,
    conditions: Conditions,
    Body(changes): Body<ReadingChanges>,
) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let before = of(&caller, id).await?;
    conditions.must_hold(&json(&before)?)?;
    let mut invalid = Invalid::default();
    let chosen = [changes.time_zone, changes.date_format, changes.time_format];
    let chosen = changed(&mut invalid, &before, chosen);
    invalid.into_result()?;
    profile::prefer(caller.house(), &granted, id, &chosen).await?;
    Ok(Conditions::default().answer(&json(&chosen)?))
}

async fn of(caller: &Caller, id: MemberId) -> Result<Preferences> {
    let granted = caller.may::<UsersView>()?;
    profile::of_member(&mut caller.read().await?, &granted, id).await
}

fn json(chosen: &Preferences) -> Result<Value> {
    let reading = Reading {
        time_zone: chosen.time_zone.as_ref().map(ToString::to_string),
        date_format: chosen.date.map(DateFormat::name),
        time_format: chosen.time.map(TimeFormat::name),
    };
    serde_json::to_value(reading).map_err(Error::bug)
}
