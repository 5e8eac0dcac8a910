//! Changing what an account is called and how it is reached.

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, ACCOUNTS, AccountDetails};
use kernel::{AccountId, Error, Invalid, Result};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::details::{Texts, details};
use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::{record, text};

/// What is left out stays as it is; `null` empties a field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = String, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: Patch,
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    phone: Patch,
    #[schema(value_type = String)]
    #[serde(default)]
    time_zone: Patch,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<AccountId>,
    conditions: Conditions,
    Body(changes): Body<AccountChanges>,
) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    let before = record::<AccountsView>(&caller, &ACCOUNTS, id.any()).await?;
    conditions.must_hold(&before)?;
    accounts::edit(caller.house(), &granted, id, changed(changes, &before, caller.region())?).await?;
    let after = record::<AccountsView>(&caller, &ACCOUNTS, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}

fn changed(changes: AccountChanges, before: &Value, region: &str) -> Result<AccountDetails> {
    let mut invalid = Invalid::default();
    let texts = Texts {
        name: changes.name.on(text(before, "name")),
        email: changes.email.on(text(before, "email")),
        phone: changes.phone.on(text(before, "phone")),
        time_zone: changes.time_zone.on(text(before, "time_zone")),
    };
    details(&texts, region, &mut invalid).filter(|_| invalid.is_empty()).ok_or(Error::Invalid(invalid))
}
