//! The telephone numbers of an account: by them a call finds its account.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, numbers};
use kernel::{AccountId, Error, Invalid, Phone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::{created, done};

/// The numbers of an account, in E.164.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    data: Vec<String>,
}

/// A number that is to belong to the account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNumber {
    /// Without a country code it is one of the organization's region.
    #[schema(required, max_length = 40, example = "+15125550143")]
    #[serde(default)]
    number: String,
}

/// The number as it is kept.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedNumber {
    number: String,
}

pub async fn list(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let mut read = caller.read().await?;
    accounts::find(&mut read, &granted, id).await?;
    let data = numbers::list(&mut read, &granted, id).await?;
    Ok(Json(Numbers { data }).into_response())
}

pub async fn add(caller: Caller, Id(id): Id<AccountId>, Body(new): Body<NewNumber>) -> Answer {
    let mut invalid = Invalid::default();
    let number = invalid.check("number", Phone::parse(&new.number, caller.region()));
    let number = number.ok_or(Error::Invalid(invalid))?;
    numbers::add(caller.house(), &caller.may::<AccountsEdit>()?, id, &number).await?;
    let at = format!("/api/v1/accounts/{id}/numbers/{number}");
    Ok(created(&at, &AddedNumber { number: number.to_string() }))
}

pub async fn remove(caller: Caller, at: Result<Path<(String, String)>, PathRejection>) -> Answer {
    let Path((id, number)) = at.map_err(|_| Error::NotFound)?;
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let number = Phone::parse(&number, caller.region()).map_err(|_| Error::NotFound)?;
    numbers::remove(caller.house(), &caller.may::<AccountsEdit>()?, id, &number).await?;
    Ok(done())
}
