//! Changing a portal user's name, address, roles or contact.

use domain::access::{Kind, UsersManage, UsersView};
use domain::people::users::{self, MemberDetails, USERS};
use kernel::{Email, Error, Invalid, MemberId, Name, Result, RoleId};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use utoipa::ToSchema;

use super::add::TITLE;
use super::roles::held;
use crate::body::{Body, Patch, id, line};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::openapi::{contact_id, portal_roles};
use crate::roles::chosen;
use crate::single::{record, reference, text};

/// What is left out stays as it is; `null` empties a field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = String, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: Patch,
    #[schema(value_type = Option<String>, max_length = 120)]
    #[serde(default)]
    title: Patch,
    /// All of them: those that are not here are taken away.
    #[schema(schema_with = portal_roles)]
    #[serde(default, deserialize_with = "all_or_none")]
    roles: Option<Vec<String>>,
    /// The id of a contact of the account; `null` takes it away, and the person sees no records.
    #[schema(schema_with = contact_id)]
    #[serde(default)]
    contact: Patch,
}

/// `null` takes all roles away; left out, they stay.
fn all_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Vec<String>>, D::Error> {
    Ok(Some(Option::deserialize(deserializer)?.unwrap_or_default()))
}

pub async fn edit(
    caller: Caller,
    Id(user): Id<MemberId>,
    conditions: Conditions,
    Body(changes): Body<UserChanges>,
) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let before = record::<UsersView>(&caller, &USERS, user.any()).await?;
    conditions.must_hold(&before)?;
    let mut read = caller.read().await?;
    let roles = match &changes.roles {
        Some(written) => chosen(&mut read, &granted, Kind::PortalUser, written).await?,
        None => held(&mut read, &caller.may()?, user).await?,
    };
    drop(read);
    users::edit(caller.house(), &granted, user, changed(changes, &before, roles)?).await?;
    let after = record::<UsersView>(&caller, &USERS, user.any()).await?;
    Ok(Conditions::default().answer(&after))
}

fn changed(changes: UserChanges, before: &Value, roles: Vec<RoleId>) -> Result<MemberDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&changes.name.on(text(before, "name"))));
    let email = invalid.check("email", Email::parse(&changes.email.on(text(before, "email"))));
    let title = line(&mut invalid, "title", &changes.title.on(text(before, "title")), TITLE);
    let contact = id(&mut invalid, "contact", &changes.contact.on(reference(before, "contact")));
    match (name, email) {
        (Some(name), Some(email)) if invalid.is_empty() => {
            Ok(MemberDetails { name, email, title, roles, contact })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
