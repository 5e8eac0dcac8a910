//! The people of the client's business: contacts, and who can sign in.

use askama::Template;
use domain::access::{ContactsEdit, ContactsView, SupportView, UsersManage, UsersView};
use domain::people::contacts::{self, Contact};
use domain::people::users::{self, Member};
use kernel::Error;
use kernel::text::phone_in;
use web::ui::{Badge, Cell, Column, Empty, Row, Shell, TableView, Tone, icon};
use web::{Answer, Visitor, format, page};

use super::user_menu::Menus;
use super::{CONTACTS, invite};

/// As many of each are shown here; all of them are in lists of their own, with search and filters.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    shell: Shell,
    contacts: TableView,
    users: Option<TableView>,
    may: May,
}

/// What the visitor may do here.
#[derive(Clone, Copy)]
struct May {
    add_contact: bool,
    add_user: bool,
    see_support: bool,
}

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let account = granted.actor().place().ok_or(Error::NotFound)?.account;
    let mut read = visitor.read().await?;
    let contacts = contacts::of_account(&mut read, &granted, account, MOST).await?;
    let users = match visitor.may::<UsersView>() {
        Ok(granted) => {
            let members = users::of_account(&mut read, &granted, account, MOST).await?;
            let menus = Menus::of(&visitor, &mut read, &granted, &members).await?;
            Some(user_table(&visitor, &members, &menus))
        }
        Err(_) => None,
    };
    page(&PeoplePage {
        shell: visitor.shell("People"),
        contacts: contact_table(&visitor, &contacts),
        users,
        may: May {
            add_contact: visitor.can::<ContactsEdit>(),
            add_user: visitor.can::<UsersManage>(),
            see_support: visitor.can::<SupportView>(),
        },
    })
}

fn contact_table(visitor: &Visitor, contacts: &[Contact]) -> TableView {
    let rows = contacts.iter().map(|contact| Row {
        key: contact.id.to_string(),
        cells: vec![
            Cell::Strong(contact.name.clone()),
            Cell::text(&contact.title),
            email(&contact.email),
            phone(visitor, &contact.phone),
            Cell::text(contact.groups.join(", ")),
        ],
        href: Some(format!("{CONTACTS}/{}", contact.id)),
        ..Row::default()
    });
    TableView {
        id: "contacts".to_owned(),
        title: "Contacts".to_owned(),
        columns: ["Name", "Title", "Email", "Phone", "Groups"].map(Column::new).to_vec(),
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

fn user_table(visitor: &Visitor, users: &[Member], menus: &Menus) -> TableView {
    let rows = users.iter().map(|user| Row {
        key: user.id.to_string(),
        cells: vec![
            Cell::Strong(user.name.clone()),
            email(&user.email),
            if user.role.is_empty() {
                Cell::Muted("No roles yet".to_owned())
            } else {
                Cell::text(&user.role)
            },
            Cell::text(&user.contact_name),
            invite::cell(visitor, menus.invitation(user)),
            Cell::Badges(vec![match user.disabled_at {
                None => Badge::new(Tone::Good, "Active"),
                Some(_) => Badge::new(Tone::Danger, "Disabled"),
            }]),
            Cell::Menu { about: user.name.clone(), shown: Vec::new(), others: menus.of_user(user) },
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
            Column::new("Roles"),
            Column::new("Contact"),
            Column::new("Invitation"),
            Column::new("State").class("aside"),
            Column::new("").class("unlabelled"),
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

fn phone(visitor: &Visitor, text: &str) -> Cell {
    match format::dialable(text) {
        Some(tel) => Cell::Phone { text: phone_in(text, &visitor.who.organization.region), tel },
        None => Cell::None,
    }
}
