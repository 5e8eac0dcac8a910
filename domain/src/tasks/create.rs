//! A new task.

use db::{Tx, params};
use kernel::{AccountId, Error, Result, TaskId};

use super::find::concerned;
use super::store::{New, insert};
use super::{TaskDetails, repeat};
use crate::access::{AnyGranted, Granted, TasksEdit};
use crate::history::{Action, Event};
use crate::house::House;

pub async fn create(
    house: &House,
    granted: &Granted<TasksEdit>,
    account: AccountId,
    details: TaskDetails,
) -> Result<TaskId> {
    let mut change = house.change(granted).await?;
    let zone = zone_within(&mut change.tx, granted, account).await?;
    let details = details.checked()?;
    let name = details.assignee.name(&mut change.tx, granted.org(), account).await?;
    let (actor, signature) = (granted.actor(), granted.actor().signature());
    let new =
        New { repeat_day: repeat::day(&details, &zone)?, ..New::by(actor, account, &signature, &details) };
    let id = insert(&mut change, granted.org(), new).await?;
    let (contact, creator) = concerned(details.assignee, actor.user_id(), actor.user_id());
    let event = Event::of(Action::TaskAdded)
        .about(id.any(), details.title.as_str())
        .in_account(account)
        .owned(contact, creator)
        .changed("for", "", name)
        .changed("due", "", details.due.map(|at| at.to_string()).unwrap_or_default());
    change.record(actor, event).await?.commit().await?;
    Ok(id)
}

/// The zone of the account, if what this person makes there is within reach; with *own* reach that is one's own
/// account, for what one makes is one's own.
pub(super) async fn zone_within(tx: &mut Tx, granted: &AnyGranted, account: AccountId) -> Result<String> {
    if !granted.covers(Some(account), None, granted.actor().user_id()) {
        return Err(Error::NotFound);
    }
    granted.must_see_into(tx, account).await?;
    tx.row(
        "SELECT time_zone FROM accounts WHERE org_id = ?1 AND id = ?2",
        params![granted.org(), account],
        |row| row.get(0),
    )
    .await?
    .ok_or(Error::NotFound)
}
