//! The people of an account on its page: who may sign in, and who can be reached.

use domain::access::{AccountsLoginAs, ContactsEdit, MessagesCreate, UsersManage};
use domain::accounts::Account;
use domain::people::contacts::Contact;
use domain::people::users::Member;
use kernel::{MemberId, Timestamp};
use web::ui::{Cell, Column, Row, RowAction, TableView, Tone, icon};
use web::{Visitor, format};

use super::page_of;
use crate::users::password;

/// The portal users of an account, `primary` among them marked, and the one of whom the password section is open.
pub fn users(
    visitor: &Visitor,
    account: &Account,
    members: &[Member],
    primary: Option<MemberId>,
    open: Option<MemberId>,
) -> TableView {
    let may_open = visitor.can::<UsersManage>();
    let row = |member: &Member| Row {
        more: (may_open && open == Some(member.id)).then(|| password::section(visitor, account, member)),
        key: member.id.to_string(),
        href: Some(format!("/console/users/{}", member.id)),
        cells: vec![
            Cell::Stack { first: member.name.clone(), second: member.email.clone() },
            role(member, primary),
            if member.contact_name.is_empty() { Cell::None } else { Cell::text(&member.contact_name) },
            state(member),
            actions(visitor, account, member, open == Some(member.id)),
        ],
        muted: member.disabled_at.is_some(),
        ..Row::default()
    };
    let columns = vec![
        Column::new("User"),
        Column::new("Roles"),
        Column::new("Contact"),
        Column::new("State").class("aside"),
        Column::new("").class("unlabelled"),
    ];
    table("users", "Portal users", columns, members.iter().map(row).collect())
}

fn role(member: &Member, primary: Option<MemberId>) -> Cell {
    if primary == Some(member.id) {
        return Cell::Stack { first: member.role.clone(), second: "Primary admin".to_owned() };
    }
    roles(member)
}

/// What the user holds; in plain words if it is nothing.
pub fn roles(member: &Member) -> Cell {
    if member.role.is_empty() { Cell::Muted("No roles yet".to_owned()) } else { Cell::text(&member.role) }
}

pub fn state(member: &Member) -> Cell {
    match member.disabled_at {
        Some(_) => Cell::badge(Tone::Danger, "Disabled"),
        None => Cell::badge(Tone::Good, "Active"),
    }
}

fn actions(visitor: &Visitor, account: &Account, member: &Member, is_open: bool) -> Cell {
    let mut shown = Vec::new();
    if visitor.can::<AccountsLoginAs>() && !account.is_locked() && member.disabled_at.is_none() {
        let action = format!("{}/login-as", page_of(account.id));
        shown.push(
            RowAction::post("Login as", icon("login"), action)
                .about(&member.name)
                .with("user", member.id.to_string())
                .with("return_to", page_of(account.id)),
        );
    }
    if visitor.can::<UsersManage>() {
        shown.push(password::arrow(account, member, is_open));
    }
    let others = if visitor.can::<UsersManage>() { changes(account, member) } else { Vec::new() };
    if others.is_empty() {
        Cell::Actions(shown)
    } else {
        Cell::Menu { about: member.name.clone(), shown, others }
    }
}

/// What may be changed about a user. The primary admin stays as long as the account has the same address (E-03).
pub fn changes(account: &Account, member: &Member) -> Vec<RowAction> {
    let page = format!("/console/users/{}", member.id);
    let mut changes = vec![
        RowAction::link("Edit", icon("edit"), format!("{page}/edit")),
        RowAction::link("Access", icon("shield"), format!("{page}/access")),
        RowAction::link("Dates and times", icon("calendar"), format!("{page}/reading")),
        RowAction::link("Change Password", icon("key"), format!("{page}/password")),
    ];
    if account.email.to_lowercase() == member.email.to_lowercase() {
        return changes;
    }
    changes.push(match member.disabled_at {
        None => RowAction::post("Disable", icon("user-off"), format!("{page}/disable")),
        Some(_) => RowAction::post("Enable", icon("user-check"), format!("{page}/enable")),
    });
    changes.push(RowAction::ask("Delete…", icon("trash"), format!("{page}/delete")));
    changes
}

/// Since when somebody has a second factor.
pub fn second_factor(visitor: &Visitor, since: Option<Timestamp>) -> Cell {
    match since {
        Some(at) => Cell::Stack {
            first: "On".to_owned(),
            second: format!("since {}", format::instant(at, &visitor.local)),
        },
        None => Cell::Muted("None".to_owned()),
    }
}

pub fn contacts(visitor: &Visitor, account: &Account, contacts: &[Contact]) -> TableView {
    let row = |contact: &Contact| Row {
        key: contact.id.to_string(),
        href: Some(format!("/console/contacts/{}", contact.id)),
        cells: vec![
            Cell::text(&contact.name),
            some(&contact.title),
            mail(&contact.email),
            phone(&contact.phone),
            contact_actions(visitor, account, contact),
        ],
        ..Row::default()
    };
    let columns = vec![
        Column::new("Contact"),
        Column::new("Title"),
        Column::new("Email"),
        Column::new("Phone"),
        Column::new("").class("unlabelled"),
    ];
    table("contacts", "Contacts", columns, contacts.iter().map(row).collect())
}

fn contact_actions(visitor: &Visitor, account: &Account, contact: &Contact) -> Cell {
    let mut others = Vec::new();
    if visitor.can::<MessagesCreate>() {
        let href = format!("/console/messages/new?account={}&contact={}", account.id, contact.id);
        others.push(RowAction::link("Write message", icon("message"), href));
    }
    if visitor.can::<ContactsEdit>() {
        let page = format!("/console/contacts/{}", contact.id);
        others.push(RowAction::link("Edit", icon("edit"), format!("{page}/edit")));
        others.push(RowAction::ask("Delete…", icon("trash"), format!("{page}/delete")));
    }
    if others.is_empty() {
        return Cell::None;
    }
    Cell::Menu { about: contact.name.clone(), shown: Vec::new(), others }
}

pub fn some(text: &str) -> Cell {
    if text.is_empty() { Cell::None } else { Cell::text(text) }
}

pub fn mail(address: &str) -> Cell {
    if address.is_empty() {
        return Cell::None;
    }
    Cell::Link { text: address.to_owned(), href: format!("mailto:{address}") }
}

pub fn phone(number: &str) -> Cell {
    match format::dialable(number) {
        Some(tel) => Cell::Phone { text: format::phone(number), tel },
        None => some(number),
    }
}

/// A short table: whole, without search and without pages.
fn table(id: &str, title: &str, columns: Vec<Column>, rows: Vec<Row>) -> TableView {
    TableView { id: id.to_owned(), title: title.to_owned(), columns, rows, ..TableView::default() }
}
