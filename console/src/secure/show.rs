//! What is Secure and closed to the visitor, and everything about emergency access.

use askama::Template;
use domain::access::AccountsView;
use domain::accounts::secure::{self, Closed};
use kernel::Result;
use web::ui::{Badge, Cell, Column, FieldKind, FieldView, FormView, Row, Shell, TableView, Tone};
use web::{Answer, Pairs, Visitor, page};

use super::{PATH, requests};
use crate::accounts::{list, page_of};

/// Accounts that are shown at once; more are found by their names.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "secure.html")]
struct SecurePage {
    shell: Shell,
    cleared: bool,
    requests: TableView,
    search: FormView,
    /// There are more than the page shows.
    more: bool,
    searched: bool,
    accounts: TableView,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let part = pairs.get("q").unwrap_or_default();
    let mut read = visitor.read().await?;
    let mut closed = secure::closed(&mut read, &granted, part, MOST + 1).await?;
    let asked = secure::requests(visitor.house(), &mut read, &granted).await?;
    let more = closed.len() > MOST;
    closed.truncate(MOST);
    page(&SecurePage {
        shell: list::below(&visitor, "Secure accounts", &[]),
        cleared: visitor.who.actor.is_cleared(),
        requests: requests::table(&visitor, &asked),
        search: search(part),
        more,
        searched: !part.is_empty(),
        accounts: accounts(&closed),
    })
}

fn search(part: &str) -> FormView {
    let field = FieldView {
        value: part.to_owned(),
        autocomplete: Some("off".to_owned()),
        ..FieldView::new("q", "Name", FieldKind::Text)
    };
    FormView {
        action: PATH.to_owned(),
        fields: vec![field],
        submit: "Search".to_owned(),
        ..FormView::default()
    }
}

fn accounts(closed: &[Closed]) -> TableView {
    let row = |account: &Closed| Row {
        key: account.id.to_string(),
        href: Some(page_of(account.id)),
        cells: vec![Cell::Strong(account.name.clone()), Cell::Badges(badges(account))],
        ..Row::default()
    };
    TableView {
        id: "closed".to_owned(),
        title: "Secure accounts that are closed to you".to_owned(),
        columns: vec![Column::new("Account").class("grow"), Column::new("State")],
        rows: closed.iter().map(row).collect(),
        ..TableView::default()
    }
}

/// All that is shown of an account from outside, besides its name.
pub fn badges(account: &Closed) -> Vec<Badge> {
    let state = match account.state {
        "locked" => Badge::new(Tone::Danger, "Locked"),
        "in_setup" => Badge::new(Tone::Warning, "In setup"),
        _ => Badge::new(Tone::Good, "Active"),
    };
    vec![state, Badge::new(Tone::Accent, "Secure")]
}

/// The way to this page from the list of accounts: for whom some are closed, and for whoever is to answer.
pub async fn links(visitor: &Visitor, part: &str) -> Result<Vec<web::ui::QuickFilter>> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let closed = secure::closed(&mut read, &granted, part, MOST + 1).await?.len();
    let mut links = Vec::new();
    if closed > 0 {
        let count = if closed > MOST { format!("{MOST}+") } else { closed.to_string() };
        let href = Pairs::default().with("q", Some(part).filter(|part| !part.is_empty())).href(PATH);
        links.push(link("Secure, closed to you", href, count));
    }
    if visitor.who.actor.is_cleared() {
        let asked = secure::requests(visitor.house(), &mut read, &granted).await?;
        let waiting = asked.iter().filter(|request| {
            request.state == secure::State::Waiting && request.operator != visitor.who.user
        });
        let waiting = waiting.count();
        if waiting > 0 {
            links.push(link("Emergency access asked for", PATH.to_owned(), waiting.to_string()));
        }
    }
    Ok(links)
}

fn link(label: &str, href: String, count: String) -> web::ui::QuickFilter {
    web::ui::QuickFilter { label: label.to_owned(), href, current: false, count: Some(count) }
}
