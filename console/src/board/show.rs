//! One account for whoever has its caller on the line: what to know, whom to reach, and a message without leaving.

use askama::Template;
use domain::Read;
use domain::access::{AccountsView, ContactsView, MessagesCreate, TasksEdit};
use domain::accounts::{self, Account};
use domain::people::contacts::{self, Contact};
use kernel::{AccountId, Error, Result};
use web::contacts::{Person, person};
use web::ui::{Badge, Choice, FormView, OnCallCard, Shell, StatusPlace};
use web::{Answer, Fields, Id, Pairs, Visitor, format, page, refused};

use super::{PATH, page_of};
use crate::accounts::latest::{self, Latest, More};
use crate::accounts::{MOST, tabs};
use crate::messages::form;
use crate::resources::part::{self, ResourcesPart};

#[derive(Template)]
#[template(path = "board/show.html")]
pub struct BoardPage {
    shell: Shell,
    /// The account's own page.
    account_href: String,
    account: Account,
    badge: Badge,
    numbers: Vec<String>,
    /// In which the client reads the clock.
    zone: String,
    may_task: bool,
    /// What the client wants known, if the visitor may see it.
    status: Option<StatusPlace>,
    /// Who is on call now, if the visitor may see it.
    on_call: Option<Vec<OnCallCard>>,
    /// What whoever answers needs to know, if the visitor may see it.
    resources: Option<ResourcesPart>,
    contacts: Vec<Person>,
    /// A message to take, if the visitor may.
    message: Option<FormView>,
    /// Each with the name of what changes it.
    latest: Vec<(&'static str, Latest)>,
}

/// With `from` and `call`, as a telephone system opens it, the message begins with the caller.
pub async fn show(visitor: Visitor, Id(id): Id<AccountId>, pairs: Pairs) -> Answer {
    let known = [("call", "call"), ("from", "caller_number")];
    let known = known.into_iter().filter_map(|(said, field)| Some((field, pairs.get(said)?.to_owned())));
    let typed = Fields::of(known.chain([("priority", "normal".to_owned())]));
    page(&board_page(&visitor, id, &typed).await?)
}

/// The page with what was written into its message.
pub async fn board_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<BoardPage> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    // Nobody calls a template.
    if account.template {
        return Err(Error::NotFound);
    }
    let numbers = accounts::numbers::list(&mut read, &granted, id).await?;
    let contacts = reachable(visitor, &mut read, id).await?;
    let latest = [
        ("tasks", latest::tasks(visitor, &mut read, id).await?),
        ("messages", latest::messages(visitor, &mut read, id, More::Named).await?),
        ("calls", latest::calls(visitor, &mut read, id, More::Named).await?),
    ];
    Ok(BoardPage {
        shell: Shell {
            trail: vec![Choice::new("Board", PATH, false)],
            live: Some(format!("/console/live?account={id}")),
            ..visitor.shell(&account.name)
        },
        account_href: crate::accounts::page_of(id),
        badge: tabs::badge(&account),
        numbers: numbers.iter().map(|number| format::phone(number)).collect(),
        zone: account.time_zone.replace('_', " "),
        may_task: visitor.can::<TasksEdit>(),
        status: crate::statuses::of_account(visitor, &mut read, id).await?,
        on_call: crate::on_call::of_account(visitor, &mut read, id, &account.name).await?,
        resources: part::part(visitor, &mut read, id).await?,
        message: visitor.can::<MessagesCreate>().then(|| message(id, typed, &contacts)),
        contacts: contacts.iter().map(|contact| person(visitor, contact)).collect(),
        latest: latest.into_iter().filter_map(|(topic, part)| Some((topic, part?))).collect(),
        account,
    })
}

impl BoardPage {
    /// The page with what is wrong with the message.
    pub fn refused(mut self, error: Error) -> Answer {
        let Some(form) = &mut self.message else { return Err(error.into()) };
        let error = form.refuse(error)?;
        refused(&self, &error)
    }
}

async fn reachable(visitor: &Visitor, read: &mut Read, id: AccountId) -> Result<Vec<Contact>> {
    let Ok(granted) = visitor.may::<ContactsView>() else { return Ok(Vec::new()) };
    contacts::of_account(read, &granted, id, MOST).await
}

fn message(id: AccountId, typed: &Fields, contacts: &[Contact]) -> FormView {
    FormView {
        action: format!("{}/message", page_of(id)),
        fields: form::questions(&typed.with("account", &id.to_string()), contacts),
        submit: "Write message".to_owned(),
        ..FormView::default()
    }
}
