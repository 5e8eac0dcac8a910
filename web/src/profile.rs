//! One's own page: who one is here, and where one is signed in.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::sign_in::{self, SessionRow};
use kernel::SessionId;

use crate::ui::{Badge, Card, Cell, Column, Door, Property, Row, RowAction, Shell, TableView, Tone, icon};
use crate::{Answer, Fields, Policy, Routes, Site, Visitor, format, page};

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    shell: Shell,
    card: Card,
    sessions: TableView,
    others: bool,
    base: &'static str,
}

/// The same pages at the portal's and at the console's address.
pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Portal, site)
        .get("/profile", Policy::SignedIn, show)
        .post("/profile/sessions/others/end", Policy::SignedIn, end_others)
        .post("/profile/sessions/{id}/end", Policy::SignedIn, end_one)
        .and(
            Routes::new(Door::Console, site)
                .get("/console/profile", Policy::SignedIn, show)
                .post("/console/profile/sessions/others/end", Policy::SignedIn, end_others)
                .post("/console/profile/sessions/{id}/end", Policy::SignedIn, end_one),
        )
}

fn base(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/profile" } else { "/profile" }
}

async fn show(visitor: Visitor) -> Answer {
    let rows = sign_in::own(&mut visitor.read().await?, &visitor.who).await?;
    let who = &visitor.who;
    let mut properties = vec![
        Property::new("Name", Cell::text(&who.name)),
        Property::new("Email", Cell::text(&who.email)),
        Property::new("Role", Cell::text(&who.role)),
        Property::new("Time zone", Cell::text(&who.time_zone)),
    ];
    if let Some((_, account)) = &who.account {
        properties.insert(2, Property::new("Account", Cell::text(account)));
    }
    let page_of = ProfilePage {
        shell: visitor.shell("Your profile"),
        card: Card { title: "You".to_owned(), properties, ..Card::default() },
        others: rows.len() > 1 && who.login_as.is_none(),
        sessions: table(&visitor, &rows),
        base: base(&visitor),
    };
    page(&page_of)
}

fn table(visitor: &Visitor, rows: &[SessionRow]) -> TableView {
    let rows = rows.iter().map(|session| {
        let current = session.id == visitor.who.session;
        let place = match (&session.operator, current) {
            (Some(operator), _) => Cell::badge(Tone::Warning, format!("{operator}, as you")),
            (None, true) => Cell::Badges(vec![Badge::new(Tone::Good, "This device")]),
            (None, false) => Cell::None,
        };
        let end = RowAction::post("End", icon("x"), format!("{}/sessions/{}/end", base(visitor), session.id))
            .about(device(&session.agent));
        let instant = |at: kernel::Timestamp| Cell::Instant {
            iso: at.to_string(),
            text: format::instant(at, &visitor.zone),
        };
        Row {
            key: session.id.to_string(),
            cells: vec![
                Cell::Strong(device(&session.agent)),
                place,
                Cell::text(&session.address),
                instant(session.created_at),
                instant(session.seen_at),
                if current { Cell::None } else { Cell::Actions(vec![end]) },
            ],
            ..Row::default()
        }
    });
    TableView {
        id: "sessions".to_owned(),
        path: base(visitor).to_owned(),
        title: "Where you are signed in".to_owned(),
        noun_singular: "session".to_owned(),
        noun_plural: "sessions".to_owned(),
        columns: vec![
            Column::new("Device"),
            Column::new("Who").class("aside"),
            Column::new("Address"),
            Column::new("Signed in"),
            Column::new("Last seen"),
            Column::new("").class("unlabelled"),
        ],
        rows: rows.collect(),
        ..TableView::default()
    }
}

/// A browser's description of itself in a few words.
fn device(agent: &str) -> String {
    let among = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser =
        among(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = among(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown device".to_owned(),
    }
}

async fn end_one(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let id: SessionId = id.parse().map_err(|_| kernel::Error::NotFound)?;
    sign_in::end_own(visitor.house(), &visitor.who, id).await?;
    Ok(ended(&visitor, "The session was ended."))
}

async fn end_others(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    sign_in::end_others(visitor.house(), &visitor.who).await?;
    Ok(ended(&visitor, "All other sessions were ended."))
}

fn ended(visitor: &Visitor, words: &str) -> Response {
    visitor.done(base(visitor), words)
}
