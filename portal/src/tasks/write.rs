//! Writing, changing and deleting tasks.

use domain::access::TasksEdit;
use domain::tasks::{self, Task};
use kernel::{Result, TaskId};
use web::tasks::{FIELDS, assignees, fields, opening, read};
use web::ui::{Choice, ConfirmPage, FormView, Shell};
use web::{Answer, Fields, Id, Visitor, page};

use super::{PATH, account};
use crate::form_page::FormPage;

pub async fn ask_new(visitor: Visitor) -> Answer {
    new_page(&visitor, &Fields::default()).await?.answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&FIELDS)?;
    let granted = visitor.may::<TasksEdit>()?;
    let outcome = match read(&visitor, &typed) {
        Ok(details) => tasks::create(visitor.house(), &granted, account(&visitor)?, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&format!("{PATH}/{id}"), "Task added")),
        Err(error) => new_page(&visitor, &typed).await?.refused(error),
    }
}

async fn new_page(visitor: &Visitor, typed: &Fields) -> Result<FormPage> {
    let people = assignees(visitor, &mut visitor.read().await?, account(visitor)?).await?;
    Ok(FormPage {
        shell: below(visitor, "New task"),
        lead: "A task for the operators is on their screens at once.".to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: fields(typed, people),
            submit: "Add task".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}

pub async fn ask(visitor: Visitor, Id(id): Id<TaskId>) -> Answer {
    let task = find(&visitor, id).await?;
    edit_page(&visitor, &task, None).await?.answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<TaskId>, typed: Fields) -> Answer {
    typed.only(&FIELDS)?;
    let granted = visitor.may::<TasksEdit>()?;
    let task = find(&visitor, id).await?;
    let outcome = match read(&visitor, &typed) {
        Ok(details) => tasks::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&format!("{PATH}/{id}"), "Saved")),
        Err(error) => edit_page(&visitor, &task, Some(&typed)).await?.refused(error),
    }
}

async fn edit_page(visitor: &Visitor, task: &Task, typed: Option<&Fields>) -> Result<FormPage> {
    let people = assignees(visitor, &mut visitor.read().await?, task.account).await?;
    let (opened, people) = opening(visitor, task, people);
    let here = format!("{PATH}/{}", task.id);
    Ok(FormPage {
        shell: below(visitor, &format!("Edit {}", task.details.title)),
        lead: String::new(),
        form: FormView {
            action: format!("{here}/edit"),
            fields: fields(typed.unwrap_or(&opened), people),
            submit: "Save changes".to_owned(),
            cancel_href: Some(here),
            ..FormView::default()
        },
    })
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<TaskId>) -> Answer {
    let task = find(&visitor, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Delete “{}”?", task.details.title)),
        effect: "Its checklist and its comments go with it. This cannot be undone.".to_owned(),
        verb: "Delete task".to_owned(),
        action: format!("{PATH}/{id}/delete"),
        cancel_href: format!("{PATH}/{id}"),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<TaskId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<TasksEdit>()?;
    tasks::delete(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "Task deleted"))
}

async fn find(visitor: &Visitor, id: TaskId) -> Result<Task> {
    let granted = visitor.may::<TasksEdit>()?;
    tasks::details(&mut visitor.read().await?, &granted, id).await
}

fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Tasks", PATH, false)], ..visitor.shell(title) }
}
