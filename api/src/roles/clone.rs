//! A role made of another one, also of one that ships: the way to change what cannot be changed.

use domain::access::RolesManage;
use domain::access::roles::{self, RoleDetails};
use kernel::{Error, Invalid, Name, RoleId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::create::answer;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::making::{Making, made_before};

/// The clone that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleClone {
    /// Left out it is called “Copy of …”.
    #[schema(min_length = 1, max_length = 120)]
    name: Option<String>,
}

/// Nobody holds the clone yet.
pub async fn clone(
    caller: Caller,
    Id(id): Id<RoleId>,
    Making { new: wish, once }: Making<RoleClone>,
) -> Answer {
    let granted = caller.may::<RolesManage>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return answer(&caller, RoleId::from_uuid(made.uuid)).await;
    }
    let role = roles::find(&mut caller.read().await?, &granted, id).await?;
    let name = wish.name.unwrap_or_else(|| format!("Copy of {}", role.name.trim_end_matches(" (Secure)")));
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&name)).ok_or(Error::Invalid(invalid))?;
    let details = RoleDetails {
        name,
        description: role.description,
        kind: role.kind,
        grants: role.grants,
        secure: role.secure,
        asks: role.asks,
    };
    let made = roles::create(caller.house(), &granted, &details).await?;
    answer(&caller, made).await
}
