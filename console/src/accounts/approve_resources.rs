//! Whether what an account's people change of its resources waits for an operator (S0-10).

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, Account};
use domain::resources::proposals::is_on;
use kernel::{AccountId, Error, Result};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{list, page_of};
use crate::form_page::{FormPage, select};

/// Whether they wait, in a sentence.
pub fn words(visitor: &Visitor, account: &Account) -> &'static str {
    match (account.approve_resources, is_on(&visitor.who.organization.settings, account.approve_resources)) {
        (None, true) => "What the client changes of resources waits for an operator, as everywhere.",
        (None, false) => "What the client changes of resources holds at once, as everywhere.",
        (Some(_), true) => "What the client changes of resources waits for an operator.",
        (Some(_), false) => "What the client changes of resources holds at once.",
    }
}

const WORDS: &str = "Choose one of these.";

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let now = match account.approve_resources {
        None => "organization",
        Some(true) => "yes",
        Some(false) => "no",
    };
    form_page(&visitor, id, &Fields::of([("approve", now.to_owned())])).await?.answer()
}

pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["approve"])?;
    match approve(&visitor, id, typed.get("approve")).await {
        Ok(words) => Ok(visitor.done(&page_of(id), words)),
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

async fn approve(visitor: &Visitor, id: AccountId, written: &str) -> Result<&'static str> {
    let granted = visitor.may::<AccountsEdit>()?;
    let (approve, words) = match written {
        "organization" => (None, "Its changes of resources go as everywhere"),
        "yes" => (Some(true), "Its changes of resources wait for an operator"),
        "no" => (Some(false), "Its changes of resources hold at once"),
        _ => return Err(Error::invalid("approve", WORDS)),
    };
    accounts::approve_resources(visitor.house(), &granted, id, approve).await?;
    Ok(words)
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let everywhere = if visitor.who.organization.settings.clients.approve_resources {
        "As everywhere: they wait for an operator"
    } else {
        "As everywhere: they hold at once"
    };
    let options =
        [("organization", everywhere), ("yes", "They wait for an operator"), ("no", "They hold at once")];
    let options = options.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let up = page_of(id);
    Ok(FormPage {
        shell: list::below(visitor, "Changes of resources", &[(&account.name, up.clone())]),
        lead:
            "What operators write holds at once, wherever they write it. What waits already goes on waiting."
                .to_owned(),
        form: FormView {
            action: format!("{up}/approve-resources"),
            fields: vec![select(typed, "approve", "Changes by the client", None, options)],
            submit: "Save".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
