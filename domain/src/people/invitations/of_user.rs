//! One person's invitation, and those of a page of people, for the pages on which they are shown and sent again.

use std::collections::BTreeMap;

use kernel::{MemberId, Result, Timestamp, UserId};

use super::State;
use super::link::{facts, way};
use super::state::Facts;
use crate::access::{Granted, Select, UsersView};
use crate::house::{House, Read};
use crate::notices::Channel;
use crate::people::users;

/// How far it has come, as of now.
#[derive(Clone, Copy, Debug)]
pub struct Invitation {
    pub state: State,
    pub sent_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub accepted_at: Option<Timestamp>,
    pub by: Channel,
}

impl Invitation {
    fn of(known: Option<&Facts>, by: Channel, now: Timestamp) -> Self {
        let facts = known.copied().unwrap_or_default();
        Self {
            state: State::of(known, now),
            sent_at: facts.sent_at,
            ends_at: facts.ends_at,
            accepted_at: facts.accepted_at,
            by,
        }
    }
}

pub async fn of_user(
    house: &House,
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: impl Into<MemberId>,
) -> Result<Invitation> {
    let person = users::find(read, granted, user).await?.user;
    let known = facts(&mut read.0, granted.org(), person).await?;
    let by = way(&mut read.0, granted.org(), person).await?;
    Ok(Invitation::of(known.as_ref(), by, house.now()))
}

/// The invitations of these users, as far as they are within reach; those who were never invited are not among them.
pub async fn of_users(
    house: &House,
    read: &mut Read,
    granted: &Granted<UsersView>,
    ids: &[MemberId],
) -> Result<BTreeMap<UserId, Invitation>> {
    let now = house.now();
    let (among, values) = users::among(ids);
    let found = Select::of(
        "r.user_id, i.queued_at, i.sent_at, i.ends_at, i.accepted_at, i.bounced_at, i.channel",
        "memberships r JOIN invitations i ON i.org_id = r.org_id AND i.user_id = r.user_id",
    )
    .within(granted, &users::OWNER)
    .and(&among, values)
    .rows(&mut read.0, |row| {
        let facts = Facts {
            queued_at: row.get(1)?,
            sent_at: row.get(2)?,
            ends_at: row.get(3)?,
            accepted_at: row.get(4)?,
            bounced_at: row.get(5)?,
        };
        let by = Channel::parse(&row.get::<String>(6)?).unwrap_or(Channel::Email);
        Ok((row.get(0)?, Invitation::of(Some(&facts), by, now)))
    })
    .await?;
    Ok(found.into_iter().collect())
}
