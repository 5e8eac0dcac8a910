//! A new role; nobody makes one that may do more than they may.

use std::collections::BTreeMap;

use domain::access::roles::{self, Asks, RoleDetails};
use domain::access::{Kind, RolesManage, Verification};
use kernel::{Error, Invalid, Name, Result, RoleId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::grants;
use super::read::json;
use crate::body::line;
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::single::created;

/// The longest description of a role.
pub(super) const LONGEST: usize = 300;

/// A role that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    #[schema(max_length = 300)]
    #[serde(default)]
    description: String,
    /// For whom: `operator` or `portal_user`.
    #[schema(required)]
    #[serde(default)]
    kind: String,
    /// A reach for each permission: `own` or `account` for portal users, `organization` for operators.
    #[serde(default)]
    permissions: BTreeMap<String, String>,
    /// The clearance for accounts that are marked Secure: for operators only.
    #[serde(default)]
    secure: bool,
    /// What portal users show to be theirs before anything opens: `none`, `email`, `sms`, `either` or `both`.
    #[serde(default)]
    verification: Option<String>,
    /// Whoever holds it sets up a second factor before anything opens.
    #[serde(default)]
    second_factor: bool,
}

/// What is asked for, by its name.
pub(super) fn verification(invalid: &mut Invalid, name: &str) -> Option<Verification> {
    invalid.check("verification", Verification::parse(name).ok_or("Send none, email, sms, either or both."))
}

pub async fn create(caller: Caller, Making { new, once }: Making<NewRole>) -> Answer {
    let granted = caller.may::<RolesManage>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return answer(&caller, RoleId::from_uuid(made.uuid)).await;
    }
    let id = roles::create(caller.house(), &granted, &details(&new)?).await?;
    answer(&caller, id).await
}

pub(super) async fn answer(caller: &Caller, id: RoleId) -> Answer {
    Ok(created(&format!("/api/v1/roles/{id}"), &json(caller, id).await?))
}

fn details(new: &NewRole) -> Result<RoleDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&new.name));
    let description = line(&mut invalid, "description", &new.description, LONGEST);
    let kind = [Kind::Operator, Kind::PortalUser].into_iter().find(|kind| kind.name() == new.kind);
    let kind = invalid.check("kind", kind.ok_or("Send operator or portal_user."));
    let grants = grants::read(&mut invalid, &new.permissions);
    let asked = verification(&mut invalid, new.verification.as_deref().unwrap_or("none"));
    match (name, kind, asked) {
        (Some(name), Some(kind), Some(verification)) if invalid.is_empty() => Ok(RoleDetails {
            name,
            description,
            kind,
            grants,
            secure: new.secure,
            asks: Asks { verification, second_factor: new.second_factor },
        }),
        _ => Err(Error::Invalid(invalid)),
    }
}
