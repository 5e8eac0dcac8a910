//! What is asked of whoever writes a task.

use domain::Read;
use domain::access::{ContactsView, UsersView};
use domain::people::{contacts, users};
use domain::tasks::{self, Assignee, REPEATS, Task, TaskDetails};
use kernel::{AccountId, Error, Invalid, Result};

use crate::form_page::select;
use crate::ui::{FieldKind, FieldView};
use crate::{Fields, Visitor};

pub const FIELDS: [&str; 6] = ["title", "text", "due_at", "assignee", "repeats", "checklist"];

/// Names in a choice of people.
const MOST: usize = 500;

/// Who may be given a task of the account: those whom the visitor may see. Somebody who has a login is named once.
pub async fn assignees(
    visitor: &Visitor,
    read: &mut Read,
    account: AccountId,
) -> Result<Vec<(String, String)>> {
    let mut people: Vec<(String, String)> = vec![
        ("account".to_owned(), "Anybody of the account".to_owned()),
        ("operators".to_owned(), "The operators".to_owned()),
    ];
    let members = match visitor.may::<UsersView>() {
        Ok(granted) => users::of_account(read, &granted, account, MOST).await?,
        Err(_) => Vec::new(),
    };
    let contacts = match visitor.may::<ContactsView>() {
        Ok(granted) => contacts::of_account(read, &granted, account, MOST).await?,
        Err(_) => Vec::new(),
    };
    let enabled = members.iter().filter(|member| member.disabled_at.is_none());
    people.extend(enabled.map(|member| (member.user.to_string(), member.name.clone())));
    let without_login =
        contacts.into_iter().filter(|one| !members.iter().any(|member| member.contact == Some(one.id)));
    people.extend(without_login.map(|one| (one.id.to_string(), format!("{} (contact)", one.name))));
    Ok(people)
}

pub fn fields(typed: &Fields, people: Vec<(String, String)>) -> Vec<FieldView> {
    let repeats = REPEATS.iter().map(|one| (one.value.to_owned(), one.label.to_owned()));
    let words = |name: &str, label: &str, most, kind| FieldView {
        value: typed.get(name).to_owned(),
        maxlength: Some(most),
        autocomplete: Some("off".to_owned()),
        ..FieldView::new(name, label, kind)
    };
    let steps = (tasks::LONGEST_STEP + 1) * tasks::MOST_STEPS;
    vec![
        FieldView {
            required: true,
            ..words("title", "What is to be done?", tasks::LONGEST_TITLE, FieldKind::Text)
        },
        words("text", "Text", tasks::LONGEST_TEXT, FieldKind::TextArea { rows: 4 }),
        FieldView { required: true, ..select(typed, "assignee", "For", None, people) },
        FieldView { short: true, ..words("due_at", "Due", 40, FieldKind::DateTime) },
        FieldView { short: true, required: true, ..select(typed, "repeats", "Repeats", None, repeats) },
        FieldView {
            hint: "One step on each line. Each is ticked off by itself.".to_owned(),
            ..words("checklist", "Checklist", steps, FieldKind::TextArea { rows: 4 })
        },
    ]
}

/// What the form opens with for a task that is there, and the people with whom it was given to before.
pub fn opening(
    visitor: &Visitor,
    task: &Task,
    mut people: Vec<(String, String)>,
) -> (Fields, Vec<(String, String)>) {
    let details = &task.details;
    let assignee = details.assignee.to_string();
    if !people.iter().any(|(id, _)| *id == assignee) {
        people.push((assignee.clone(), task.assignee_name.clone()));
    }
    let typed = Fields::of([
        ("title", details.title.clone()),
        ("text", details.text.clone()),
        ("due_at", details.due.map(|at| visitor.local.for_field(at)).unwrap_or_default()),
        ("assignee", assignee),
        ("repeats", details.repeats.clone()),
        ("checklist", details.checklist.join("\n")),
    ]);
    (typed, people)
}

pub fn read(visitor: &Visitor, typed: &Fields) -> Result<TaskDetails> {
    let mut invalid = Invalid::default();
    let due = match typed.get("due_at").trim() {
        "" => None,
        text => invalid.check("due_at", visitor.local.read(text).ok_or("Write a date and a time of day.")),
    };
    let assignee = Assignee::parse(typed.get("assignee"));
    let assignee = invalid.check("assignee", assignee.ok_or("Choose who is to do it."));
    let Some(assignee) = assignee.filter(|_| invalid.is_empty()) else {
        return Err(Error::Invalid(invalid));
    };
    Ok(TaskDetails {
        title: typed.get("title").to_owned(),
        text: typed.get("text").to_owned(),
        due,
        assignee,
        repeats: typed.get("repeats").to_owned(),
        checklist: typed.get("checklist").lines().map(str::to_owned).collect(),
    })
}
