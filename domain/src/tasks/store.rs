//! The rows of tasks.

use db::{Tx, Value, params};
use kernel::{AccountId, ContactId, OrgId, Result, TaskId, Timestamp, UserId};

use super::TaskDetails;
use crate::access::Actor;
use crate::change::Change;

/// Where tasks without a time stand, after all that have one.
const SOME_DAY: i64 = 4_000_000_000_000_000_000;
/// Where tasks that are done stand, the latest first.
const DONE: i64 = 8_000_000_000_000_000_000;

/// Where a task stands in the order in which things are to be done.
pub(super) fn place(due: Option<Timestamp>, done_at: Option<Timestamp>) -> i64 {
    match (done_at, due) {
        (Some(at), _) => DONE - at.micros(),
        (None, Some(due)) => due.micros(),
        (None, None) => SOME_DAY,
    }
}

/// A new task as it is written: whose, by whom, and the day of the month that it comes back to.
pub(super) struct New<'a> {
    pub account: AccountId,
    pub creator: Option<UserId>,
    pub signature: &'a str,
    pub repeat_day: i64,
    pub details: &'a TaskDetails,
}

impl<'a> New<'a> {
    pub fn by(actor: &Actor, account: AccountId, signature: &'a str, details: &'a TaskDetails) -> Self {
        Self { account, creator: actor.user_id(), signature, repeat_day: 0, details }
    }
}

pub(super) async fn insert(change: &mut Change, org: OrgId, new: New<'_>) -> Result<TaskId> {
    let id = TaskId::new(change.at, &change.dice);
    let details = new.details;
    change
        .tx
        .execute(
            "INSERT INTO tasks (org_id, id, account_id, title, body, due_at, place, assigned, contact_id, assignee_id,
               state, repeats, repeat_day, created_by, creator, created_at, done_at, done_by, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'open', ?11, ?12, ?13, ?14, ?15, NULL, '', ?16)",
            params![
                org,
                id,
                new.account,
                details.title.as_str(),
                details.text.as_str(),
                details.due,
                place(details.due, None),
                details.assignee.kind(),
                details.assignee.contact(),
                details.assignee.user(),
                details.repeats.as_str(),
                new.repeat_day,
                new.creator,
                new.signature,
                change.at,
                Value::from(details.search()),
            ],
        )
        .await?;
    for (position, words) in (0_i64..).zip(&details.checklist) {
        insert_step(&mut change.tx, org, id, (position, words.as_str()), None).await?;
    }
    Ok(id)
}

/// A step, and when and by whom it was done, if it was.
pub(super) async fn insert_step(
    tx: &mut Tx,
    org: OrgId,
    task: TaskId,
    (position, words): (i64, &str),
    done: Option<&(Timestamp, String)>,
) -> Result<()> {
    tx.execute(
        "INSERT INTO task_steps (org_id, task_id, position, words, done_at, done_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![org, task, position, words, done.map(|done| done.0), done.map_or("", |done| done.1.as_str())],
    )
    .await?;
    Ok(())
}

/// The tasks stay with the account when their contact is deleted.
pub(crate) async fn unlink_contact(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<()> {
    tx.execute(
        "UPDATE tasks SET contact_id = NULL, assigned = 'account'
         WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, contact],
    )
    .await?;
    Ok(())
}

/// The tasks go to the one that stays when two contacts become one.
pub(crate) async fn move_contact(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    tx.execute(
        "UPDATE tasks SET contact_id = ?4 WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, from, to],
    )
    .await?;
    Ok(())
}

/// The tasks stay with the account when the user who was to do them is no longer one of it.
pub(crate) async fn unlink_user(tx: &mut Tx, org: OrgId, account: AccountId, user: UserId) -> Result<()> {
    tx.execute(
        "UPDATE tasks SET assignee_id = NULL, assigned = 'account'
         WHERE org_id = ?1 AND account_id = ?2 AND assignee_id = ?3",
        params![org, account, user],
    )
    .await?;
    Ok(())
}
