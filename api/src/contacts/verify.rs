//! Which addresses and numbers of a contact were shown to reach the person, and the code by which that is shown.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::verify::{self, Verified};
use kernel::ContactId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// What of a contact was verified.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifiedWays {
    data: Vec<VerifiedWay>,
}

/// An address or a number that was shown to reach the person. One that changes is none any more.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifiedWay {
    /// An address in small letters, or a number in E.164.
    to: String,
    #[schema(format = DateTime)]
    verified_at: String,
    /// Who entered the code, or vouched for it.
    verified_by: String,
    /// An operator vouched for it; no code was sent.
    vouched: bool,
}

/// An address or a number of the contact.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayToVerify {
    /// As it is written there; a number in E.164.
    #[schema(min_length = 1, max_length = 254)]
    to: String,
}

/// The code that the person reads out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactCode {
    /// As it is written there; a number in E.164.
    #[schema(min_length = 1, max_length = 254)]
    to: String,
    /// Six digits.
    code: String,
}

pub async fn verified(caller: Caller, Id(id): Id<ContactId>) -> Answer {
    let granted = caller.may::<ContactsView>()?;
    let found = verify::of_contact(&mut caller.read().await?, &granted, id).await?;
    Ok(Json(VerifiedWays { data: found.into_iter().map(VerifiedWay::from).collect() }).into_response())
}

pub async fn send_code(caller: Caller, Id(id): Id<ContactId>, Body(asked): Body<WayToVerify>) -> Answer {
    verify::ask(caller.house(), &caller.may::<ContactsEdit>()?, id, &asked.to).await?;
    Ok(done())
}

pub async fn confirm_code(caller: Caller, Id(id): Id<ContactId>, Body(entered): Body<ContactCode>) -> Answer {
    let granted = caller.may::<ContactsEdit>()?;
    verify::confirm(caller.house(), &granted, id, (&entered.to, &entered.code)).await?;
    Ok(done())
}

pub async fn vouch(caller: Caller, Id(id): Id<ContactId>, Body(asked): Body<WayToVerify>) -> Answer {
    verify::vouch(caller.house(), &caller.may::<ContactsEdit>()?, id, &asked.to).await?;
    Ok(done())
}

impl From<Verified> for VerifiedWay {
    fn from(one: Verified) -> Self {
        Self { to: one.value, verified_at: one.at.to_string(), verified_by: one.by, vouched: one.vouched }
    }
}
