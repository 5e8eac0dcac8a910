//! The list of all accounts' calls: searched, filtered, sorted, and taken out as a file.

use domain::access::CallsView;
use domain::records::calls::{self, CALLS};
use web::records::{self, ListPage as About};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::accounts::filter;
use crate::list_page::ListPage;
use crate::whose;

const PATH: &str = "/console/calls";

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let query = whose::query(&visitor, &CALLS, &pairs)?;
    let mut read = visitor.read().await?;
    let found = calls::list(&mut read, &granted, &query).await?;
    let names = filter::names(&visitor, &mut read, &pairs).await;
    let about = About {
        path: PATH,
        placeholder: "Caller, number or operator",
        quick: Some("state"),
        empty: empty(),
        href: Some(|record| format!("{PATH}/{}", record.id)),
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("Calls"), action: None, table })
}

fn empty() -> Empty {
    Empty {
        icon: icon("phone"),
        title: "No calls yet".to_owned(),
        text: "Calls come in by import or through the API, and find their account by its numbers.".to_owned(),
        action: None,
    }
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = filter::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    page(&records::choose_filters(&visitor, &CALLS, &pairs, PATH, filter::without(&options), &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &CALLS, &whose::columns(&CALLS, &pairs), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let query = whose::query(&visitor, &CALLS, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
