//! A task is due: whoever is to do it is told once, if he or she wants to hear of it.

use db::{Tx, Value, params};
use kernel::{AccountId, OrgId, Result, Span, TaskId, Timestamp};
use serde_json::json;

use super::Assignee;
use super::collection::OWNER;
use crate::access::{Granted, Select, TasksView};
use crate::house::House;
use crate::notices::{self, LetterKind, Notice, Whom};

/// What was due longer ago is no news.
const NEWS: Span = Span::days(1);
/// Tasks told of in one go.
const AT_ONCE: usize = 200;

struct Due {
    org: OrgId,
    id: TaskId,
    account: AccountId,
    at: Timestamp,
    assignee: Assignee,
}

/// Tells of every task whose time has come. Any number of processes may do so at once.
pub async fn remind(house: &House) -> Result<()> {
    let now = house.now();
    let sql = format!(
        "SELECT org_id, id, account_id, due_at, assigned, contact_id, assignee_id FROM tasks
         WHERE due_at <= ?1 AND due_at > ?2 AND state <> 'done' AND (told_due IS NULL OR told_due <> due_at)
         ORDER BY due_at LIMIT {AT_ONCE}"
    );
    let due = house
        .read()
        .await?
        .0
        .rows(&sql, params![now, now - NEWS], |row| {
            let assigned: String = row.get(4)?;
            Ok(Due {
                org: row.get(0)?,
                id: row.get(1)?,
                account: row.get(2)?,
                at: row.get(3)?,
                assignee: Assignee::stored(&assigned, row.get(5)?, row.get(6)?),
            })
        })
        .await?;
    for one in due {
        tell(house, &one).await?;
    }
    Ok(())
}

/// The first one to note it tells it.
async fn tell(house: &House, one: &Due) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let noted = change
        .tx
        .execute(
            "UPDATE tasks SET told_due = due_at
             WHERE org_id = ?1 AND id = ?2 AND due_at = ?3 AND (told_due IS NULL OR told_due <> due_at)",
            params![one.org, one.id, one.at],
        )
        .await?;
    let whom = match one.assignee {
        Assignee::Account => Some(Whom::Account),
        Assignee::Contact(id) => Some(Whom::Contact(id)),
        Assignee::User(id) => Some(Whom::User(id)),
        // They see it in their work.
        Assignee::Operators => None,
    };
    if let Some(whom) = whom.filter(|_| noted == 1) {
        let notice = Notice {
            kind: LetterKind::TaskDue,
            account: one.account,
            all: vec![json!({ "task": one.id.to_string(), "due": one.at.to_string() })],
            ends_at: change.at + NEWS,
            by: None,
        };
        notices::tell(&mut change, one.org, &notice, whom).await?;
    }
    change.commit_housekeeping().await
}

/// Title and text of a task that is not done, and still due at this time.
pub(crate) async fn still_due(
    tx: &mut Tx,
    granted: &Granted<TasksView>,
    (id, due): (TaskId, Timestamp),
) -> Result<Option<(String, String)>> {
    Select::of("r.title, r.body", "tasks r")
        .within(granted, &OWNER)
        .and("r.id = {} AND r.due_at = {} AND r.state <> 'done'", [Value::from(id), Value::from(due)])
        .row(tx, |row| Ok((row.get(0)?, row.get(1)?)))
        .await
}
