//! Whose caller it is: an account found by a part of its name or number, or by the number that was dialed.

use askama::Template;
use domain::Read;
use domain::access::{AccountsView, StatusView};
use domain::accounts::lookup::{self, Found};
use kernel::Result;
use web::ui::{Badge, Cell, Column, Empty, Row, SearchBox, Shell, TableView, Tone, icon};
use web::{Answer, LocalPath, Pairs, Visitor, format, page, redirect};

use super::{PATH, page_of};

/// More accounts than these are found by another letter.
const SHOWN: usize = 20;
/// What a telephone system says of a call, and the board keeps for the message.
const OF_THE_CALL: [&str; 2] = ["from", "call"];

#[derive(Template)]
#[template(path = "board/find.html")]
struct FindPage {
    shell: Shell,
    /// The number that was dialed and that no account has.
    unknown: Option<String>,
    found: TableView,
    /// What clients want known now, if the visitor may see it.
    statuses: Option<TableView>,
}

/// With `dialed`, as a telephone system opens it, straight to the account that has this number.
pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let dialed = pairs.get("dialed");
    if let Some(dialed) = dialed
        && let Some(id) = lookup::of_number(&mut read, &granted, dialed).await?
    {
        let there = of_the_call(&pairs).href(&page_of(id));
        return Ok(redirect(&LocalPath::or(Some(&there), PATH)));
    }
    let found = lookup::look_up(&mut read, &granted, pairs.get("q").unwrap_or_default(), SHOWN).await?;
    page(&FindPage {
        shell: visitor.shell("Board"),
        unknown: dialed.map(format::phone),
        found: table(&pairs, found),
        statuses: statuses(&visitor, &mut read).await?,
    })
}

fn of_the_call(pairs: &Pairs) -> Pairs {
    OF_THE_CALL.iter().fold(Pairs::default(), |kept, name| kept.with(name, pairs.get(name)))
}

async fn statuses(visitor: &Visitor, read: &mut Read) -> Result<Option<TableView>> {
    if !visitor.can::<StatusView>() {
        return Ok(None);
    }
    crate::statuses::now(visitor, read, page_of).await.map(Some)
}

fn table(pairs: &Pairs, found: Vec<Found>) -> TableView {
    let kept = of_the_call(pairs);
    let row = |account: Found| Row {
        key: account.id.to_string(),
        href: Some(kept.href(&page_of(account.id))),
        cells: vec![Cell::Strong(account.name.clone()), numbers(&account), state(&account)],
        ..Row::default()
    };
    TableView {
        id: "board".to_owned(),
        path: PATH.to_owned(),
        title: "Accounts".to_owned(),
        noun_singular: "account".to_owned(),
        noun_plural: "accounts".to_owned(),
        search: Some(SearchBox {
            name: "q".to_owned(),
            value: pairs.get("q").unwrap_or_default().to_owned(),
            placeholder: "Name or dialed number".to_owned(),
        }),
        hidden: kept.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        columns: vec![
            Column::new("Account"),
            Column::new("Numbers").class("grow"),
            Column::new("State").class("aside"),
        ],
        rows: found.into_iter().map(row).collect(),
        empty: Empty {
            icon: icon("search"),
            title: "No account has this".to_owned(),
            text: "Try a part of the name, the email address, or some digits of the number.".to_owned(),
            action: None,
        },
        ..TableView::default()
    }
}

fn numbers(account: &Found) -> Cell {
    let all: Vec<String> = account.numbers.iter().map(|number| format::phone(number)).collect();
    if all.is_empty() { Cell::None } else { Cell::text(all.join(", ")) }
}

fn state(account: &Found) -> Cell {
    Cell::Badges(vec![match (account.locked, account.in_setup) {
        (true, _) => Badge::new(Tone::Danger, "Locked"),
        (false, true) => Badge::new(Tone::Warning, "In setup"),
        (false, false) => Badge::new(Tone::Good, "Active"),
    }])
}
