//! Changing who a contact is and how he or she is reached.

use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::{self, CONTACTS, ContactDetails};
use kernel::{ContactId, Invalid, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use super::details::{BOTH, PatchList, Texts, WrittenWay, details, first};
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
    /// In order of preference, instead of `email`.
    #[schema(value_type = Option<Vec<WrittenWay>>)]
    #[serde(default)]
    emails: PatchList<WrittenWay>,
    /// In order of preference, instead of `phone`.
    #[schema(value_type = Option<Vec<WrittenWay>>)]
    #[serde(default)]
    phones: PatchList<WrittenWay>,
    /// When the person is there.
    #[schema(value_type = Option<String>, max_length = 120)]
    #[serde(default)]
    hours: Patch,
    #[schema(value_type = Option<Vec<String>>)]
    #[serde(default)]
    groups: PatchList<String>,
    /// What whoever answers needs to know about the person.
    #[schema(value_type = Option<String>, max_length = 2000)]
    #[serde(default)]
    note: Patch,
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
    for (field, one, all) in [
        ("email", &changes.email, changes.emails.is_written()),
        ("phone", &changes.phone, changes.phones.is_written()),
    ] {
        if all && *one != Patch::Keep {
            invalid.push(field, BOTH);
        }
    }
    let mut texts = Texts {
        name: changes.name.on(text(before, "name")),
        title: changes.title.on(text(before, "title")),
        emails: changes.emails.on(list(before, "emails")),
        phones: changes.phones.on(list(before, "phones")),
        hours: changes.hours.on(text(before, "hours")),
        groups: changes.groups.on(list(before, "groups")),
        note: changes.note.on(text(before, "note")),
    };
    for (one, all) in [(changes.email, &mut texts.emails), (changes.phone, &mut texts.phones)] {
        if one != Patch::Keep {
            first(&one.on(String::new()), all);
        }
    }
    details(&texts, region, invalid)
}

/// A list of a record that is about to be changed.
fn list<T: DeserializeOwned>(record: &Value, field: &str) -> Vec<T> {
    record.get(field).and_then(|list| serde_json::from_value(list.clone()).ok()).unwrap_or_default()
}
