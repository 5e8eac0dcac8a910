//! Changing one's own name, title, time zone and formats; each change is in one's history.

use domain::people::profile::{self, Profile};
use kernel::{Error, Invalid, Name};
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::json;
use crate::body::{Body, Patch, line};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::reading::changed;

/// What is left out stays as it is; `null` empties a title, and takes a choice back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = Option<String>, max_length = 120)]
    #[serde(default)]
    title: Patch,
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

pub async fn edit(caller: Caller, conditions: Conditions, Body(changes): Body<ProfileChanges>) -> Answer {
    conditions.must_hold(&json(&caller).await?)?;
    let who = caller.person()?;
    let own = profile::own(&mut caller.read().await?, who).await?;
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&changes.name.on(own.name.to_string())));
    let title = line(&mut invalid, "title", &changes.title.on(own.title), Name::MAX);
    let chosen = [changes.time_zone, changes.date_format, changes.time_format];
    let preferences = changed(&mut invalid, &own.preferences, chosen);
    let name = match name {
        Some(name) if invalid.is_empty() => name,
        _ => return Err(Error::Invalid(invalid).into()),
    };
    profile::edit(caller.house(), who, Profile { name, title, preferences }).await?;
    Ok(Conditions::default().answer(&json(&caller).await?))
}
