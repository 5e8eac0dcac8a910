//! The link for a new operator, and for one who forgot the password: handed over by whoever runs the command line.

use kernel::{Result, Token, UserId};

use super::link;
use crate::access::{Granted, OperatorsManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::operators;

/// Makes the link's token; an earlier one of the same person is dead from now on.
pub async fn invite_operator(
    house: &House,
    granted: &Granted<OperatorsManage>,
    user: UserId,
) -> Result<Token> {
    let mut change = house.change(granted).await?;
    let operator = operators::find_in(&mut change.tx, granted.org(), user).await?;
    // Whoever sets the password of somebody who may do more has what he or she was not given.
    roles::may_manage(granted.actor(), &operator.name, &operator.roles)?;
    let token = link::mint(&mut change, granted.org(), user).await?;
    let event = Event::of(Action::PasswordSet).about(user.any(), "a link to set it").secret("password link");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(token)
}
