//! Changing what a task says; steps that stay as they were keep their marks.

use std::collections::BTreeMap;

use db::{Value, params};
use kernel::{Result, TaskId, Timestamp};

use super::checklist::steps_of;
use super::find::{Task, find_in};
use super::store::{insert_step, place};
use super::{TaskDetails, repeat};
use crate::access::{Granted, TasksEdit};
use crate::change::Change;
use crate::history::Action;
use crate::house::House;

pub async fn edit(
    house: &House,
    granted: &Granted<TasksEdit>,
    id: TaskId,
    details: TaskDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    let details = details.checked()?;
    let org = granted.org();
    let name = if details.assignee == before.details.assignee {
        before.assignee_name.clone()
    } else {
        details.assignee.name(&mut change.tx, org, before.account).await?
    };
    rewrite_steps(&mut change, granted, id, &details.checklist).await?;
    let done = before.state == "done";
    change
        .tx
        .execute(
            "UPDATE tasks SET title = ?3, body = ?4, due_at = ?5, assigned = ?6, contact_id = ?7, assignee_id = ?8,
               repeats = ?9, repeat_day = ?10, search = ?11, place = CASE WHEN state = 'done' THEN place ELSE ?12 END
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                id,
                details.title.as_str(),
                details.text.as_str(),
                details.due,
                details.assignee.kind(),
                details.assignee.contact(),
                details.assignee.user(),
                // What is done has had its next one.
                if done { "never" } else { details.repeats.as_str() },
                repeat::day(&details, &before.zone)?,
                Value::from(details.search()),
                place(details.due, None),
            ],
        )
        .await?;
    let due = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let (old, after) = (before.details.clone(), Task { details, ..before });
    let event = after
        .event(granted, Action::TaskEdited)
        .changed("title", old.title, after.details.title.as_str())
        .changed("due", due(old.due), due(after.details.due))
        .changed("for", after.assignee_name.as_str(), name)
        .changed("repeats", old.repeats, after.details.repeats.as_str());
    change.record(granted.actor(), event).await?.commit().await
}

async fn rewrite_steps(
    change: &mut Change,
    granted: &Granted<TasksEdit>,
    id: TaskId,
    words: &[String],
) -> Result<()> {
    let org = granted.org();
    let before = steps_of(&mut change.tx, granted, id).await?;
    if before.iter().map(|step| &step.words).eq(words) {
        return Ok(());
    }
    let mut done: BTreeMap<String, (Timestamp, String)> =
        before.into_iter().filter_map(|step| Some((step.words, (step.done_at?, step.done_by)))).collect();
    change.tx.execute("DELETE FROM task_steps WHERE org_id = ?1 AND task_id = ?2", params![org, id]).await?;
    for (position, words) in (0_i64..).zip(words) {
        let kept = done.remove(words);
        insert_step(&mut change.tx, org, id, (position, words), kept.as_ref()).await?;
    }
    Ok(())
}
