//! Every announcement of the account.

use askama::Template;
use domain::access::{AnnouncementsSend, AnnouncementsView};
use domain::announcements::{self, ANNOUNCEMENTS};
use web::records::{ListPage as About, choose_columns, choose_filters, query};
use web::ui::{Empty, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

use super::{PATH, WITHOUT};

#[derive(Template)]
#[template(path = "announcements/list.html")]
struct AnnouncementsPage {
    shell: Shell,
    may_write: bool,
    table: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AnnouncementsView>()?;
    let asked = query(&visitor, &ANNOUNCEMENTS, &pairs)?.without(WITHOUT);
    let found = announcements::list(&mut visitor.read().await?, &granted, &asked).await?;
    let may_write = visitor.can::<AnnouncementsSend>();
    let about = About {
        path: PATH,
        placeholder: "Search announcements",
        quick: Some("state"),
        without: WITHOUT,
        empty: Empty {
            icon: icon("send"),
            title: "No announcements yet".to_owned(),
            text: "What you tell your contacts, by email or by text message, stays listed here.".to_owned(),
            action: may_write.then(|| ("New announcement".to_owned(), format!("{PATH}/new"))),
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        live: true,
        views: web::records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    page(&AnnouncementsPage { shell: visitor.shell("Announcements"), may_write, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_filters(&visitor, &ANNOUNCEMENTS, &pairs, PATH, WITHOUT, &Vec::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &ANNOUNCEMENTS, &pairs, PATH, WITHOUT))
}
