//! The resources of the client’s account.

use askama::Template;
use domain::Read;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::{self, RESOURCES, proposals};
use kernel::Result;
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::resources::waits;
use web::ui::{Empty, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use super::{PATH, PROPOSALS_PATH, WITHOUT};

/// No more than these are counted.
const COUNTED: usize = 100;

#[derive(Template)]
#[template(path = "resources/list.html")]
struct ResourcesPage {
    shell: Shell,
    may_write: bool,
    /// Where what was proposed is, if there can be any, and what it is called there.
    proposed: Option<(String, &'static str)>,
    table: TableView,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ResourcesView>()?;
    let asked = query(&visitor, &RESOURCES, &pairs)?.without(WITHOUT);
    let mut read = visitor.read().await?;
    let found = resources::list(&mut read, &granted, &asked).await?;
    let proposed = proposed(&visitor, &mut read).await?;
    drop(read);
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
    page(&ResourcesPage { shell: visitor.shell("Resources"), may_write, proposed, table })
}

/// “2 changes wait”; nothing where what is written holds at once and nothing waits.
async fn proposed(visitor: &Visitor, read: &mut Read) -> Result<Option<(String, &'static str)>> {
    let (Ok(granted), Some(place)) = (visitor.may::<ResourcesView>(), visitor.who.actor.place()) else {
        return Ok(None);
    };
    let waiting = proposals::waiting_in(read, &granted, place.account, COUNTED).await?.len();
    let words = match waiting {
        0 if waits(visitor, read).await? => "What you change is looked at by operators first.".to_owned(),
        0 => return Ok(None),
        1 => "1 change waits.".to_owned(),
        COUNTED => format!("{COUNTED} or more changes wait."),
        _ => format!("{waiting} changes wait."),
    };
    Ok(Some((words, PROPOSALS_PATH)))
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
