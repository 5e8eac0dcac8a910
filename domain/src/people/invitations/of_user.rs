//! One person's invitation, and those of an account, for the pages on which they are shown and sent again.

use std::collections::BTreeMap;

use db::params;
use kernel::{AccountId, Error, MemberId, Result, Timestamp, UserId};

use super::State;
use super::link::{facts, way};
use super::state::Facts;
use crate::access::{Granted, UsersView};
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

/// The invitations of an account's users; those who were never invited are not among them.
pub async fn of_account(
    house: &House,
    read: &mut Read,
    granted: &Granted<UsersView>,
    account: AccountId,
) -> Result<BTreeMap<UserId, Invitation>> {
    if !granted.covers(Some(account), None, None) {
        return Err(Error::NotFound);
    }
    granted.must_see_into(&mut read.0, account).await?;
    let now = house.now();
    let found = read
        .0
        .rows(
            "SELECT i.user_id, i.queued_at, i.sent_at, i.ends_at, i.accepted_at, i.bounced_at, i.channel
             FROM memberships m JOIN invitations i ON i.org_id = m.org_id AND i.user_id = m.user_id
             WHERE m.org_id = ?1 AND m.account_id = ?2",
            params![granted.org(), account],
            |row| {
                let facts = Facts {
                    queued_at: row.get(1)?,
                    sent_at: row.get(2)?,
                    ends_at: row.get(3)?,
                    accepted_at: row.get(4)?,
                    bounced_at: row.get(5)?,
                };
                let by = Channel::parse(&row.get::<String>(6)?).unwrap_or(Channel::Email);
                Ok((row.get(0)?, Invitation::of(Some(&facts), by, now)))
            },
        )
        .await?;
    Ok(found.into_iter().collect())
}
