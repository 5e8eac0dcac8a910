//! The outbox: every letter with its state, and why it has not been sent.

use askama::Template;
use domain::access::{OutboxManage, OutboxView};
use domain::notices::{self, OUTBOX};
use web::records::{self, ListPage as About};
use web::ui::{Empty, Shell, TableView, Tone, icon};
use web::{Answer, Pairs, Visitor, format, page};

use super::super::below;
use super::{HERE, Notice, about_the_ways};
use crate::accounts::filter;

#[derive(Template)]
#[template(path = "settings/outbox.html")]
struct OutboxPage {
    shell: Shell,
    notices: Vec<Notice>,
    release: bool,
    table: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<OutboxView>()?;
    let query = records::query(&visitor, &OUTBOX, &pairs)?;
    let mut read = visitor.read().await?;
    let found = notices::list(&mut read, &granted, &query).await?;
    let names = filter::names(&visitor, &mut read, &pairs).await;
    let mut said = about_the_ways(&visitor);
    let held = notices::held(&mut read, &granted).await?;
    if let Some(hold) = &held {
        let since = format::exact(hold.since, &visitor.local);
        let text = format!(
            "Everything is held since {since}: {} Nothing leaves until it is released, so that nobody gets old letters \
             again.",
            hold.reason
        );
        said.insert(0, Notice { tone: Tone::Danger, text });
    }
    let about = About {
        path: HERE,
        placeholder: "Recipient or kind",
        quick: Some("state"),
        empty: Empty {
            icon: icon("send"),
            title: "Nothing has been sent yet".to_owned(),
            text: "Invitations, links and notices appear here as soon as there are any.".to_owned(),
            action: None,
        },
        href: Some(|record| format!("{HERE}/{}", record.id)),
        names: &names,
        live: true,
        views: records::views(&visitor, HERE).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    let release = held.is_some() && visitor.can::<OutboxManage>();
    page(&OutboxPage { shell: below(&visitor, "Outbox"), notices: said, release, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = filter::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    page(&records::choose_filters(&visitor, &OUTBOX, &pairs, HERE, filter::without(&options), &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &OUTBOX, &pairs, HERE, &[]))
}
