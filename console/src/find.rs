//! Finding accounts, people, records and things to do, from anywhere in the console.

use domain::Read;
use domain::access::{
    AccountsCreate, AccountsView, CallsView, ContactsView, MessagesCreate, MessagesView, OperatorsManage,
    ResourcesView, TasksEdit, TasksView, UsersView,
};
use domain::accounts::lookup::{self, Found};
use domain::people::contacts::{self, CONTACTS};
use domain::people::users::{self, USERS};
use domain::records::calls::{self, CALLS};
use domain::records::messages::{self, MESSAGES};
use domain::resources::{self, RESOURCES};
use domain::tasks::{self, TASKS};
use kernel::Result;
use web::find::{self, FEW, Group, Hit, Kind, first_of};
use web::{Answer, Pairs, Visitor, format};

use crate::{accounts, settings};

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let words = find::words(&pairs);
    let mut groups =
        vec![find::places(&visitor, words, settings::places(&visitor)), to_create(&visitor, words)];
    if !words.is_empty() {
        let mut read = visitor.read().await?;
        groups.splice(0..0, of_accounts(&visitor, &mut read, words).await?);
        groups.extend(of_records(&visitor, &mut read, words).await?);
    }
    find::answer(&visitor, &pairs, groups)
}

fn to_create(visitor: &Visitor, words: &str) -> Group {
    let offered = [
        (visitor.can::<AccountsCreate>(), "building", "New account", "/console/accounts/new"),
        (visitor.can::<MessagesCreate>(), "message", "Write message", "/console/messages/new"),
        (visitor.can::<TasksEdit>(), "checkbox", "New task", "/console/tasks/new"),
        (visitor.can::<OperatorsManage>(), "headset", "Add operator", "/console/operators/new"),
    ];
    let hits = offered.into_iter().filter(|(may, ..)| *may);
    find::named(
        "Create",
        hits.map(|(_, drawing, label, href)| Hit::new(drawing, label, href)).collect(),
        words,
    )
}

async fn of_accounts(visitor: &Visitor, read: &mut Read, words: &str) -> Result<Option<Group>> {
    let Ok(granted) = visitor.may::<AccountsView>() else { return Ok(None) };
    let found = lookup::look_up(read, &granted, words, FEW + 1).await?;
    let more = found.len() > FEW;
    let hit = |account: Found| Hit {
        detail: account.numbers.first().map_or_else(String::new, |number| format::phone(number)),
        ..Hit::new("building", account.name, accounts::page_of(account.id))
    };
    let all = Pairs::default().with("q", Some(words)).href("/console/accounts");
    Ok(Some(Group {
        title: "Accounts",
        hits: found.into_iter().take(FEW).map(hit).collect(),
        all: more.then(|| ("All accounts like this".to_owned(), all)),
    }))
}

const USERS_FOUND: Kind = Kind {
    title: "Portal users",
    icon: "user",
    list: "/console/clients",
    about: |user| {
        let page = format!("/console/users/{}", user.id);
        (first_of(user, &["name", "email"]), first_of(user, &["account", "email"]), page)
    },
    at: None,
};

const CONTACTS_FOUND: Kind = Kind {
    title: "Contacts",
    icon: "address-book",
    list: "/console/contacts",
    about: |contact| {
        let page = format!("/console/contacts/{}", contact.id);
        (first_of(contact, &["name"]), first_of(contact, &["account"]), page)
    },
    at: None,
};

const MESSAGES_FOUND: Kind = Kind {
    title: "Messages",
    icon: "message",
    list: "/console/messages",
    about: |message| {
        let page = format!("/console/messages/{}", message.id);
        let from = first_of(message, &["caller_name", "caller_number", "account"]);
        (first_of(message, &["subject", "text"]), from, page)
    },
    at: Some("taken_at"),
};

const CALLS_FOUND: Kind = Kind {
    title: "Calls",
    icon: "phone",
    list: "/console/calls",
    about: |call| {
        let page = format!("/console/calls/{}", call.id);
        (first_of(call, &["from_name", "from"]), first_of(call, &["account"]), page)
    },
    at: Some("started_at"),
};

const TASKS_FOUND: Kind = Kind {
    title: "Tasks",
    icon: "checkbox",
    list: "/console/tasks",
    about: |task| {
        let page = format!("/console/tasks/{}", task.id);
        (first_of(task, &["title"]), first_of(task, &["account"]), page)
    },
    at: Some("due_at"),
};

const RESOURCES_FOUND: Kind = Kind {
    title: "Resources",
    icon: "file-text",
    list: "/console/resources",
    about: |resource| {
        let page = format!("/console/resources/{}", resource.id);
        (first_of(resource, &["title"]), first_of(resource, &["account"]), page)
    },
    at: None,
};

/// Whatever the visitor may read of each kind.
async fn of_records(visitor: &Visitor, read: &mut Read, words: &str) -> Result<Vec<Group>> {
    let mut groups = Vec::new();
    if let Ok(granted) = visitor.may::<UsersView>() {
        let found = users::list(read, &granted, &find::asked(&USERS, words)?).await?;
        groups.push(find::records(visitor, &USERS_FOUND, words, &found));
    }
    if let Ok(granted) = visitor.may::<ContactsView>() {
        let found = contacts::list(read, &granted, &find::asked(&CONTACTS, words)?).await?;
        groups.push(find::records(visitor, &CONTACTS_FOUND, words, &found));
    }
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
