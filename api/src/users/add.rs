//! A new portal user, with a password that is shown once.

use domain::access::UsersManage;
use domain::people::users::{self, Entry, NewMember};
use kernel::{AccountId, ContactId, Email, Error, Invalid, MemberId, Name, Result, RoleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::roles::chosen;
use crate::body::{Body, id, line};
use crate::caller::{Answer, Caller};
use crate::openapi::{account_id, contact_id, portal_roles};
use crate::single::created;

/// The longest title of a person.
pub(super) const TITLE: usize = 120;

/// A portal user who is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    /// How the person signs in; unique in the organization.
    #[schema(required, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: String,
    #[schema(max_length = 120)]
    title: Option<String>,
    /// Without any the person can sign in and sees nothing.
    #[schema(schema_with = portal_roles)]
    #[serde(default)]
    roles: Vec<String>,
    /// The id of the account's contact whose records the person sees.
    #[schema(schema_with = contact_id)]
    contact: Option<String>,
}

/// The user who was added, with the password that is shown this once and never again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedUser {
    #[schema(value_type = String)]
    id: MemberId,
    /// `null` if the person signs in already: then the password stays as it is.
    #[schema(required)]
    password: Option<String>,
    /// Whether the person was a portal user of another account before, where the organization allows several.
    known: bool,
}

pub async fn add(caller: Caller, Body(new): Body<NewUser>) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let roles = chosen(&mut caller.read().await?, &granted, &new.roles).await?;
    let (account, member) = member(&new, roles)?;
    let added = match users::add_by(caller.house(), &granted, account, member, Entry::Password(None)).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        other => other?,
    };
    let body = AddedUser { id: added.id, password: added.password, known: added.known.is_some() };
    Ok(created(&format!("/api/v1/users/{}", added.id), &body))
}

fn member(new: &NewUser, roles: Vec<RoleId>) -> Result<(AccountId, NewMember)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let name = invalid.check("name", Name::parse(&new.name));
    let email = invalid.check("email", Email::parse(&new.email));
    let title = line(&mut invalid, "title", new.title.as_deref().unwrap_or_default(), TITLE);
    let contact: Option<ContactId> = id(&mut invalid, "contact", new.contact.as_deref().unwrap_or_default());
    match (account, name, email) {
        (Some(account), Some(name), Some(email)) if invalid.is_empty() => {
            Ok((account, NewMember { name, email, title, roles, contact }))
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
