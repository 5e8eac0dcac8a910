//! The list of all accounts’ resources; what the operator has not read is marked.

use askama::Template;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::{self, RESOURCES};
use web::records::{self, ListPage as About};
use web::resources::mark_unread;
use web::ui::{Empty, Icon, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use super::PATH;
use crate::accounts::filter as accounts;
use crate::whose;

#[derive(Template)]
#[template(path = "resources/list.html")]
struct ResourcesPage {
    shell: Shell,
    /// Icon, label and address.
    action: Option<(Icon, &'static str, &'static str)>,
    table: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let query = whose::query(&visitor, &RESOURCES, &pairs)?;
    let mut read = visitor.read().await?;
    let found = resources::list(&mut read, &granted, &query).await?;
    let names = accounts::names(&visitor, &mut read, &pairs).await;
    let action =
        visitor.can::<ResourcesEdit>().then_some((icon("plus"), "New resource", "/console/resources/new"));
    let about = About {
        path: PATH,
        placeholder: "Titles and texts",
        quick: Some("category"),
        empty: Empty {
            icon: icon("file-text"),
            title: "No resources yet".to_owned(),
            text: "A resource says what whoever answers needs to know: how, what to ask, where to."
                .to_owned(),
            action: action.is_some().then(|| ("New resource".to_owned(), format!("{PATH}/new"))),
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let mut table = records::list(&visitor, &pairs, &query, &found, &about);
    mark_unread(&mut read, &granted, &found, &mut table).await?;
    page(&ResourcesPage { shell: visitor.shell("Resources"), action, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = accounts::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    let without = accounts::without(&options);
    page(&records::choose_filters(&visitor, &RESOURCES, &pairs, PATH, without, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &RESOURCES, &whose::columns(&RESOURCES, &pairs), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let query = whose::query(&visitor, &RESOURCES, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
