//! What became of settings that were given on, and the way back.

use askama::Template;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use domain::accounts::templates::{self, Push, Pushed};
use kernel::{Error, PushId, Result};
use web::ui::{Cell, Column, ConfirmPage, Row, Shell, TableView};
use web::{Answer, Fields, Id, Visitor, format, page, refused};

use super::{accounts as counted, page_of, words};
use crate::accounts::list;

#[derive(Template)]
#[template(path = "pushes/show.html")]
struct ShowPage {
    shell: Shell,
    here: String,
    lead: String,
    taken_back: Option<String>,
    may_take_back: bool,
    table: TableView,
}

pub async fn show(visitor: Visitor, Id(id): Id<PushId>) -> Answer {
    let (push, all, trail) = find(&visitor, id).await?;
    let labels: Vec<&str> = push.settings.iter().map(|one| one.label()).collect();
    let at = |at| format::instant(at, &visitor.local);
    page(&ShowPage {
        lead: format!("{}, given on {} by {}.", labels.join(", "), at(push.at), push.by),
        taken_back: push.taken_back.as_ref().map(|(by, when)| format!("Taken back {} by {by}.", at(*when))),
        may_take_back: push.taken_back.is_none() && all.iter().any(|one| one.refused.is_empty()),
        table: table(&push, &all),
        here: page_of(id),
        shell: shell(&visitor, "Settings given on", &trail),
    })
}

pub async fn ask(visitor: Visitor, Id(id): Id<PushId>) -> Answer {
    page(&question(&visitor, id).await?)
}

pub async fn confirmed(visitor: Visitor, Id(id): Id<PushId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    let mut question = question(&visitor, id).await?;
    match templates::take_back(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await {
        Ok(()) => Ok(visitor.done(&page_of(id), "Settings taken back")),
        Err(error @ Error::Conflict(_)) => {
            question.error = Some(error.to_string());
            refused(&question, &error)
        }
        Err(error) => Err(error.into()),
    }
}

/// The name and the address of the template.
type Trail = (String, String);

async fn find(visitor: &Visitor, id: PushId) -> Result<(Push, Vec<Pushed>, Trail)> {
    let mut read = visitor.read().await?;
    let granted = visitor.may::<AccountsView>()?;
    let (push, all) = templates::pushed(&mut read, &granted, id).await?;
    let template = accounts::find(&mut read, &granted, push.template).await?;
    Ok((push, all, (template.name, crate::accounts::page_of(template.id))))
}

fn shell(visitor: &Visitor, title: &str, (name, up): &Trail) -> Shell {
    list::below(visitor, title, &[(name, up.clone()), ("Give settings on", format!("{up}/push"))])
}

async fn question(visitor: &Visitor, id: PushId) -> Result<ConfirmPage> {
    let (_, all, trail) = find(visitor, id).await?;
    let number = all.iter().filter(|one| one.refused.is_empty()).count();
    let here = page_of(id);
    Ok(ConfirmPage {
        shell: shell(visitor, "Take these settings back?", &trail),
        effect: format!(
            "{} get again what they had before. A setting that somebody has changed since stays as it is; the report \
             names it.",
            counted(number)
        ),
        verb: "Take back".to_owned(),
        action: format!("{here}/undo"),
        cancel_href: here,
        ..ConfirmPage::default()
    })
}

fn table(push: &Push, all: &[Pushed]) -> TableView {
    let row = |one: &Pushed| {
        let note = match (&push.taken_back, one.refused.as_str(), one.stayed.as_str()) {
            (_, refused, _) if !refused.is_empty() => format!("Left as it was. {refused}"),
            (Some(_), _, "") => "Taken back".to_owned(),
            (_, _, stayed) => stayed.to_owned(),
        };
        Row {
            key: one.account.to_string(),
            href: Some(crate::accounts::page_of(one.account)),
            cells: vec![Cell::text(&one.name), Cell::text(words(&one.changes)), Cell::text(note)],
            ..Row::default()
        }
    };
    TableView {
        id: "pushed".to_owned(),
        title: "Accounts".to_owned(),
        columns: vec![
            Column::new("Account"),
            Column::new("What changed").class("lines"),
            Column::new("Note").class("lines"),
        ],
        rows: all.iter().map(row).collect(),
        ..TableView::default()
    }
}
