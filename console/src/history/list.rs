//! The history of the whole organization: who did what, for whom, when and through what.

use domain::access::HistoryView;
use domain::history::{self, HISTORY};
use web::records::{self, ListPage as About};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::accounts::filter;
use crate::list_page::ListPage;

const PATH: &str = "/console/history";

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<HistoryView>()?;
    let query = records::query(&visitor, &HISTORY, &pairs)?;
    let mut read = visitor.read().await?;
    let found = history::list(&mut read, &granted, &query).await?;
    let names = filter::names(&visitor, &mut read, &pairs).await;
    let about = About {
        path: PATH,
        placeholder: "Person or thing",
        empty: Empty {
            icon: icon("history"),
            title: "Nothing has happened yet".to_owned(),
            ..Empty::default()
        },
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("History"), action: None, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = filter::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    page(&records::choose_filters(&visitor, &HISTORY, &pairs, PATH, filter::without(&options), &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &HISTORY, &pairs, PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<HistoryView>()?;
    let query = records::query(&visitor, &HISTORY, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
