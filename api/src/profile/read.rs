//! One's own profile.

use domain::people::profile;
use domain::sign_in::factors;
use kernel::{DateFormat, Error, Result, TimeFormat, UserId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;

/// Who one is, and what one has chosen.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    #[schema(value_type = String)]
    id: UserId,
    name: String,
    /// Changed by whoever runs the users, not by oneself.
    email: String,
    title: String,
    /// The time zone that was chosen; `null` reads as the account or the organization has it.
    #[schema(required)]
    time_zone: Option<String>,
    /// `DD/MM/YYYY`, for example; `null` reads as the organization has it.
    #[schema(required)]
    date_format: Option<&'static str>,
    /// `24h` or `12h`; `null` reads as the organization has it.
    #[schema(required)]
    time_format: Option<&'static str>,
    /// The path of one's photo.
    #[schema(required)]
    photo: Option<String>,
    /// Since when a second factor is asked for; `null` if it is not.
    #[schema(required, format = "date-time")]
    second_factor_since: Option<String>,
    /// Recovery codes that were not used yet.
    recovery_codes_left: i64,
}

pub async fn show(caller: Caller, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller).await?))
}

/// The profile as the API says it, as it is now.
pub(super) async fn json(caller: &Caller) -> Result<Value> {
    let who = caller.person()?;
    let mut read = caller.read().await?;
    let own = profile::own(&mut read, who).await?;
    let factor = factors::own(&mut read, who).await?;
    let profile = Profile {
        id: who.user,
        name: own.name.to_string(),
        email: who.email.clone(),
        title: own.title,
        time_zone: own.preferences.time_zone.map(|zone| zone.to_string()),
        date_format: own.preferences.date.map(DateFormat::name),
        time_format: own.preferences.time.map(TimeFormat::name),
        photo: who.photo.map(|id| format!("/photos/{id}")),
        second_factor_since: factor.since.map(|at| at.to_string()),
        recovery_codes_left: factor.codes_left,
    };
    serde_json::to_value(profile).map_err(Error::bug)
}
