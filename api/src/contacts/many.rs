//! What is done with the contacts of an account: brought in from a file, and doubles made one.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::import::{self, Judged, Outcome};
use domain::people::contacts::{self, CONTACTS, Double, vcard};
use domain::records;
use kernel::{AccountId, ContactId, Error};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::openapi::some_contact_id;
use crate::single::done;

/// A file of an address book: vCard 3.0 or 4.0, or a list with headings.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactsFile {
    /// The text of the file, at most 1 MB and 2,000 contacts of it.
    #[schema(required)]
    #[serde(default)]
    file: String,
    /// Only say what would be done.
    #[serde(default)]
    dry_run: bool,
}

/// What became of the people of the file, or what would.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportedContacts {
    /// In the order of the file.
    contacts: Vec<ImportedContact>,
}

/// Somebody of the file.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportedContact {
    /// On which line of the file the person begins.
    line: usize,
    name: String,
    #[schema(value_type = String, pattern = "^(added|known|refused)$")]
    outcome: &'static str,
    /// Who it is already, or why it is left out; null if the contact is added.
    #[schema(required)]
    reason: Option<String>,
}

pub async fn import(caller: Caller, Id(id): Id<AccountId>, Body(file): Body<ContactsFile>) -> Answer {
    let granted = caller.may::<ContactsEdit>()?;
    let written = (file.file.as_str(), caller.region());
    let found = if file.dry_run {
        import::look(&mut caller.read().await?, &granted, id, written).await?
    } else {
        import::import(caller.house(), &granted, id, written).await?
    };
    let contacts = found.into_iter().map(ImportedContact::from).collect();
    Ok(Json(ImportedContacts { contacts }).into_response())
}

impl From<Judged> for ImportedContact {
    fn from(one: Judged) -> Self {
        let (outcome, reason) = match one.outcome {
            Outcome::New(_) => ("added", None),
            Outcome::Known(who) => ("known", Some(who)),
            Outcome::Refused(reason) => ("refused", Some(reason)),
        };
        Self { line: one.line, name: one.name, outcome, reason }
    }
}

/// Contacts that may be the same person, at most a hundred pairs.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Doubles {
    data: Vec<PairOfContacts>,
}

/// Two contacts that may be one.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairOfContacts {
    #[schema(value_type = String)]
    one: ContactId,
    #[schema(value_type = String)]
    other: ContactId,
    /// What they have in common: `email`, `phone`, `name`.
    #[schema(value_type = Vec<String>)]
    same: Vec<&'static str>,
}

pub async fn doubles(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<ContactsEdit>()?;
    let found = contacts::doubles(&mut caller.read().await?, &granted, id).await?;
    let pair =
        |double: Double| PairOfContacts { one: double.one.id, other: double.other.id, same: double.same };
    Ok(Json(Doubles { data: found.into_iter().map(pair).collect() }).into_response())
}

/// The double that is no contact of its own afterwards.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherContact {
    /// The id of another contact of the same account.
    #[schema(required, schema_with = some_contact_id)]
    #[serde(default)]
    other: String,
}

pub async fn merge(caller: Caller, Id(id): Id<ContactId>, Body(written): Body<OtherContact>) -> Answer {
    let granted = caller.may::<ContactsEdit>()?;
    contacts::find(&mut caller.read().await?, &caller.may()?, id).await?;
    let wrong = || Error::invalid("other", "There is no such contact in this account.");
    let other = written.other.parse().map_err(|_| wrong())?;
    match contacts::merge(caller.house(), &granted, id, other).await {
        Err(Error::NotFound) => Err(wrong().into()),
        outcome => {
            outcome?;
            Ok(done())
        }
    }
}

/// A contact as address books read it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactCard {
    /// A vCard 4.0 (RFC 6350).
    vcard: String,
}

pub async fn card(caller: Caller, Id(id): Id<ContactId>) -> Answer {
    let granted = caller.may::<ContactsView>()?;
    let record = records::find(&mut caller.read().await?, &granted, &CONTACTS, id.any()).await?;
    Ok(Json(ContactCard { vcard: vcard::card(&record) }).into_response())
}
