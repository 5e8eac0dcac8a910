//! A new contact of an account.

use axum::response::Response;
use domain::access::ContactsEdit;
use domain::people::contacts::{self, ContactDetails};
use kernel::{AccountId, ContactId, Error, Invalid, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::details::{BOTH, Texts, WrittenWay, details, first};
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::openapi::account_id;
use crate::single::created;

/// A contact who is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    #[schema(max_length = 120)]
    title: Option<String>,
    #[schema(format = "idn-email", max_length = 254)]
    email: Option<String>,
    /// Without a country code it is one of the organization's region.
    phone: Option<String>,
    /// In order of preference, instead of `email`.
    emails: Option<Vec<WrittenWay>>,
    /// In order of preference, instead of `phone`.
    phones: Option<Vec<WrittenWay>>,
    /// When the person is there.
    #[schema(max_length = 120)]
    hours: Option<String>,
    groups: Option<Vec<String>>,
    /// What whoever answers needs to know about the person.
    #[schema(max_length = 2000)]
    note: Option<String>,
}

/// The contact who was added.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedContact {
    #[schema(value_type = String)]
    id: ContactId,
}

pub async fn add(caller: Caller, Making { new, once }: Making<NewContact>) -> Answer {
    let granted = caller.may::<ContactsEdit>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(added(ContactId::from_uuid(made.uuid)));
    }
    let (account, details) = contact(new, caller.region())?;
    let id = match contacts::add(caller.house(), &granted, account, details).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        other => other?,
    };
    Ok(added(id))
}

fn added(id: ContactId) -> Response {
    created(&format!("/api/v1/contacts/{id}"), &AddedContact { id })
}

fn contact(new: NewContact, region: &str) -> Result<(AccountId, ContactDetails)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let mut texts = Texts {
        name: new.name,
        title: new.title.unwrap_or_default(),
        emails: new.emails.unwrap_or_default(),
        phones: new.phones.unwrap_or_default(),
        hours: new.hours.unwrap_or_default(),
        groups: new.groups.unwrap_or_default(),
        note: new.note.unwrap_or_default(),
    };
    for (field, one, all) in
        [("email", new.email, &mut texts.emails), ("phone", new.phone, &mut texts.phones)]
    {
        match one {
            Some(_) if !all.is_empty() => invalid.push(field, BOTH),
            Some(one) => first(&one, all),
            None => {}
        }
    }
    let details = details(&texts, region, invalid)?;
    account.map(|account| (account, details)).ok_or(Error::NotFound)
}
