//! The on-call schedules of all accounts.

use domain::access::OnCallView;
use domain::on_call::{self, SCHEDULES};
use domain::records::Record;
use web::records::{self, ListPage as About};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use crate::accounts::filter as accounts;
use crate::list_page::ListPage;
use crate::whose;

const PATH: &str = "/console/on_call";

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<OnCallView>()?;
    let query = whose::query(&visitor, &SCHEDULES, &pairs)?;
    let mut read = visitor.read().await?;
    let found = on_call::list(&mut read, &granted, &query).await?;
    let names = accounts::names(&visitor, &mut read, &pairs).await;
    let about = About {
        path: PATH,
        placeholder: "Name of a schedule",
        empty: Empty {
            icon: icon("calendar-event"),
            title: "No on-call schedules yet".to_owned(),
            text: "They are made on the page of an account, by you or by its client.".to_owned(),
            action: None,
        },
        names: &names,
        href: Some(|record: &Record| format!("{PATH}/{}", record.id)),
        live: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("On call"), action: None, table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = accounts::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    let without = accounts::without(&options);
    page(&records::choose_filters(&visitor, &SCHEDULES, &pairs, PATH, without, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &SCHEDULES, &whose::columns(&SCHEDULES, &pairs), PATH, &[]))
}
