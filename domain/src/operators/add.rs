//! A new operator, who has no password yet: see [`crate::people::invitations::invite_operator`].

use kernel::{Email, Name, Result, RoleId, UserId};

use crate::access::{Granted, Kind, OperatorsManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users::{self, NewUser};

pub struct NewOperator {
    pub name: Name,
    pub email: Email,
    /// Merged by union.
    pub roles: Vec<RoleId>,
}

/// Nobody gives an operator more than he or she may do.
pub async fn add(house: &House, granted: &Granted<OperatorsManage>, new: NewOperator) -> Result<UserId> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let given = roles::chosen(&mut change.tx, granted.actor(), Kind::Operator, &new.roles, &[]).await?;
    let user = NewUser { kind: Kind::Operator, name: new.name, email: new.email, title: String::new() };
    let id = users::insert(&mut change, org, &user).await?;
    roles::set_operator(&mut change.tx, org, id, &given).await?;
    let event = Event::of(Action::OperatorAdded)
        .about(id.any(), user.name.as_str())
        .changed("email", "", user.email.as_str())
        .changed("roles", "", roles::names(&given));
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}
