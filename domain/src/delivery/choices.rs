//! Whom a plan can name: the schedules and the contacts of its account.

use db::params;
use kernel::{AccountId, ContactId, Result, ScheduleId};

use crate::access::{Granted, MessagesDeliver};
use crate::accounts;
use crate::house::Read;

/// More than these are not offered in a form.
const OFFERED: usize = 500;

#[derive(Clone, Debug, Default)]
pub struct Choices {
    pub schedules: Vec<(ScheduleId, String)>,
    pub contacts: Vec<(ContactId, String)>,
}

pub async fn choices(
    read: &mut Read,
    granted: &Granted<MessagesDeliver>,
    account: AccountId,
) -> Result<Choices> {
    accounts::find_in(&mut read.0, granted, account).await?;
    let of = |table: &str| {
        format!(
            "SELECT id, name FROM {table} WHERE org_id = ?1 AND account_id = ?2 ORDER BY name_folded, id LIMIT {OFFERED}"
        )
    };
    let org = granted.org();
    let schedules =
        read.0.rows(&of("schedules"), params![org, account], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let contacts =
        read.0.rows(&of("contacts"), params![org, account], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    Ok(Choices { schedules, contacts })
}
