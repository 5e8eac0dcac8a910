//! An operator writes a task: first whose it is, then what is to be done.

use domain::Read;
use domain::access::{AccountsView, TasksEdit};
use domain::accounts::{self, Account};
use domain::tasks::{self, Task};
use kernel::{AccountId, Error, Result, TaskId};
use web::records::ChoosePage;
use web::tasks::{FIELDS, assignees, fields, opening, read};
use web::ui::{Choice, ConfirmPage, FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, Id, Pairs, Visitor, page};

use super::PATH;
use crate::accounts::filter;
use crate::form_page::{FormPage, field, select};

pub async fn ask_new(visitor: Visitor, pairs: Pairs) -> Answer {
    let mut read = visitor.read().await?;
    match pairs.get("account") {
        None => page(&whose_page(&visitor, &mut read, &pairs).await?),
        Some(account) => {
            let account = account_of(&visitor, &mut read, account).await?;
            let typed = Fields::of([("account", account.id.to_string())]);
            new_page(&visitor, &mut read, &account, &typed).await?.answer()
        }
    }
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    let known: Vec<&str> = FIELDS.iter().copied().chain(["account"]).collect();
    typed.only(&known)?;
    let granted = visitor.may::<TasksEdit>()?;
    let account = account_of(&visitor, &mut visitor.read().await?, typed.get("account")).await?;
    let outcome = match read(&visitor, &typed) {
        Ok(details) => tasks::create(visitor.house(), &granted, account.id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&format!("{PATH}/{id}"), "Task added")),
        Err(error) => new_page(&visitor, &mut visitor.read().await?, &account, &typed).await?.refused(error),
    }
}

/// The first step: which account.
async fn whose_page(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Result<ChoosePage> {
    let options = filter::options(visitor, read, pairs).await?;
    let names = options.into_iter().find(|(name, _)| *name == "account").map(|(_, names)| names);
    let account = select(&Fields::default(), "account", "Account", None, names.unwrap_or_default());
    Ok(ChoosePage {
        shell: below(visitor, "New task"),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: vec![FieldView { required: true, ..account }],
            submit: "Continue".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
        hidden: Vec::new(),
    })
}

async fn account_of(visitor: &Visitor, read: &mut Read, id: &str) -> Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    accounts::find(read, &granted, id).await
}

async fn new_page(visitor: &Visitor, read: &mut Read, account: &Account, typed: &Fields) -> Result<FormPage> {
    let people = assignees(visitor, read, account.id).await?;
    let whose = field(typed, "account", "Account", FieldKind::Hidden);
    Ok(FormPage {
        shell: below(visitor, &format!("Task for {}", account.name)),
        lead: String::new(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: std::iter::once(whose).chain(fields(typed, people)).collect(),
            submit: "Add task".to_owned(),
            cancel_href: Some(format!("{PATH}?account={}", account.id)),
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
        lead: format!("A task of {}.", task.account_name),
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
        effect: format!(
            "It is a task of {}. Its checklist and its comments go with it. This cannot be undone.",
            task.account_name
        ),
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
