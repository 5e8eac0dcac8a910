//! Every status that there was, of one account or of all.

use domain::access::StatusView;
use domain::statuses::{self, STATUSES};
use web::records::{self, ListPage as About};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::accounts::filter as accounts;
use crate::list_page::ListPage;
use crate::whose;

const PATH: &str = "/console/statuses/all";

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<StatusView>()?;
    let query = whose::query(&visitor, &STATUSES, &pairs)?;
    let mut read = visitor.read().await?;
    let found = statuses::list(&mut read, &granted, &query).await?;
    let names = accounts::names(&visitor, &mut read, &pairs).await;
    let about = About {
        path: PATH,
        placeholder: "Words and names",
        quick: Some("level"),
        empty: Empty {
            icon: icon("info-circle"),
            title: "No statuses yet".to_owned(),
            text: "What clients want you to know stays listed here.".to_owned(),
            action: None,
        },
        names: &names,
        live: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("All statuses"), action: None, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = accounts::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    let without = accounts::without(&options);
    page(&records::choose_filters(&visitor, &STATUSES, &pairs, PATH, without, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &STATUSES, &whose::columns(&STATUSES, &pairs), PATH, &[]))
}
