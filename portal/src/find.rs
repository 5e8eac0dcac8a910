//! Finding what is one's own, from anywhere in the portal.

use domain::Read;
use domain::access::{
    CallsView, HelpAsk, MessagesView, ResourcesView, StatusSet, TasksEdit, TasksView, UsersManage,
};
use domain::records::calls::{self, CALLS};
use domain::records::messages::{self, MESSAGES};
use domain::resources::{self, RESOURCES};
use domain::tasks::{self, TASKS};
use kernel::Result;
use web::find::{self, Group, Hit, Kind, first_of};
use web::{Answer, Pairs, Visitor};

use crate::help;

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let words = find::words(&pairs);
    let mut groups = vec![find::places(&visitor, words, Vec::new()), to_do(&visitor, words)];
    if !words.is_empty() {
        groups.extend(of_records(&visitor, &mut visitor.read().await?, words).await?);
        groups.push(Group { title: "Help", hits: help::hits(&visitor, words), all: None });
    }
    find::answer(&visitor, &pairs, groups)
}

fn to_do(visitor: &Visitor, words: &str) -> Group {
    let offered = [
        (visitor.can::<StatusSet>(), "info-circle", "Set status", "/status"),
        (visitor.can::<TasksEdit>(), "checkbox", "New task", "/tasks/new"),
        (visitor.can::<UsersManage>(), "user-plus", "Add a person", "/people/users/new"),
        (visitor.can::<HelpAsk>(), "help-circle", "Contact Support", "/help/contact"),
    ];
    let hits = offered.into_iter().filter(|(may, ..)| *may);
    find::named("Do", hits.map(|(_, drawing, label, href)| Hit::new(drawing, label, href)).collect(), words)
}

const MESSAGES_FOUND: Kind = Kind {
    title: "Messages",
    icon: "message",
    list: "/messages",
    about: |message| {
        let page = format!("/messages/{}", message.id);
        (first_of(message, &["subject", "text"]), first_of(message, &["caller_name", "caller_number"]), page)
    },
    at: Some("taken_at"),
};

const CALLS_FOUND: Kind = Kind {
    title: "Calls",
    icon: "phone",
    list: "/calls",
    about: |call| {
        let page = format!("/calls/{}", call.id);
        (first_of(call, &["from_name", "from"]), first_of(call, &["contact", "state"]), page)
    },
    at: Some("started_at"),
};

const TASKS_FOUND: Kind = Kind {
    title: "Tasks",
    icon: "checkbox",
    list: "/tasks",
    about: |task| {
        (first_of(task, &["title"]), first_of(task, &["assignee", "state"]), format!("/tasks/{}", task.id))
    },
    at: Some("due_at"),
};

const RESOURCES_FOUND: Kind = Kind {
    title: "Resources",
    icon: "file-text",
    list: "/resources",
    about: |resource| {
        let page = format!("/resources/{}", resource.id);
        (first_of(resource, &["title"]), first_of(resource, &["category"]), page)
    },
    at: None,
};

/// Whatever the visitor may read of each kind.
async fn of_records(visitor: &Visitor, read: &mut Read, words: &str) -> Result<Vec<Group>> {
    let mut groups = Vec::new();
    if let Ok(granted) = visitor.may::<MessagesView>() {
        let found = messages::list(read, &granted, &find::asked(&MESSAGES, words)?).await?;
        groups.push(find::records(visitor, &MESSAGES_FOUND, words, &found));
    }
    if let Ok(granted) = visitor.may::<CallsView>() {
        let found = calls::list(read, &granted, &find::asked(&CALLS, words)?).await?;
        groups.push(find::records(visitor, &CALLS_FOUND, words, &found));
    }
    if let Ok(granted) = visitor.may::<TasksView>() {
        let found = tasks::list(read, &granted, &find::asked(&TASKS, words)?).await?;
        groups.push(find::records(visitor, &TASKS_FOUND, words, &found));
    }
    if let Ok(granted) = visitor.may::<ResourcesView>() {
        let found = resources::list(read, &granted, &find::asked(&RESOURCES, words)?).await?;
        groups.push(find::records(visitor, &RESOURCES_FOUND, words, &found));
    }
    Ok(groups)
}
