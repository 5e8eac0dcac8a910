//! Invitations that wait for the portal to open, all sent by one action (E-12).

use db::params;
use kernel::{Error, JobId, MemberId, Result};

use super::State;
use super::ask::invite_in;
use super::link::facts;
use crate::access::{Granted, Reach, UsersManage};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::jobs::{self, AT_ONCE, Item, MOST, Outcome};
use crate::organizations;
use crate::people::users;

/// How many wait.
pub async fn waiting(read: &mut Read, granted: &Granted<UsersManage>) -> Result<usize> {
    Ok(items(&mut read.0, granted).await?.len())
}

/// Sends all of them, as work on many records, with a report.
pub async fn send_waiting(house: &House, granted: &Granted<UsersManage>) -> Result<JobId> {
    let mut change = house.change(granted).await?;
    if !organizations::by_number_in(&mut change.tx, granted.org()).await?.settings.portal.open {
        return Err(Error::conflict("The portal is closed. Open it first, then send the invitations."));
    }
    let items = items(&mut change.tx, granted).await?;
    if items.is_empty() {
        return Err(Error::conflict("No invitation waits."));
    }
    let (few, count) = (items.len() <= AT_ONCE, items.len().to_string());
    let id = jobs::ask(&mut change, granted, jobs::Kind::SendInvitations, items).await?;
    let event = Event::of(Action::JobAsked)
        .about(id.any(), jobs::Kind::SendInvitations.title())
        .changed("records", "", count);
    change.record(granted.actor(), event).await?.commit().await?;
    if few {
        jobs::work_on(house, granted.org(), id).await?;
    }
    Ok(id)
}

async fn items(tx: &mut db::Tx, granted: &Granted<UsersManage>) -> Result<Vec<Item>> {
    if granted.reach() != Reach::Organization {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT m.id, u.email FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
         WHERE m.org_id = ?1 AND m.invitation = 'waiting'{} ORDER BY m.email_folded LIMIT {MOST}",
        granted.actor().without_secure("m.org_id", "m.account_id")
    );
    Ok(tx.rows(&sql, params![granted.org()], |row| Ok(Item { id: row.get(0)?, label: row.get(1)? })).await?)
}

pub(crate) async fn send_one_of_many(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    id: MemberId,
) -> Result<Outcome> {
    let member = match users::find_in(&mut change.tx, granted, id).await {
        Ok(member) => member,
        Err(error) => return jobs::skipped(error),
    };
    // A person in several accounts is in the list once for each; the first sends.
    let facts = facts(&mut change.tx, granted.org(), member.user).await?;
    if State::of(facts.as_ref(), change.at) != State::Waiting {
        return jobs::skipped(Error::conflict("The invitation does not wait any more."));
    }
    match invite_in(change, granted, &member).await {
        Ok((_, event)) => Ok(Outcome::Done(event)),
        Err(error) => jobs::skipped(error),
    }
}
