//! The list of client accounts: searched, sorted, filtered, and one click away from each client's portal.

use domain::access::{AccountsCreate, AccountsLoginAs, AccountsView, UsersManage};
use domain::accounts::{self, ACCOUNTS};
use domain::records::{Cell, Record};
use web::records::{self, ListPage as About};
use web::ui::{Empty, RowAction, Shell, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::list_page::ListPage;

const PATH: &str = "/console/accounts";

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let query = records::query(&visitor, &ACCOUNTS, &pairs)?;
    let found = accounts::list(&mut visitor.read().await?, &granted, &query).await?;
    let login_as = |record: &Record| login_as(&visitor, record);
    let new =
        visitor.can::<AccountsCreate>().then_some((icon("plus"), "New account", "/console/accounts/new"));
    let about = About {
        path: PATH,
        placeholder: "Name, email or phone",
        quick: Some("state"),
        empty: empty(new.is_some()),
        href: Some(|record| format!("{PATH}/{}", record.id)),
        actions: visitor.can::<AccountsLoginAs>().then_some(&login_as),
        others: visitor.can::<UsersManage>().then_some(&people),
        live: true,
        export: true,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("Client Accounts"), action: new, table })
}

/// The icon with its label on a row (S0-36). A locked account lets nobody in, so it offers nothing.
fn login_as(visitor: &Visitor, record: &Record) -> Vec<RowAction> {
    if matches!(record.cell("state"), Cell::Choice(state) if state.value == "locked") {
        return Vec::new();
    }
    let action = RowAction::post("Login as User", icon("login"), format!("{PATH}/{}/login-as", record.id));
    vec![action.about(record.cell("name").text()).with("return_to", &visitor.guest.path)]
}

/// Behind the three dots of a row: the users, with the way to add one (S0-25), and a password (S0-22, S0-23). An account
/// that lets nobody in has no password to change.
fn people(record: &Record) -> Vec<RowAction> {
    let users = RowAction::link("Users", icon("users"), format!("{PATH}/{}#part-users", record.id));
    if matches!(record.cell("users"), Cell::Number(0)) {
        return vec![users];
    }
    vec![users, RowAction::link("Change Password", icon("key"), format!("{PATH}/{}/password", record.id))]
}

fn empty(may_create: bool) -> Empty {
    Empty {
        icon: icon("building"),
        title: "No client accounts yet".to_owned(),
        text: "An account is a client business: its numbers, its people, its calls and its messages."
            .to_owned(),
        action: may_create.then(|| ("New account".to_owned(), format!("{PATH}/new"))),
    }
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_filters(&visitor, &ACCOUNTS, &pairs, PATH, &[], &Vec::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &ACCOUNTS, &pairs, PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let query = records::query(&visitor, &ACCOUNTS, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}

/// The frame of a page below the list.
pub fn below(visitor: &Visitor, title: &str, trail: &[(&str, String)]) -> Shell {
    let steps = std::iter::once(("Client Accounts", PATH.to_owned())).chain(trail.iter().cloned());
    Shell {
        trail: steps.map(|(label, href)| web::ui::Choice::new(label, href, false)).collect(),
        ..visitor.shell(title)
    }
}
