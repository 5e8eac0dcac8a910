//! What people say about a task, for everybody who sees it.

use db::{Value, params};
use kernel::text::paragraph;
use kernel::{CommentId, Invalid, Result, TaskId, Timestamp};

use super::collection::OWNER;
use super::find::find_in;
use crate::access::{Granted, Select, TasksComplete, TasksView};
use crate::history::Action;
use crate::house::{House, Read};

pub const LONGEST_COMMENT: usize = 5000;
/// The latest that a page shows.
const MOST: usize = 200;

#[derive(Clone, Debug)]
pub struct Comment {
    pub id: CommentId,
    pub author: String,
    pub text: String,
    pub at: Timestamp,
}

/// The latest comments, the first one first.
pub async fn comments(read: &mut Read, granted: &Granted<TasksView>, id: TaskId) -> Result<Vec<Comment>> {
    find_in(&mut read.0, granted, id).await?;
    let mut found = Select::of(
        "c.id, c.author, c.body, c.said_at",
        "task_comments c JOIN tasks r ON r.org_id = c.org_id AND r.id = c.task_id",
    )
    .within(granted, &OWNER)
    .and("c.task_id = {}", [Value::from(id)])
    .then(&format!("ORDER BY c.said_at DESC, c.id DESC LIMIT {MOST}"))
    .rows(&mut read.0, |row| {
        Ok(Comment { id: row.get(0)?, author: row.get(1)?, text: row.get(2)?, at: row.get(3)? })
    })
    .await?;
    found.reverse();
    Ok(found)
}

pub async fn comment(
    house: &House,
    granted: &Granted<TasksComplete>,
    id: TaskId,
    text: &str,
) -> Result<CommentId> {
    let mut change = house.change(granted).await?;
    let task = find_in(&mut change.tx, granted, id).await?;
    let mut invalid = Invalid::default();
    let text = invalid.check("comment", paragraph(text, LONGEST_COMMENT)).unwrap_or_default();
    if text.is_empty() && invalid.is_empty() {
        invalid.push("comment", "Write what is to be said.");
    }
    invalid.into_result()?;
    let comment = CommentId::new(change.at, &change.dice);
    let author = granted.actor().signature();
    change
        .tx
        .execute(
            "INSERT INTO task_comments (org_id, id, task_id, author, body, said_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![granted.org(), comment, id, author.as_str(), text.as_str(), change.at],
        )
        .await?;
    let event = task.event(granted, Action::TaskCommented);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(comment)
}
