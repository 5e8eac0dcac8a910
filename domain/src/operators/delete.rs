//! Deleting an operator cannot be undone; the address becomes free, the history keeps the name.

use kernel::{Error, Result, UserId};

use super::last::refuse_last_administrator;
use super::list::find_in;
use crate::access::{Granted, OperatorsManage, roles};
use crate::accounts::assignments;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;
use crate::sign_in::keys;

/// Deletes the operator with every session and every API key.
pub async fn delete(house: &House, granted: &Granted<OperatorsManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let operator = find_in(&mut change.tx, org, id).await?;
    if granted.actor().user_id() == Some(id) {
        return Err(Error::conflict("You cannot delete yourself. Ask another administrator."));
    }
    roles::may_manage(granted.actor(), &operator.name, &operator.roles)?;
    refuse_last_administrator(&mut change, org, &operator, &[]).await?;
    let keys = keys::forget(&mut change.tx, org, id).await?;
    assignments::forget(&mut change.tx, org, id).await?;
    roles::drop_operator_roles(&mut change.tx, org, id).await?;
    users::erase(&mut change, org, id).await?;
    let event = Event::of(Action::OperatorDeleted)
        .about(id.any(), operator.name.as_str())
        .changed("email", operator.email.as_str(), "")
        .changed("roles", operator.role_names(), "")
        .changed("API keys", keys.to_string(), "0");
    change.record(granted.actor(), event).await?.commit().await
}
