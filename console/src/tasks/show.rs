//! One task, with what was done to it.

use askama::Template;
use domain::access::{TasksComplete, TasksEdit, TasksView};
use domain::tasks;
use kernel::{Error, Result, TaskId};
use web::tasks::TaskView;
use web::ui::{Choice, Shell};
use web::{Answer, Fields, Id, LocalPath, Visitor, page, refused};

use super::PATH;
use crate::history::timeline;

#[derive(Template)]
#[template(path = "tasks/show.html")]
struct TaskPage {
    shell: Shell,
    here: String,
    may_edit: bool,
    /// State and button of what the visitor may do with it now.
    marks: Vec<(&'static str, &'static str)>,
    task: TaskView,
}

pub async fn show(visitor: Visitor, Id(id): Id<TaskId>) -> Answer {
    page(&task_page(&visitor, id, &Fields::default()).await?)
}

async fn task_page(visitor: &Visitor, id: TaskId, typed: &Fields) -> Result<TaskPage> {
    let granted = visitor.may::<TasksView>()?;
    let mut read = visitor.read().await?;
    let record = tasks::find(&mut read, &granted, id).await?;
    let history = timeline::of_thing(visitor, &mut read, id.any()).await?;
    let mut shell = visitor.shell(record.cell("title").text());
    shell.trail = vec![Choice::new("Tasks", PATH, false)];
    Ok(TaskPage {
        shell,
        here: format!("{PATH}/{id}"),
        may_edit: visitor.can::<TasksEdit>(),
        marks: TaskView::marks(visitor, &record),
        task: web::tasks::task(visitor, &mut read, &record, (PATH, &[]), typed, history).await?,
    })
}

pub async fn mark(visitor: Visitor, Id(id): Id<TaskId>, fields: Fields) -> Answer {
    fields.only(&["state", "return_to"])?;
    let granted = visitor.may::<TasksComplete>()?;
    let next = tasks::mark(visitor.house(), &granted, id, fields.get("state")).await?;
    let back = LocalPath::or(fields.optional("return_to"), &format!("{PATH}/{id}"));
    Ok(visitor.done(back.as_str(), web::tasks::marked(fields.get("state"), next.is_some())))
}

pub async fn tick(visitor: Visitor, Id(id): Id<TaskId>, fields: Fields) -> Answer {
    fields.only(&["position", "done"])?;
    let granted = visitor.may::<TasksComplete>()?;
    let position = fields.get("position").parse().map_err(|_| Error::NotFound)?;
    let done = fields.get("done") == "yes";
    tasks::tick(visitor.house(), &granted, id, position, done).await?;
    Ok(visitor.done(&format!("{PATH}/{id}"), if done { "Ticked off" } else { "Taken back" }))
}

pub async fn comment(visitor: Visitor, Id(id): Id<TaskId>, typed: Fields) -> Answer {
    typed.only(&["comment"])?;
    let granted = visitor.may::<TasksComplete>()?;
    let outcome = tasks::comment(visitor.house(), &granted, id, typed.get("comment")).await;
    let Err(error) = outcome else { return Ok(visitor.done(&format!("{PATH}/{id}"), "Comment added")) };
    let mut answer = task_page(&visitor, id, &typed).await?;
    let error = match answer.task.comment.as_mut() {
        Some(form) => form.refuse(error)?,
        None => return Err(error.into()),
    };
    refused(&answer, &error)
}
