//! One person's invitation, for the pages on which it is shown and sent again.

use kernel::{MemberId, Result, Timestamp};

use super::State;
use super::link::facts;
use crate::access::{Granted, UsersView};
use crate::house::{House, Read};
use crate::people::users;

/// How far it has come, as of now.
#[derive(Clone, Copy, Debug)]
pub struct Invitation {
    pub state: State,
    pub sent_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub accepted_at: Option<Timestamp>,
}

pub async fn of_user(
    house: &House,
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: impl Into<MemberId>,
) -> Result<Invitation> {
    let member = users::find(read, granted, user).await?;
    let known = facts(&mut read.0, granted.org(), member.user).await?;
    let facts = known.unwrap_or_default();
    Ok(Invitation {
        state: State::of(known.as_ref(), house.now()),
        sent_at: facts.sent_at,
        ends_at: facts.ends_at,
        accepted_at: facts.accepted_at,
    })
}
