//! The page across the accounts of a person who has several (C-07), and the way from one to another.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Glance, glance};
use domain::sign_in::places::{self, Landing};
use domain::sign_in::{OwnPlace, Step};
use kernel::{AccountId, Error, Result};
use web::ui::{
    Badge, Cell, Column, ErrorSummary, FieldKind, FieldView, FormView, Row, RowAction, SelectOption, Shell,
    TableView, Tone, icon,
};
use web::{Answer, Fields, Id, Jar, LocalPath, Pairs, SESSION, Visitor, page, redirect, refused};

const PATH: &str = "/accounts";
const LANDING: &str = "/accounts/landing";
/// Of more accounts than this, what waits in them is not counted.
const COUNTED: usize = 50;

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    shell: Shell,
    lead: &'static str,
    errors: ErrorSummary,
    table: TableView,
    landing: FormView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    if visitor.who.places.is_empty() {
        return Ok(redirect(&LocalPath::or(None, "/")));
    }
    page(&accounts_page(&visitor, pairs.get("return_to")).await?)
}

/// Goes on in another account, with another token.
pub async fn open(visitor: Visitor, Id(account): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["return_to"])?;
    let back = typed.optional("return_to");
    match places::enter(visitor.house(), &visitor.who, account).await {
        Ok(token) => {
            let jar = Jar { https: visitor.site.settings.https };
            let seconds = (visitor.who.ends_at - visitor.who.now).as_seconds();
            let mut response: Response = redirect(&LocalPath::or(back, "/"));
            let cookie = jar.set(SESSION, &token.reveal(), Some(seconds));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error @ Error::Conflict(_)) => {
            let mut page = accounts_page(&visitor, back).await?;
            page.errors.items.push((None, error.to_string()));
            refused(&page, &error)
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether what an open page shows is still of the account that the session is in: another window may have gone on.
pub async fn here(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["account"])?;
    let here = visitor.who.account.as_ref().map(|(account, _)| account.to_string());
    let same = here.as_deref() == Some(typed.get("account"));
    Ok(if same { StatusCode::NO_CONTENT } else { StatusCode::RESET_CONTENT }.into_response())
}

/// Chooses where one comes out after signing in.
pub async fn choose(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["lands"])?;
    let landing = match typed.get("lands") {
        "all" => Landing::All,
        "last" => Landing::Last,
        _ => return Err(Error::invalid("lands", "Choose one of the two.").into()),
    };
    places::land(visitor.house(), &visitor.who, landing).await?;
    Ok(visitor.done(PATH, "Saved"))
}

async fn accounts_page(visitor: &Visitor, back: Option<&str>) -> Result<AccountsPage> {
    let mut read = visitor.read().await?;
    let places = &visitor.who.places;
    let mut rows = Vec::with_capacity(places.len());
    for place in places {
        let waits = if places.len() <= COUNTED {
            glance(visitor.house(), &mut read, &visitor.who, place.account, &visitor.local).await?
        } else {
            Glance::default()
        };
        rows.push(row(visitor, place, waits, back));
    }
    let landing = places::landing(&mut read, &visitor.who).await?;
    let chooses = visitor.who.step == Some(Step::ChooseAccount);
    Ok(AccountsPage {
        shell: visitor.shell("Your accounts"),
        lead: if chooses {
            "Choose the account to go on in. You can change to another one at any time, at the top of every page."
        } else {
            "You are in one account at a time, and see only what is in it."
        },
        errors: ErrorSummary::default(),
        table: table(rows),
        landing: landing_form(landing),
    })
}

fn row(visitor: &Visitor, place: &OwnPlace, waits: Glance, back: Option<&str>) -> Row {
    let here = visitor.who.account.as_ref().is_some_and(|(account, _)| *account == place.account);
    let number = |count: Option<usize>| match count {
        Some(count) => Cell::Number(Glance::words(count)),
        None => Cell::None,
    };
    let open = RowAction::post("Open", icon("arrow-right"), format!("{PATH}/{}/open", place.account));
    let back = back.and_then(LocalPath::parse).filter(|_| !here);
    let open = match &back {
        Some(back) => open.with("return_to", back.as_str()),
        None => open,
    };
    let last = match (place.locked, place.disabled, here) {
        (true, ..) => Cell::Badges(vec![Badge::new(Tone::Danger, "Locked")]),
        (_, true, _) => Cell::Badges(vec![Badge::new(Tone::Danger, "Your access is disabled")]),
        (.., true) => Cell::Badges(vec![Badge::new(Tone::Good, "You are here")]),
        _ => Cell::Actions(vec![open.about(&place.name)]),
    };
    Row {
        key: place.account.to_string(),
        cells: vec![
            Cell::Strong(place.name.clone()),
            if place.roles.is_empty() {
                Cell::Muted("No roles yet".to_owned())
            } else {
                Cell::text(&place.roles)
            },
            number(waits.new_messages),
            number(waits.calls_today),
            last,
        ],
        muted: !place.is_open(),
        ..Row::default()
    }
}

fn table(rows: Vec<Row>) -> TableView {
    TableView {
        id: "accounts".to_owned(),
        title: "Your accounts".to_owned(),
        columns: vec![
            Column::new("Account"),
            Column::new("Your role"),
            Column { numeric: true, ..Column::new("New messages") },
            Column { numeric: true, ..Column::new("Calls today") },
            Column::new("").class("unlabelled"),
        ],
        rows,
        ..TableView::default()
    }
}

fn landing_form(landing: Landing) -> FormView {
    let options = vec![
        SelectOption::new("all", "Show me all of my accounts", landing == Landing::All),
        SelectOption::new("last", "Open the account that I was in last", landing == Landing::Last),
    ];
    FormView {
        action: LANDING.to_owned(),
        fields: vec![FieldView {
            required: true,
            ..FieldView::new("lands", "After signing in", FieldKind::Radio { options })
        }],
        submit: "Save".to_owned(),
        ..FormView::default()
    }
}
