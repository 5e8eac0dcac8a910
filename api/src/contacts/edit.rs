//! Changing who a contact is and how he or she is reached.

use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::{self, CONTACTS, ContactDetails};
use kernel::{ContactId, Error, Invalid, Result};
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
pub struct ContactChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = Option<String>, max_length = 120)]
    #[serde(default)]
    title: Patch,
    #[schema(value_type = Option<String>, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: Patch,
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    phone: Patch,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<ContactId>,
    conditions: Conditions,
    Body(changes): Body<ContactChanges>,
) -> Answer {
    let granted = caller.may::<ContactsEdit>()?;
    let before = record::<ContactsView>(&caller, &CONTACTS, id.any()).await?;
    conditions.must_hold(&before)?;
    contacts::edit(caller.house(), &granted, id, changed(changes, &before, caller.region())?).await?;
    let after = record::<ContactsView>(&caller, &CONTACTS, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}

fn changed(changes: ContactChanges, before: &Value, region: &str) -> Result<ContactDetails> {
    let mut invalid = Invalid::default();
    let texts = Texts {
        name: changes.name.on(text(before, "name")),
        title: changes.title.on(text(before, "title")),
        email: changes.email.on(text(before, "email")),
        phone: changes.phone.on(text(before, "phone")),
    };
    details(&texts, region, &mut invalid).filter(|_| invalid.is_empty()).ok_or(Error::Invalid(invalid))
}
