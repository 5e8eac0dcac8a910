//! The people of the client's business: contacts, and who can sign in.

use askama::Template;
use domain::access::{ContactsView, UsersView};
use domain::people::contacts::{self, Contact};
use domain::people::users::{self, Member};
use kernel::Error;
use web::ui::{Badge, Cell, Column, Empty, Row, Shell, TableView, Tone, icon};
use web::{Answer, Visitor, format, page};

/// More people than this are found by search, which comes with their own lists.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    shell: Shell,
    contacts: TableView,
    users: Option<TableView>,
}

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let account = granted.actor().place().ok_or(Error::NotFound)?.account;
    let mut read = visitor.read().await?;
    let contacts = contacts::of_account(&mut read, &granted, account, MOST).await?;
    let users = match visitor.may::<UsersView>() {
        Ok(granted) => Some(users::of_account(&mut read, &granted, account, MOST).await?),
        Err(_) => None,
    };
    page(&PeoplePage {
        shell: visitor.shell("People"),
        contacts: contact_table(&contacts),
        users: users.as_deref().map(user_table),
    })
}

fn contact_table(contacts: &[Contact]) -> TableView {
    let rows = contacts.iter().map(|contact| Row {
        key: contact.id.to_string(),
        cells: vec![
            Cell::Strong(contact.name.clone()),
            Cell::text(&contact.title),
            email(&contact.email),
            phone(&contact.phone),
        ],
        ..Row::default()
    });
    TableView {
        id: "contacts".to_owned(),
        title: "Contacts".to_owned(),
        columns: ["Name", "Title", "Email", "Phone"].map(Column::new).to_vec(),
        rows: rows.collect(),
        empty: Empty {
            icon: icon("users"),
            title: "No contacts".to_owned(),
            text: "Your provider keeps the people here for whom calls and messages are taken.".to_owned(),
            action: None,
        },
        ..TableView::default()
    }
}

fn user_table(users: &[Member]) -> TableView {
    let rows = users.iter().map(|user| Row {
        key: user.id.to_string(),
        cells: vec![
            Cell::Strong(user.name.clone()),
            email(&user.email),
            Cell::text(&user.role),
            Cell::text(&user.contact_name),
            Cell::Badges(vec![match user.disabled_at {
                None => Badge::new(Tone::Good, "Active"),
                Some(_) => Badge::new(Tone::Danger, "Disabled"),
            }]),
        ],
        muted: user.disabled_at.is_some(),
        ..Row::default()
    });
    TableView {
        id: "users".to_owned(),
        title: "Who can sign in".to_owned(),
        columns: vec![
            Column::new("Name"),
            Column::new("Email"),
            Column::new("Role"),
            Column::new("Contact"),
            Column::new("State").class("aside"),
        ],
        rows: rows.collect(),
        ..TableView::default()
    }
}

fn email(text: &str) -> Cell {
    if text.is_empty() {
        return Cell::None;
    }
    Cell::Link { text: text.to_owned(), href: format!("mailto:{text}") }
}

fn phone(text: &str) -> Cell {
    match format::dialable(text) {
        Some(tel) => Cell::Phone { text: format::phone(text), tel },
        None => Cell::None,
    }
}
