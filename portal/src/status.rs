//! The client's status: what operators should know right now, set, ended, and all that there were.

use askama::Template;
use domain::Read;
use domain::access::{StatusSet, StatusView};
use domain::statuses::{self, LEVELS, LONGEST, NewStatus, STATUSES};
use kernel::{AccountId, Error, Result, Span, Timestamp};
use web::records::{ListPage, choose_columns, choose_filters, query};
use web::ui::{Empty, FieldKind, FieldView, FormView, SelectOption, Shell, StatusCard, TableView, icon};
use web::{Answer, Fields, Pairs, Visitor, page, refused, status_card};

use crate::form_page::field;

const PATH: &str = "/status";
const WITHOUT: &[&str] = &["account"];
const NAMES: [&str; 4] = ["text", "level", "how_long", "until"];
/// How long a status is meant to hold: what is posted, and what it says.
const HOW_LONG: [(&str, &str); 4] = [
    ("open", "Until further notice"),
    ("hour", "For one hour"),
    ("today", "Until the end of today"),
    ("until", "Until the time below"),
];

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    shell: Shell,
    current: Option<StatusCard>,
    form: Option<FormView>,
    table: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&status_page(&visitor, &pairs, &Fields::default()).await?)
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_filters(&visitor, &STATUSES, &pairs, PATH, WITHOUT, &Vec::new()))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &STATUSES, &pairs, PATH, WITHOUT))
}

pub async fn set(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<StatusSet>()?;
    let outcome = match read(&visitor, &typed) {
        Ok(new) => statuses::set(visitor.house(), &granted, account(&visitor)?, new).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let Err(error) = outcome else { return Ok(visitor.done(PATH, "Status set")) };
    let mut answer = status_page(&visitor, &Pairs::default(), &typed).await?;
    let error = match answer.form.as_mut() {
        Some(form) => form.refuse(error)?,
        None => return Err(error.into()),
    };
    refused(&answer, &error)
}

pub async fn end(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<StatusSet>()?;
    statuses::end(visitor.house(), &granted, account(&visitor)?).await?;
    Ok(visitor.done(PATH, "Status ended"))
}

/// The status of the visitor's account, with the way to end it for those who may.
pub async fn card(visitor: &Visitor, read: &mut Read, ends: bool) -> Result<Option<StatusCard>> {
    let granted = visitor.may::<StatusView>()?;
    let current = statuses::current(read, &granted, account(visitor)?, visitor.who.now).await?;
    let action = (ends && visitor.can::<StatusSet>()).then(|| ("End it".to_owned(), format!("{PATH}/end")));
    Ok(current.map(|status| status_card(visitor, &status, action)))
}

async fn status_page(visitor: &Visitor, pairs: &Pairs, typed: &Fields) -> Result<StatusPage> {
    let granted = visitor.may::<StatusView>()?;
    let asked = query(visitor, &STATUSES, pairs)?.without(WITHOUT);
    let mut read = visitor.read().await?;
    let found = statuses::list(&mut read, &granted, &asked).await?;
    let about = ListPage {
        path: PATH,
        placeholder: "Search words and names",
        quick: Some("level"),
        without: WITHOUT,
        empty: Empty {
            icon: icon("info-circle"),
            title: "No status yet".to_owned(),
            text: "Every status of your account stays listed here.".to_owned(),
            action: None,
        },
        live: true,
        ..ListPage::default()
    };
    Ok(StatusPage {
        shell: visitor.shell("Status"),
        current: card(visitor, &mut read, true).await?,
        form: visitor.can::<StatusSet>().then(|| form(typed)),
        table: web::records::list(visitor, pairs, &asked, &found, &about),
    })
}

fn form(typed: &Fields) -> FormView {
    let radio = |name: &str, label: &str, options: Vec<(&str, &str)>| {
        let first = options.first().map_or("", |(value, _)| value);
        let chosen = typed.optional(name).unwrap_or(first).to_owned();
        let options = options
            .into_iter()
            .map(|(value, label)| SelectOption::new(value, label, value == chosen))
            .collect();
        FieldView { required: true, ..FieldView::new(name, label, FieldKind::Radio { options }) }
    };
    FormView {
        action: PATH.to_owned(),
        fields: vec![
            FieldView {
                required: true,
                hint: "Every operator sees it at once, as you write it.".to_owned(),
                ..field(
                    typed,
                    "text",
                    "What should the operators know?",
                    FieldKind::TextArea { rows: 4 },
                    LONGEST,
                )
            },
            radio("level", "Level", LEVELS.iter().map(|level| (level.value, level.label)).collect()),
            radio("how_long", "How long", HOW_LONG.to_vec()),
            FieldView {
                value: typed.get("until").to_owned(),
                ..FieldView::new("until", "Until", FieldKind::DateTime)
            },
        ],
        submit: "Set status".to_owned(),
        ..FormView::default()
    }
}

fn read(visitor: &Visitor, typed: &Fields) -> Result<NewStatus> {
    Ok(NewStatus {
        level: typed.get("level").to_owned(),
        text: typed.get("text").to_owned(),
        until: until(visitor, typed)?,
    })
}

fn until(visitor: &Visitor, typed: &Fields) -> Result<Option<Timestamp>> {
    let now = visitor.who.now;
    let read = |text: &str| {
        visitor.local.read(text).ok_or_else(|| Error::invalid("until", "Write a date and a time of day."))
    };
    match typed.get("how_long") {
        "open" => Ok(None),
        "hour" => Ok(Some(now + Span::minutes(60))),
        "today" => read(&format!("{}T23:59:59", visitor.local.date_of(now))).map(Some),
        "until" => read(typed.get("until")).map(Some),
        _ => Err(Error::invalid("how_long", "Choose how long the status holds.")),
    }
}

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}
