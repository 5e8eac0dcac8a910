//! How far the latest letter of a kind to somebody has come, for the pages of people.

use db::Value;
use kernel::{OutgoingId, Result, Timestamp, UserId};

use super::{LetterKind, State};
use crate::access::{Granted, Owner, Select, UsersView};
use crate::house::Read;

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: Some(ABOUT),
    marked: None,
};

/// A letter to somebody for himself or herself, such as a new password, names no account.
const ABOUT: &str = "(SELECT m.account_id FROM memberships m \
    JOIN secure_accounts y ON y.org_id = m.org_id AND y.account_id = m.account_id \
    WHERE m.org_id = r.org_id AND m.user_id = r.user_id LIMIT 1)";

/// A letter without what is in it.
#[derive(Clone, Debug)]
pub struct Latest {
    pub id: OutgoingId,
    pub state: State,
    /// Why it has not been sent, as far as it has not.
    pub reason: String,
    pub created_at: Timestamp,
    /// When it was sent, dropped or given up.
    pub done_at: Option<Timestamp>,
    pub next_at: Option<Timestamp>,
}

/// The latest letter of this kind to the user, within reach of whoever asks.
pub async fn latest(
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: UserId,
    kind: LetterKind,
) -> Result<Option<Latest>> {
    Select::of("r.id, r.state, r.reason, r.created_at, r.done_at, r.next_at", "outbox r")
        .within(granted, &OWNER)
        .and("r.user_id = {} AND r.kind = {}", [Value::from(user), Value::from(kind.name())])
        .then("ORDER BY r.created_at DESC, r.place DESC LIMIT 1")
        .row(&mut read.0, |row| {
            Ok(Latest {
                id: row.get(0)?,
                state: State::stored(&row.get::<String>(1)?),
                reason: row.get(2)?,
                created_at: row.get(3)?,
                done_at: row.get(4)?,
                next_at: row.get(5)?,
            })
        })
        .await
}
