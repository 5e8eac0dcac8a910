//! A new portal user, with a password that is shown once, or with an invitation.

use axum::response::Response;
use domain::access::{Kind, UsersManage};
use domain::people::users::{self, Entry, NewMember};
use kernel::{AccountId, ContactId, Email, Error, Invalid, MemberId, Name, Result, RoleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{id, line};
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::openapi::{account_id, contact_id, portal_roles};
use crate::roles::chosen;
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
    /// Sends an invitation with a link to choose a password; left out, Portico makes a password, which is in the
    /// answer.
    #[serde(default)]
    invite: bool,
}

/// The user who was added, with the password that is shown this once and never again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedUser {
    #[schema(value_type = String)]
    id: MemberId,
    /// `null` if the person was invited or signs in already, and if the request was sent before.
    #[schema(required)]
    password: Option<String>,
    /// How far the invitation has come: `none` without one, `waiting` while the portal is closed, `queued`; `null` if
    /// the request was sent before.
    #[schema(required)]
    invitation: Option<&'static str>,
    /// Whether the person was a portal user of another account before, where the organization allows several; `null` if
    /// the request was sent before.
    #[schema(required)]
    known: Option<bool>,
}

pub async fn add(caller: Caller, Making { new, once }: Making<NewUser>) -> Answer {
    let granted = caller.may::<UsersManage>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        let id = MemberId::from_uuid(made.uuid);
        return Ok(answer(&AddedUser { id, password: None, invitation: None, known: None }));
    }
    let roles = chosen(&mut caller.read().await?, &granted, Kind::PortalUser, &new.roles).await?;
    let (account, member) = member(&new, roles)?;
    let entry = if new.invite { Entry::Invitation(None) } else { Entry::Password(None) };
    let added = match users::add_by(caller.house(), &granted, account, member, entry).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        other => other?,
    };
    let (invitation, known) = (Some(added.invitation.name()), Some(added.known.is_some()));
    Ok(answer(&AddedUser { id: added.id, password: added.password, invitation, known }))
}

fn answer(added: &AddedUser) -> Response {
    created(&format!("/api/v1/users/{}", added.id), added)
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
