//! An operator's name, address and roles; new roles count from the very next request.

use kernel::{Email, Name, Result, RoleId, UserId};

use super::last::refuse_last_administrator;
use super::list::find_in;
use crate::access::{Granted, Kind, OperatorsManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;

pub struct OperatorDetails {
    pub name: Name,
    pub email: Email,
    pub roles: Vec<RoleId>,
}

pub async fn edit(
    house: &House,
    granted: &Granted<OperatorsManage>,
    id: UserId,
    details: OperatorDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let before = find_in(&mut change.tx, org, id).await?;
    roles::may_manage(granted.actor(), &before.name, &before.roles)?;
    let given =
        roles::chosen(&mut change.tx, granted.actor(), Kind::Operator, &details.roles, &before.roles).await?;
    refuse_last_administrator(&mut change, org, &before, &given).await?;
    users::email_is_free(&mut change.tx, org, &details.email, Some(id)).await?;
    users::rename(&mut change, org, id, &details.name, &details.email, "").await?;
    roles::set_operator(&mut change.tx, org, id, &given).await?;
    let event = Event::of(Action::OperatorEdited)
        .about(id.any(), details.name.as_str())
        .changed("name", before.name.as_str(), details.name.as_str())
        .changed("email", before.email.as_str(), details.email.as_str())
        .changed("roles", before.role_names(), roles::names(&given));
    change.record(granted.actor(), event).await?.commit().await
}
