//! Tells somebody that a task is due. Whoever wants such letters chooses them in the profile.

use kernel::{Result, TaskId, Timestamp};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::reader::{common, content, details, proof};
use crate::notices::write::{Filled, Occasion};
use crate::tasks;

pub static SHAPE: Shape = Shape {
    name: "task_due",
    title: "Task due",
    about: "Sent to a portal user who wants it, when a task of the user’s is due and not done; and of a task for anybody \
            of the account, to those who see all of its tasks.",
    email: Some(Text {
        subject: "A task is due at {{ organization }}",
        body: "Hello {{ first_name }},\n\na task is due. {% if details %}\n\n{{ details }}\n\n{% endif %}See it \
               here:\n\n{{ link }}\n\nYou get this letter because you chose it. You choose otherwise in your \
               profile:\n\n{{ profile_url }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: a task is due. {% if details %}{{ details }} {% endif %}{{ link }}",
    }),
    variables: &[
        Variable {
            name: "link",
            meaning: "the page of the task",
            sample: "https://portal.example.com/tasks/…",
            needed: true,
        },
        Variable {
            name: "profile_url",
            meaning: "the page on which the person chooses letters",
            sample: "https://portal.example.com/profile/notifications",
            needed: false,
        },
        Variable {
            name: "details",
            meaning: "what is to be done, as far as the account lets it out; otherwise nothing",
            sample: "",
            needed: false,
        },
    ],
    newest_only: false,
};

/// Looks once more, at the moment of sending: the task must be within the person's reach, due, and not done.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = |name: &str| occasion.letter.data.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let (Ok(id), Some(due)) = (told("task").parse::<TaskId>(), Timestamp::parse(told("due"))) else {
        return Ok(Filled::Drop("It is about no task."));
    };
    let granted = match proof(change, occasion).await? {
        Ok(granted) => granted,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    let Some((title, text)) = tasks::still_due(&mut change.tx, &granted, (id, due)).await? else {
        return Ok(Filled::Drop("The task is done, put off, or out of the person's reach."));
    };
    let content = content(change, occasion).await?;
    let said = details(occasion, content, &[&title], &text);
    Ok(Filled::With(common(occasion, &format!("/tasks/{id}"), (SHAPE.title, said))))
}
