//! One's own page: who one is here, where one is signed in, and what was changed about it.

use askama::Template;
use domain::access::{Kind, Mode};
use domain::history;
use domain::notices::{choices, times};
use domain::people::profile::{self, Profile};
use domain::sign_in::{self, factors};

use super::{base, notifications, sessions};
use crate::timeline::{SHOWN, timeline};
use crate::ui::{Card, Cell, Property, Shell, TableView, Timeline, Who};
use crate::{Answer, LocalPath, Visitor, format, page, redirect};

#[derive(Template)]
#[template(path = "profile/show.html")]
struct ProfilePage {
    shell: Shell,
    card: Card,
    reading: Card,
    signing_in: Card,
    letters: Card,
    sessions: TableView,
    others: bool,
    history: Option<Timeline>,
    base: &'static str,
    who: Who,
    /// Whether the visitor may change what is here: not who only looks.
    may_edit: bool,
}

pub(super) async fn show(visitor: Visitor) -> Answer {
    let mut read = visitor.read().await?;
    let rows = sign_in::own(&mut read, &visitor.who).await?;
    let own = profile::own(&mut read, &visitor.who).await?;
    let factor = factors::own(&mut read, &visitor.who).await?;
    let wanted = choices::own(&mut read, &visitor.who).await?;
    let times = times::own(&mut read, &visitor.who).await?;
    let entries = history::of_oneself(&mut read, &visitor.who, SHOWN).await?;
    let may_edit = visitor.who.actor.mode() != Mode::View;
    let shell = visitor.shell("Your profile");
    page(&ProfilePage {
        who: shell.who.clone().unwrap_or_default(),
        shell,
        card: person(&visitor, &own),
        reading: reading(&visitor, &own),
        signing_in: crate::factors::card(&visitor, factor),
        letters: notifications::card(&visitor, &wanted, &times),
        others: rows.len() > 1 && visitor.who.login_as.is_none(),
        sessions: sessions::table(&visitor, &rows),
        history: timeline(&visitor, entries),
        base: base(&visitor),
        may_edit,
    })
}

/// The address that fits into every letter and website (S2-26): everybody comes to their own page by it.
pub(super) async fn lead(visitor: Visitor) -> Answer {
    let operator = visitor.who.actor.kind() == Kind::Operator;
    Ok(redirect(&LocalPath::or(None, if operator { "/console/profile" } else { "/profile" })))
}

fn person(visitor: &Visitor, own: &Profile) -> Card {
    let who = &visitor.who;
    let mut properties = vec![
        Property::new("Name", Cell::text(&who.name)),
        Property::new("Email", Cell::text(&who.email)),
        Property::new("Title", if own.title.is_empty() { Cell::None } else { Cell::text(&own.title) }),
        Property::new("Role", Cell::text(&who.role)),
    ];
    if let Some((_, account)) = &who.account {
        properties.insert(2, Property::new("Account", Cell::text(account)));
    }
    Card { title: "You".to_owned(), properties, ..Card::default() }
}

/// How dates and times are read, with what was not chosen by the person marked as such.
fn reading(visitor: &Visitor, own: &Profile) -> Card {
    let who = &visitor.who;
    let chosen = |text: &str, by_whom: Option<&str>| match by_whom {
        None => Cell::text(text),
        Some(whose) => Cell::Stack { first: text.to_owned(), second: format!("as {whose} has it") },
    };
    let whose_zone = if who.account.is_some() { "the account" } else { "the organization" };
    let unless = |own: bool, whose| (!own).then_some(whose);
    let wanted = &own.preferences;
    let properties = vec![
        Property::new("Time zone", chosen(&who.time_zone, unless(wanted.time_zone.is_some(), whose_zone))),
        Property::new(
            "Dates",
            chosen(who.formats.date.name(), unless(wanted.date.is_some(), "the organization")),
        ),
        Property::new(
            "Times",
            chosen(who.formats.time.label(), unless(wanted.time.is_some(), "the organization")),
        ),
        Property::new("It is now", Cell::text(format::instant(who.now, &visitor.local))),
    ];
    Card { title: "Dates and times".to_owned(), properties, ..Card::default() }
}
