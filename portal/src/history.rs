//! What happened in the client's account, also what operators did there.

use domain::access::HistoryView;
use domain::history::{self, HISTORY};
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::calls::ListOf;

const PATH: &str = "/history";
/// Where an operator sits is not the client's business, and the account is always the same.
const WITHOUT: &[&str] = &["account", "address", "request"];

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<HistoryView>()?;
    let asked = query(&visitor, &HISTORY, &pairs)?.without(WITHOUT);
    let found = history::list(&mut visitor.read().await?, &granted, &asked).await?;
    let about = ListPage {
        path: PATH,
        placeholder: "Search people and things",
        without: WITHOUT,
        empty: Empty {
            icon: icon("history"),
            title: "Nothing has happened yet".to_owned(),
            text: "Every change of your account is listed here.".to_owned(),
            action: None,
        },
        export: true,
        ..ListPage::default()
    };
    let table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    page(&ListOf { shell: visitor.shell("History"), table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_filters(&visitor, &HISTORY, &pairs, PATH, WITHOUT, &Vec::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &HISTORY, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<HistoryView>()?;
    let asked = query(&visitor, &HISTORY, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}
