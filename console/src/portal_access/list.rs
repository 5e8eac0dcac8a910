//! The list of all who have access to the portal (S1-03 … S1-16): sorted, filtered, paged, and ticked to be deleted.

use askama::Template;
use domain::access::{UsersManage, UsersView};
use domain::people::users::{self, USERS};
use domain::records::{Page, Query, Record, Total};
use kernel::Result;
use web::records::{self, ListPage as About};
use web::ui::{Bulk, BulkAction, Choice, Empty, Icon, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use super::PATH;
use crate::accounts::filter;

/// The columns as they ship (S1-06, C-19).
const COLUMNS: [&str; 2] = ["account", "email"];

#[derive(Template)]
#[template(path = "portal_access/list.html")]
struct PortalAccessPage {
    shell: Shell,
    here: &'static str,
    may_manage: bool,
    /// Whether there is anybody to be deleted.
    any: bool,
    table: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let query = query(&visitor, &pairs)?;
    let mut read = visitor.read().await?;
    let found = users::list(&mut read, &granted, &query).await?;
    let names = filter::names(&visitor, &mut read, &pairs).await;
    let may_manage = visitor.can::<UsersManage>();
    let about = About {
        path: PATH,
        placeholder: "Company, name or email",
        quick: Some("invitation"),
        empty: empty(may_manage),
        href: Some(address),
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let mut table = records::list(&visitor, &pairs, &query, &found, &about);
    table.windows = may_manage;
    if may_manage {
        pickable(&mut table, &pairs, &found);
    }
    let shell = Shell {
        trail: vec![Choice::new("Settings", "/console/settings", false)],
        ..visitor.shell("Portal Access")
    };
    page(&PortalAccessPage { shell, here: PATH, may_manage, any: !found.records.is_empty(), table })
}

/// The question that the address asks, with the two columns unless others were chosen.
pub fn query(visitor: &Visitor, pairs: &Pairs) -> Result<Query> {
    let mut query = records::query(visitor, &USERS, pairs)?;
    if pairs.get("columns").is_none() {
        query.columns = COLUMNS.iter().filter_map(|name| USERS.field(name)).collect();
    }
    Ok(query)
}

fn address(record: &Record) -> String {
    format!("{PATH}/users/{}", record.id)
}

/// A box before each row; the one in the head ticks the page, and a second step all that match (E-02).
fn pickable(table: &mut TableView, pairs: &Pairs, found: &Page) {
    for (row, record) in table.rows.iter_mut().zip(&found.records) {
        row.select = Some(match record.cell("email").text() {
            "" => record.id.to_string(),
            email => email.to_owned(),
        });
    }
    let more = found.before.is_some() || found.after.is_some();
    let all = match found.total {
        Total::Exactly(count) => format!("Select all {count} matching"),
        Total::MoreThan(_) => format!("Select all {} matching", found.total),
    };
    table.bulk = Some(Bulk {
        action: format!("{PATH}/delete"),
        actions: vec![
            deed("Disable…", icon("user-off"), "disable"),
            deed("Enable…", icon("user-check"), "enable"),
            BulkAction { danger: true, ..deed("Delete…", icon("trash"), "delete") },
        ],
        all_matching: more.then_some(all),
        hidden: filters(pairs),
    });
}

fn deed(label: &str, icon: Icon, word: &str) -> BulkAction {
    BulkAction { label: label.to_owned(), icon, action: format!("{PATH}/{word}"), danger: false, asks: true }
}

/// What the list is narrowed by, to be sent along.
pub fn filters(pairs: &Pairs) -> Vec<(String, String)> {
    let rest = pairs.without(&["after", "before", "limit", "sort", "columns"]);
    rest.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn empty(may_manage: bool) -> Empty {
    Empty {
        icon: icon("users"),
        title: "Nobody has access to the portal yet".to_owned(),
        text: "A portal user is a person of a client who signs in with an email address.".to_owned(),
        action: may_manage.then(|| ("Add portal user".to_owned(), format!("{PATH}/new"))),
    }
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = filter::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    page(&records::choose_filters(&visitor, &USERS, &pairs, PATH, &[], &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    let shown = pairs.get("columns").map_or_else(|| COLUMNS.join(","), str::to_owned);
    let pairs = pairs.with("columns", Some(&shown));
    page(&records::choose_columns(&visitor, &USERS, &pairs, PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let query = query(&visitor, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
