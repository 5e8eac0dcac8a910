//! The people of the organization: agents, technicians, administrators.

use db::params;
use kernel::{Email, Name, Result, UserId};

use crate::access::{Granted, Kind, OperatorsManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users::{self, NewUser};

pub struct NewOperator {
    pub name: Name,
    pub email: Email,
    /// `Administrator` or `Operator`.
    pub role: String,
}

/// Adds an operator, who has no password yet: see [`crate::people::invitations::invite_operator`].
pub async fn add(house: &House, granted: &Granted<OperatorsManage>, new: NewOperator) -> Result<UserId> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let role = roles::find(&mut change.tx, org, Kind::Operator, &new.role).await?;
    let user = NewUser { kind: Kind::Operator, name: new.name, email: new.email, title: String::new() };
    let id = users::insert(&mut change, org, &user).await?;
    roles::give_operator(&mut change.tx, org, id, role).await?;
    let event = Event::of(Action::OperatorAdded)
        .about(id.any(), user.name.as_str())
        .changed("email", "", user.email.as_str())
        .changed("role", "", new.role);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// The operator with this email address, for the command line.
pub async fn by_email(
    read: &mut crate::Read,
    granted: &Granted<OperatorsManage>,
    email: &Email,
) -> Result<UserId> {
    users::by_email(&mut read.0, granted.org(), email, Kind::Operator).await
}

/// The organization's first administrator, for work at the command line; none before `portico init`.
pub async fn first_administrator(
    read: &mut crate::Read,
    granted: &Granted<OperatorsManage>,
) -> Result<Option<UserId>> {
    Ok(read
        .0
        .row(
            "SELECT h.user_id FROM operator_roles h JOIN roles r ON r.org_id = h.org_id AND r.id = h.role_id
             WHERE h.org_id = ?1 AND r.name = ?2 ORDER BY h.user_id LIMIT 1",
            params![granted.org(), roles::ADMINISTRATOR],
            |row| row.get(0),
        )
        .await?)
}
