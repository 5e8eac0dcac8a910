//! The status that an account has now. One that has an end is over by itself: the clock decides at each look.

use db::{Tx, Value};
use kernel::{AccountId, Result, StatusId, Timestamp, UserId};

use super::collection::OWNER;
use crate::access::{AnyGranted, Granted, Select, StatusView};
use crate::accounts;
use crate::house::Read;

/// More than this are found in the list of all statuses, which has pages.
const MOST: usize = 500;

/// What a client wants known.
#[derive(Clone, Debug)]
pub struct Status {
    pub id: StatusId,
    pub account: AccountId,
    pub account_name: String,
    /// One of [`super::LEVELS`].
    pub level: String,
    pub text: String,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
    pub set_by: String,
    /// The operators who have acknowledged it, the first one first.
    pub seen: Vec<Seen>,
}

#[derive(Clone, Debug)]
pub struct Seen {
    pub user: UserId,
    pub name: String,
    pub at: Timestamp,
}

/// The status of this account at `now`; an account out of reach is not found.
pub async fn current(
    read: &mut Read,
    granted: &Granted<StatusView>,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<Status>> {
    accounts::find_in(&mut read.0, granted, account).await?;
    current_of(read, granted, account, now).await
}

/// The same of an account that is known to be there; none where it is out of reach.
pub async fn current_of(
    read: &mut Read,
    granted: &Granted<StatusView>,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<Status>> {
    Ok(find(&mut read.0, granted, Some(account), now).await?.into_iter().next())
}

/// Every status of now, the urgent ones first.
pub async fn all_current(
    read: &mut Read,
    granted: &Granted<StatusView>,
    now: Timestamp,
) -> Result<Vec<Status>> {
    find(&mut read.0, granted, None, now).await
}

pub(super) async fn find(
    tx: &mut Tx,
    granted: &AnyGranted,
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<Vec<Status>> {
    let (condition, values) = now_of(account, now);
    let mut found = Select::of(
        "r.id, r.account_id, a.name, r.level, r.body, r.from_at, r.until_at, r.set_by",
        "statuses r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    )
    .within(granted, &OWNER)
    .and(condition, values.clone())
    .then(&format!(
        "ORDER BY CASE r.level WHEN 'urgent' THEN 0 WHEN 'attention' THEN 1 ELSE 2 END, r.from_at DESC, r.id \
         LIMIT {MOST}"
    ))
    .rows(tx, |row| {
        Ok(Status {
            id: row.get(0)?,
            account: row.get(1)?,
            account_name: row.get(2)?,
            level: row.get(3)?,
            text: row.get(4)?,
            from: row.get(5)?,
            until: row.get(6)?,
            set_by: row.get(7)?,
            seen: Vec::new(),
        })
    })
    .await?;
    let seen = Select::of(
        "s.status_id, s.user_id, s.name, s.acknowledged_at",
        "status_acknowledgements s JOIN statuses r ON r.org_id = s.org_id AND r.id = s.status_id",
    )
    .within(granted, &OWNER)
    .and(condition, values)
    .then("ORDER BY s.acknowledged_at, s.user_id")
    .rows(tx, |row| {
        Ok((row.get::<StatusId>(0)?, Seen { user: row.get(1)?, name: row.get(2)?, at: row.get(3)? }))
    })
    .await?;
    for (id, one) in seen {
        if let Some(status) = found.iter_mut().find(|status| status.id == id) {
            status.seen.push(one);
        }
    }
    Ok(found)
}

fn now_of(account: Option<AccountId>, now: Timestamp) -> (&'static str, Vec<Value<'static>>) {
    match account {
        Some(account) => (
            "r.ended_at IS NULL AND (r.until_at IS NULL OR r.until_at > {}) AND r.account_id = {}",
            vec![Value::from(now), Value::from(account)],
        ),
        None => ("r.ended_at IS NULL AND (r.until_at IS NULL OR r.until_at > {})", vec![Value::from(now)]),
    }
}
