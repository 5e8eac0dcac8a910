//! Disabling takes an operator's access away at once, in every place he or she works; it can be undone.

use kernel::{Error, Result, UserId};

use super::last::refuse_last_administrator;
use super::list::find_in;
use crate::access::{Granted, OperatorsManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;
use crate::sign_in::sessions;

/// Ends every session of the operator, also those in clients' places. The operator's API keys rest with it.
pub async fn disable(house: &House, granted: &Granted<OperatorsManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let operator = find_in(&mut change.tx, org, id).await?;
    if granted.actor().user_id() == Some(id) {
        return Err(Error::conflict("You cannot disable yourself. Ask another administrator."));
    }
    roles::may_manage(granted.actor(), &operator.name, &operator.roles)?;
    refuse_last_administrator(&mut change, org, &operator, &[]).await?;
    if operator.disabled_at.is_some() {
        return Ok(());
    }
    let now = change.at;
    users::set_disabled(&mut change.tx, org, id, Some(now)).await?;
    sessions::end_all_of_user(&mut change, org, id).await?;
    let event = Event::of(Action::OperatorDisabled)
        .about(id.any(), operator.name)
        .changed("state", "active", "disabled");
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn enable(house: &House, granted: &Granted<OperatorsManage>, id: UserId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let operator = find_in(&mut change.tx, org, id).await?;
    roles::may_manage(granted.actor(), &operator.name, &operator.roles)?;
    if operator.disabled_at.is_none() {
        return Ok(());
    }
    users::set_disabled(&mut change.tx, org, id, None).await?;
    let event = Event::of(Action::OperatorEnabled)
        .about(id.any(), operator.name)
        .changed("state", "disabled", "active");
    change.record(granted.actor(), event).await?.commit().await
}
