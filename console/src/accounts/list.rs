//! The list of client accounts: searched, sorted, filtered, and one click away from each client's portal.

use askama::Template;
use domain::access::{AccountsCreate, AccountsLoginAs, AccountsView, UsersManage};
use domain::accounts::{self, ACCOUNTS};
use domain::records::{Cell, Page, Query, Record};
use kernel::{Error, Result};
use web::records::{self, ListPage as About};
use web::ui::{Empty, RowAction, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use super::{bulk, filters};
use crate::secure;

pub const PATH: &str = "/console/accounts";

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct AccountsPage {
    shell: Shell,
    may_create: bool,
    table: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let found = accounts::list(&mut read, &granted, &query(&visitor, &pairs)?).await?;
    let names = filters::names(&visitor, &mut read, &pairs).await?;
    let boxes = filters::boxes(&visitor, &mut read, &pairs).await?;
    drop(read);
    let login_as = |record: &Record| login_as(&visitor, record);
    let may_create = visitor.can::<AccountsCreate>();
    let about = About {
        path: PATH,
        placeholder: "Name, nickname, tag, UID, email or phone",
        names: &names,
        empty: empty(may_create),
        href: Some(|record| format!("{PATH}/{}", record.id)),
        actions: visitor.can::<AccountsLoginAs>().then_some(&login_as),
        others: visitor.can::<UsersManage>().then_some(&people),
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let mut table = records::list(&visitor, &pairs, &as_written(&visitor, &pairs)?, &found, &about);
    table.boxes = Some(boxes);
    table.quick = secure::show::links(&visitor, pairs.get("q").unwrap_or_default()).await?;
    pickable(&visitor, &mut table, &pairs, &found);
    page(&AccountsPage { shell: visitor.shell("Client Accounts"), may_create, table })
}

/// The question as its address writes it: what the filters of the page are made of.
fn as_written(visitor: &Visitor, pairs: &Pairs) -> Result<Query> {
    records::query(visitor, &ACCOUNTS, &pairs.without(&["locked"]))
}

/// Templates are left out unless they are asked for (S3-12, E-06).
fn without_templates(pairs: &Pairs) -> Pairs {
    if pairs.get("template").is_some() { pairs.clone() } else { pairs.with("template", Some("no")) }
}

/// The question that the page asks: locked accounts are left out unless they are asked for (S3-13, C-22).
pub fn query(visitor: &Visitor, pairs: &Pairs) -> Result<Query> {
    let pairs = &without_templates(pairs);
    let shown = match pairs.get("locked") {
        None => "active,in_setup",
        Some("include") => return as_written(visitor, pairs),
        Some(_) => return Err(Error::invalid("locked", "Write “include”, or leave it out.")),
    };
    if pairs.get("state").is_some() {
        return as_written(visitor, pairs);
    }
    as_written(visitor, &pairs.with("state", Some(shown)))
}

/// A box before each row; the one in the head ticks the page, and a second step all that match.
fn pickable(visitor: &Visitor, table: &mut TableView, pairs: &Pairs, found: &Page) {
    let more = found.before.is_some() || found.after.is_some();
    let all = more.then(|| format!("Select all {} matching", found.total));
    let rest = pairs.without(&["after", "before", "limit", "sort", "columns"]);
    let hidden = rest.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    table.bulk = bulk::verbs(visitor, all, hidden);
    if table.bulk.is_none() {
        return;
    }
    for (row, record) in table.rows.iter_mut().zip(&found.records) {
        row.select = Some(match record.cell("name").text() {
            "" => record.id.to_string(),
            name => name.to_owned(),
        });
    }
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
    let options = filters::options(&visitor, &mut visitor.read().await?).await?;
    page(&records::choose_filters(&visitor, &ACCOUNTS, &pairs, PATH, &[], &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &ACCOUNTS, &pairs, PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let query = query(&visitor, &pairs)?;
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
