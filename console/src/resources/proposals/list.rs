//! The list of what was proposed in all accounts, or in one.

use domain::access::ResourcesView;
use domain::resources::proposals::{self, PROPOSALS};
use web::records::{self, ListPage as About};
use web::ui::{Empty, Shell, icon};
use web::{Answer, Pairs, Visitor, page};

use super::PATH;
use crate::accounts::filter as accounts;
use crate::list_page::ListPage;
use crate::resources::below;
use crate::whose;

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let query = whose::query(&visitor, &PROPOSALS, &pairs)?;
    let mut read = visitor.read().await?;
    let found = proposals::list(&mut read, &granted, &query).await?;
    let names = accounts::names(&visitor, &mut read, &pairs).await;
    let about = About {
        path: PATH,
        placeholder: "Titles and texts",
        quick: Some("state"),
        empty: Empty {
            icon: icon("file-text"),
            title: "Nothing was proposed yet".to_owned(),
            text: "Where changes of resources by clients wait for an operator, they are here, and so are your own that \
                   take effect later. The settings of client users and the page of an account say where."
                .to_owned(),
            action: None,
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        names: &names,
        live: true,
        export: true,
        ..About::default()
    };
    let mut table = records::list(&visitor, &pairs, &query, &found, &about);
    table.live_topic = table.live_topic.map(|_| "resources".to_owned());
    let shell: Shell = below(&visitor, "Proposed changes");
    page(&ListPage { shell, action: None, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = accounts::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    let without: Vec<&str> = accounts::without(&options).iter().copied().chain(["resource"]).collect();
    page(&records::choose_filters(&visitor, &PROPOSALS, &pairs, PATH, &without, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &PROPOSALS, &whose::columns(&PROPOSALS, &pairs), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let query = whose::query(&visitor, &PROPOSALS, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
