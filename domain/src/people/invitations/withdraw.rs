//! Withdrawing an open invitation: its link and its password open nothing any more, and its letter is not sent.

use kernel::{Error, MemberId, Result};

use super::State;
use super::link::{facts, revoke};
use crate::access::{Granted, UsersManage};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;

/// The person stays among the users, and can be invited again.
pub async fn withdraw(
    house: &House,
    granted: &Granted<UsersManage>,
    member: impl Into<MemberId>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = users::find_in(&mut change.tx, granted, member).await?;
    let user = member.user;
    users::refuse_more_powerful(&mut change.tx, granted, &member).await?;
    users::refuse_shared(granted, &member, "the invitation")?;
    let org = granted.org();
    let before = State::of(facts(&mut change.tx, org, user).await?.as_ref(), change.at);
    match before {
        State::None => {
            return Err(Error::conflict(format!("{} has no invitation to withdraw.", member.name)));
        }
        State::Accepted => {
            return Err(Error::conflict(format!(
                "{} has accepted the invitation already. Disable this user to take the access away.",
                member.name
            )));
        }
        _ => {}
    }
    revoke(&mut change, org, user).await?;
    let event = Event::of(Action::InvitationWithdrawn)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .changed("invitation", before.name(), State::None.name());
    change.record(granted.actor(), event).await?.commit().await
}
