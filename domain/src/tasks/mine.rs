//! What a person is to do next.

use db::Value;
use kernel::{Result, TaskId, Timestamp};

use super::collection::OWNER;
use crate::access::{Granted, Select, TasksView};
use crate::house::Read;

#[derive(Clone, Debug)]
pub struct Mine {
    pub id: TaskId,
    pub title: String,
    pub due: Option<Timestamp>,
}

/// What was given to the person who asks, as a user or as a contact, and is not done; at most `limit`.
pub async fn mine(read: &mut Read, granted: &Granted<TasksView>, limit: usize) -> Result<Vec<Mine>> {
    let user = granted.actor().user_id();
    let contact = granted.actor().place().and_then(|place| place.contact);
    Select::of("r.id, r.title, r.due_at", "tasks r")
        .within(granted, &OWNER)
        .and("r.state <> 'done'", [])
        .and("r.assignee_id = {} OR r.contact_id = {}", [Value::from(user), Value::from(contact)])
        .then(&format!("ORDER BY r.place, r.id LIMIT {limit}"))
        .rows(&mut read.0, |row| Ok(Mine { id: row.get(0)?, title: row.get(1)?, due: row.get(2)? }))
        .await
}
