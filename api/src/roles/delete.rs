//! Deleting a role: refused while people hold it, unless another one takes its place.

use domain::access::RolesManage;
use domain::access::roles;
use kernel::{Error, RoleId};

use super::read::json;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::Question;
use crate::single::done;

pub async fn delete(
    caller: Caller,
    Id(id): Id<RoleId>,
    Question(asked): Question,
    conditions: Conditions,
) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    if let Some((name, _)) = asked.iter().find(|(name, _)| *name != "replacement") {
        return Err(Error::invalid(name, "There is no such parameter. Use replacement.").into());
    }
    let other: Option<RoleId> = match asked.get("replacement") {
        None => None,
        Some(text) => {
            Some(text.parse().map_err(|_| Error::invalid("replacement", "Send the id of a role."))?)
        }
    };
    roles::delete(caller.house(), &granted, id, other).await?;
    Ok(done())
}
