//! The resources of the client’s account.

use askama::Template;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::{self, RESOURCES};
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::ui::{Empty, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use super::{PATH, WITHOUT};

#[derive(Template)]
#[template(path = "resources/list.html")]
struct ResourcesPage {
    shell: Shell,
    may_write: bool,
    table: TableView,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let asked = query(&visitor, &RESOURCES, &pairs)?.without(WITHOUT);
    let found = resources::list(&mut visitor.read().await?, &granted, &asked).await?;
    let may_write = visitor.can::<ResourcesEdit>();
    let about = ListPage {
        path: PATH,
        placeholder: "Search titles and texts",
        quick: Some("category"),
        without: WITHOUT,
        empty: Empty {
            icon: icon("file-text"),
            title: "No resources yet".to_owned(),
            text: "Write what operators need to know: how to answer, what to ask, where to send people."
                .to_owned(),
            action: may_write.then(|| ("New resource".to_owned(), format!("{PATH}/new"))),
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        live: true,
        export: true,
        views: web::records::views(&visitor, PATH).await?,
        ..ListPage::default()
    };
    let table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    page(&ResourcesPage { shell: visitor.shell("Resources"), may_write, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_filters(&visitor, &RESOURCES, &pairs, PATH, WITHOUT, &Vec::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &RESOURCES, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let asked = query(&visitor, &RESOURCES, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}
