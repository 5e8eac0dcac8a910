//! A new task of an account.

use axum::response::Response;
use domain::access::TasksEdit;
use domain::tasks::{self, Assignee, REPEATS, TaskDetails};
use kernel::{AccountId, Error, Invalid, Result, TaskId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::choices::{moment, one_of};
use crate::making::{Making, made_before};
use crate::openapi::{account_id, task_repeats};
use crate::single::created;

/// A task that is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    /// What is to be done.
    #[schema(required, min_length = 1, max_length = 200)]
    #[serde(default)]
    title: String,
    #[schema(max_length = 10_000)]
    text: Option<String>,
    /// RFC 3339. A task that repeats has one.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// `account` (anybody of it), `operators`, or the id of a portal user or a contact of the account. `account`, if it
    /// is left out.
    assignee: Option<String>,
    /// `never`, if it is left out.
    #[schema(schema_with = task_repeats)]
    #[serde(default = "never")]
    repeats: String,
    /// One step after the other, each of at most 200 characters.
    #[schema(max_items = 50)]
    checklist: Option<Vec<String>>,
}

fn never() -> String {
    "never".to_owned()
}

/// The task that was added.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedTask {
    #[schema(value_type = String)]
    id: TaskId,
}

pub async fn add(caller: Caller, Making { new, once }: Making<NewTask>) -> Answer {
    let granted = caller.may::<TasksEdit>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(added(TaskId::from_uuid(made.uuid)));
    }
    let (account, details) = task(new)?;
    let id = match tasks::create(caller.house(), &granted, account, details).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        other => other?,
    };
    Ok(added(id))
}

fn added(id: TaskId) -> Response {
    created(&format!("/api/v1/tasks/{id}"), &AddedTask { id })
}

fn task(new: NewTask) -> Result<(AccountId, TaskDetails)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let due = new.due_at.and_then(|due| moment(&mut invalid, "due_at", &due));
    let assignee = assignee(&mut invalid, new.assignee.as_deref().unwrap_or_default());
    let repeats = one_of(&mut invalid, "repeats", REPEATS, &new.repeats);
    let (Some(account), Some(assignee), Some(repeats), true) =
        (account, assignee, repeats, invalid.is_empty())
    else {
        return Err(Error::Invalid(invalid));
    };
    let details = TaskDetails {
        title: new.title,
        text: new.text.unwrap_or_default(),
        due,
        assignee,
        repeats: repeats.to_owned(),
        checklist: new.checklist.unwrap_or_default(),
    };
    Ok((account, details))
}

/// Whom a program names.
pub(super) fn assignee(invalid: &mut Invalid, written: &str) -> Option<Assignee> {
    let words = "Send account, operators, or the id of a portal user or a contact of the account.";
    invalid.check("assignee", Assignee::parse(written).ok_or(words))
}
