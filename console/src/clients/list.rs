//! The list of all clients (S4-24 … S4-26): a click on the name opens the profile.

use domain::access::{UsersManage, UsersView};
use domain::people::users::{self, USERS};
use domain::records::Query;
use kernel::Result;
use web::records::{self, ListPage as About};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use super::PATH;
use crate::accounts::filter;
use crate::list_page::ListPage;

/// The columns as they ship.
const COLUMNS: [&str; 5] = ["name", "email", "account", "roles", "state"];

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let query = query(&visitor, &pairs)?;
    let mut read = visitor.read().await?;
    let found = users::list(&mut read, &granted, &query).await?;
    let names = filter::names(&visitor, &mut read, &pairs).await;
    let new = visitor.can::<UsersManage>().then_some((icon("plus"), "Create New", "/console/clients/new"));
    let about = About {
        path: PATH,
        placeholder: "Company, name or email",
        quick: Some("state"),
        empty: Empty {
            icon: icon("users"),
            title: "No clients yet".to_owned(),
            text: "A client is a person of a client account who may sign in.".to_owned(),
            action: new.is_some().then(|| ("Create New".to_owned(), format!("{PATH}/new"))),
        },
        href: Some(|record| format!("/console/users/{}", record.id)),
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("Clients"), action: new, table })
}

fn query(visitor: &Visitor, pairs: &Pairs) -> Result<Query> {
    let mut query = records::query(visitor, &USERS, pairs)?;
    if pairs.get("columns").is_none() {
        query.columns = COLUMNS.iter().filter_map(|name| USERS.field(name)).collect();
    }
    Ok(query)
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = filter::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    page(&records::choose_filters(&visitor, &USERS, &pairs, PATH, &[], &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    let shown = pairs.get("columns").map_or_else(|| COLUMNS.join(","), str::to_owned);
    page(&records::choose_columns(&visitor, &USERS, &pairs.with("columns", Some(&shown)), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let query = query(&visitor, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
