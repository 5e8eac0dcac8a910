//! One task as it is, for those who change it.

use db::{Tx, Value};
use kernel::{AccountId, ContactId, Error, Result, TaskId, TimeZoneName, UserId};

use super::collection::{ASSIGNEE, FROM, OWNER};
use super::{Assignee, TaskDetails};
use crate::access::{AnyGranted, Granted, Select, TasksEdit};
use crate::history::{Action, Event};
use crate::house::Read;

#[derive(Clone, Debug)]
pub struct Task {
    pub id: TaskId,
    pub account: AccountId,
    pub account_name: String,
    pub details: TaskDetails,
    pub(super) zone: String,
    pub assignee_name: String,
    pub(super) state: String,
    pub(super) repeat_day: i64,
    pub(super) creator: Option<UserId>,
}

/// What a task says, for the form in which it is changed.
pub async fn details(read: &mut Read, granted: &Granted<TasksEdit>, id: TaskId) -> Result<Task> {
    find_in(&mut read.0, granted, id).await
}

pub(super) async fn find_in(tx: &mut Tx, granted: &AnyGranted, id: TaskId) -> Result<Task> {
    let columns = format!(
        "r.account_id, a.name, a.time_zone, r.title, r.body, r.due_at, r.assigned, r.contact_id, r.assignee_id, \
         {ASSIGNEE}, r.state, r.repeats, r.repeat_day, r.created_by"
    );
    let found = Select::of(&columns, FROM)
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, |row| {
            let assigned: String = row.get(6)?;
            Ok(Task {
                id,
                account: row.get(0)?,
                account_name: row.get(1)?,
                zone: row.get(2)?,
                details: TaskDetails {
                    title: row.get(3)?,
                    text: row.get(4)?,
                    due: row.get(5)?,
                    assignee: Assignee::stored(&assigned, row.get(7)?, row.get(8)?),
                    repeats: row.get(11)?,
                    checklist: Vec::new(),
                },
                assignee_name: row.get(9)?,
                state: row.get(10)?,
                repeat_day: row.get(12)?,
                creator: row.get(13)?,
            })
        })
        .await?;
    let mut task = found.ok_or(Error::NotFound)?;
    let steps = super::checklist::steps_of(tx, granted, id).await?;
    task.details.checklist = steps.into_iter().map(|step| step.words).collect();
    Ok(task)
}

impl Task {
    /// The zone in which the days of its account begin and end.
    pub(super) fn zone(&self) -> Result<jiff::tz::TimeZone> {
        Ok(TimeZoneName::parse(&self.zone).map_err(Error::bug)?.rules())
    }

    /// What happened to it. Open pages of those whom it concerns hear of it, but for who did it, whose page shows it.
    pub(super) fn event(&self, granted: &AnyGranted, action: Action) -> Event {
        let given = self.details.assignee;
        let (contact, creator) = concerned(given, self.creator, granted.actor().user_id());
        Event::of(action)
            .about(self.id.any(), self.details.title.as_str())
            .in_account(self.account)
            .owned(contact, creator)
    }
}

/// The contact and the user whose task it is: of who made it and who is to do it, the one who does not know yet.
pub(super) fn concerned(
    given: Assignee,
    creator: Option<UserId>,
    actor: Option<UserId>,
) -> (Option<ContactId>, Option<UserId>) {
    let other = given.user().filter(|user| Some(*user) != actor);
    (given.contact(), other.or(creator))
}
