//! One task: what is to be done, its steps, and what was said about it.

use askama::Template;
use domain::Read;
use domain::access::{TasksComplete, TasksView};
use domain::records::{Cell as Value, Record};
use domain::tasks::{self, LONGEST_COMMENT, Step};
use kernel::{Result, TaskId};

use super::is_overdue;
use crate::ui::{
    Badge, DetailView, EntryKind, FieldKind, FieldView, FormView, Timeline, TimelineEntry, Tone,
    prints_itself,
};
use crate::{Fields, Visitor, format, records};

#[derive(Clone, Debug, Default, Template)]
#[template(path = "tasks/task.html")]
pub struct TaskView {
    detail: DetailView,
    /// The address of the task’s page.
    here: String,
    steps: Vec<ShownStep>,
    /// “2 of 5 done”
    progress: String,
    comments: Option<Timeline>,
    /// None for those who only look.
    pub comment: Option<FormView>,
    history: Option<Timeline>,
}

#[derive(Clone, Debug)]
struct ShownStep {
    position: i64,
    words: String,
    done: bool,
    by: String,
}

prints_itself!(TaskView);

/// The task with what was typed as a comment on it. Without `history`, nothing of it is shown.
pub async fn task(
    visitor: &Visitor,
    read: &mut Read,
    record: &Record,
    (path, without): (&str, &[&str]),
    typed: &Fields,
    history: Option<Timeline>,
) -> Result<TaskView> {
    let granted = visitor.may::<TasksView>()?;
    let id = TaskId::from_uuid(record.id.uuid);
    let steps = tasks::checklist(read, &granted, id).await?;
    let comments = tasks::comments(read, &granted, id).await?;
    let hidden: Vec<&str> =
        ["title", "assigned", "user", "contact", "repeats"].iter().chain(without).copied().collect();
    let mut detail = records::detail(visitor, record, &hidden);
    if is_overdue(record, visitor.who.now) {
        detail.badges.insert(0, Badge::new(Tone::Danger, "Overdue"));
    }
    if let Value::Choice(repeats) = record.cell("repeats")
        && repeats.value != "never"
    {
        detail.badges.push(Badge::new(Tone::Neutral, repeats.label));
    }
    let here = format!("{path}/{id}");
    let done = steps.iter().filter(|step| step.done_at.is_some()).count();
    let entries: Vec<TimelineEntry> = comments
        .into_iter()
        .map(|comment| TimelineEntry {
            kind: EntryKind::Reply,
            who: comment.author,
            iso: comment.at.to_string(),
            exact: format::exact(comment.at, &visitor.local),
            text: Some(comment.text),
            ..TimelineEntry::default()
        })
        .collect();
    Ok(TaskView {
        detail,
        progress: format!("{done} of {} done", steps.len()),
        steps: steps.into_iter().map(|step| shown(visitor, step)).collect(),
        comments: (!entries.is_empty()).then(|| Timeline { title: "Comments".to_owned(), entries }),
        comment: visitor.can::<TasksComplete>().then(|| comment_form(&here, typed)),
        history,
        here,
    })
}

fn shown(visitor: &Visitor, step: Step) -> ShownStep {
    ShownStep {
        position: step.position,
        words: step.words,
        done: step.done_at.is_some(),
        by: step
            .done_at
            .map(|at| format!("{}, {}", step.done_by, format::instant(at, &visitor.local)))
            .unwrap_or_default(),
    }
}

fn comment_form(here: &str, typed: &Fields) -> FormView {
    FormView {
        action: format!("{here}/comments"),
        fields: vec![FieldView {
            required: true,
            value: typed.get("comment").to_owned(),
            maxlength: Some(LONGEST_COMMENT),
            autocomplete: Some("off".to_owned()),
            ..FieldView::new("comment", "Comment", FieldKind::TextArea { rows: 3 })
        }],
        submit: "Add comment".to_owned(),
        ..FormView::default()
    }
}

/// What may be done with a task in this state: the state it is given, and the words of the button.
pub(super) fn moves(record: &Record) -> Vec<(&'static str, &'static str)> {
    let Value::Choice(state) = record.cell("state") else { return Vec::new() };
    match state.value {
        "open" => vec![("done", "Done"), ("started", "Start")],
        "started" => vec![("done", "Done"), ("open", "Not started")],
        _ => vec![("open", "Reopen")],
    }
}

impl TaskView {
    /// The same for the page of one task.
    pub fn marks(visitor: &Visitor, record: &Record) -> Vec<(&'static str, &'static str)> {
        if visitor.can::<TasksComplete>() { moves(record) } else { Vec::new() }
    }
}
