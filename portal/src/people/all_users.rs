//! Everybody who can sign in to the client's own account, however many they are: searched, filtered and taken along.

use std::collections::HashMap;

use askama::Template;
use domain::access::{UsersManage, UsersView};
use domain::people::users::{self, Member, USERS};
use domain::records::{Query, Record};
use kernel::{MemberId, Result};
use web::records::{ListPage, Options, choose_columns, choose_filters, exported, query};
use web::ui::{Shell, TableView};
use web::{Answer, Pairs, Visitor, page};

use super::user_menu::Menus;
use super::{USERS as PATH, below};

/// The columns as they ship: those of the page that shows the first hundred.
const COLUMNS: [&str; 6] = ["name", "email", "roles", "contact", "invitation", "state"];
/// A client has one account; a column that says so would be noise.
const WITHOUT: &[&str] = &["account"];

#[derive(Template)]
#[template(path = "users.html")]
struct UsersPage {
    shell: Shell,
    may_add: bool,
    table: TableView,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let asked = asked(&visitor, &pairs)?;
    let mut read = visitor.read().await?;
    let found = users::list(&mut read, &granted, &asked).await?;
    let ids: Vec<MemberId> = found.records.iter().map(member).collect();
    let shown = users::these(&mut read, &granted, &ids).await?;
    let menus = Menus::of(&visitor, &mut read, &granted, &shown).await?;
    let shown: HashMap<MemberId, Member> = shown.into_iter().map(|user| (user.id, user)).collect();
    let menu =
        |record: &Record| shown.get(&member(record)).map(|user| menus.of_user(user)).unwrap_or_default();
    let about = ListPage {
        path: PATH,
        placeholder: "Name or email",
        quick: Some("state"),
        without: WITHOUT,
        others: Some(&menu),
        live: true,
        export: true,
        ..ListPage::default()
    };
    let table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    let may_add = visitor.can::<UsersManage>();
    page(&UsersPage { shell: below(&visitor, "Who can sign in"), may_add, table })
}

/// The question that the address asks, with the columns as they ship unless others were chosen.
fn asked(visitor: &Visitor, pairs: &Pairs) -> Result<Query> {
    let mut asked = query(visitor, &USERS, pairs)?;
    if pairs.get("columns").is_none() {
        asked.columns = COLUMNS.iter().filter_map(|name| USERS.field(name)).collect();
    }
    Ok(asked.without(WITHOUT))
}

fn member(record: &Record) -> MemberId {
    MemberId::from_uuid(record.id.uuid)
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_filters(&visitor, &USERS, &pairs, PATH, WITHOUT, &Options::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    let shown = pairs.get("columns").map_or_else(|| COLUMNS.join(","), str::to_owned);
    let pairs = pairs.with("columns", Some(&shown));
    page(&choose_columns(&visitor, &USERS, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let asked = asked(&visitor, &pairs)?;
    Ok(exported(&visitor, granted, asked).await?)
}
