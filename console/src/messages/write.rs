//! An operator takes a message: first whose it is, then for whom, from whom, and what.

use domain::Read;
use domain::access::{AccountsView, CallsView, ContactsView, MessagesCreate};
use domain::accounts::{self, Account};
use domain::people::contacts;
use domain::records::{Cell, calls, messages};
use kernel::{AccountId, Error, Result};
use web::records::ChoosePage;
use web::ui::{Choice, FieldView, FormView, Shell};
use web::{Answer, Fields, Pairs, Visitor, page};

use super::{form, page_of};
use crate::accounts::{MOST, filter};
use crate::form_page::{FormPage, select};

const PATH: &str = "/console/messages/new";

pub async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    let mut read = visitor.read().await?;
    let Some(account) = pairs.get("account") else {
        return page(&whose_page(&visitor, &mut read, &pairs).await?);
    };
    let account = find(&visitor, &mut read, account).await?;
    let typed = opening(&visitor, &mut read, &account, &pairs).await?;
    form_page(&visitor, &mut read, &account, &typed).await?.answer()
}

pub async fn write(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<MessagesCreate>()?;
    let outcome = match form::read(&typed, &visitor.who.organization.region, &visitor.who.name) {
        Ok(message) => messages::write(visitor.house(), &granted, message).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&page_of(id), "Message written")),
        Err(error) => {
            let mut read = visitor.read().await?;
            let account = find(&visitor, &mut read, typed.get("account")).await?;
            form_page(&visitor, &mut read, &account, &typed).await?.refused(error)
        }
    }
}

/// The first step: which account.
async fn whose_page(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Result<ChoosePage> {
    let options = filter::options(visitor, read, pairs).await?;
    let names = options.into_iter().find(|(name, _)| *name == "account").map(|(_, names)| names);
    let account = select(&Fields::default(), "account", "Account", None, names.unwrap_or_default());
    Ok(ChoosePage {
        shell: shell(visitor, "Write message"),
        form: FormView {
            action: PATH.to_owned(),
            fields: vec![FieldView { required: true, ..account }],
            submit: "Continue".to_owned(),
            cancel_href: Some("/console/messages".to_owned()),
            ..FormView::default()
        },
        hidden: Vec::new(),
    })
}

async fn find(visitor: &Visitor, read: &mut Read, id: &str) -> Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    accounts::find(read, &granted, id).await
}

/// What the form opens with: of a call, its caller and whom it was for.
async fn opening(visitor: &Visitor, read: &mut Read, account: &Account, pairs: &Pairs) -> Result<Fields> {
    let mut typed = vec![("account", account.id.to_string()), ("priority", "normal".to_owned())];
    typed.extend(pairs.get("contact").map(|id| ("contact", id.to_owned())));
    if let Some(call) = pairs.get("call") {
        let granted = visitor.may::<CallsView>()?;
        let id = call.parse().map_err(|_| Error::NotFound)?;
        let found = calls::find(read, &granted, id).await?;
        let of_account =
            matches!(found.cell("account"), Cell::Reference { id, .. } if *id == account.id.any());
        if !of_account {
            return Err(Error::NotFound);
        }
        typed.push(("call", call.to_owned()));
        typed.push(("caller_name", found.cell("from_name").text().to_owned()));
        typed.push(("caller_number", found.cell("from").text().to_owned()));
    }
    Ok(Fields::of(typed))
}

async fn form_page(
    visitor: &Visitor,
    read: &mut Read,
    account: &Account,
    typed: &Fields,
) -> Result<FormPage> {
    let contacts = match visitor.may::<ContactsView>() {
        Ok(granted) => contacts::of_account(read, &granted, account.id, MOST).await?,
        Err(_) => Vec::new(),
    };
    Ok(FormPage {
        shell: shell(visitor, &format!("Message for {}", account.name)),
        lead: String::new(),
        form: FormView {
            action: PATH.to_owned(),
            fields: form::questions(typed, &contacts),
            submit: "Write message".to_owned(),
            cancel_href: Some(format!("/console/messages?account={}", account.id)),
            ..FormView::default()
        },
    })
}

fn shell(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Messages", "/console/messages", false)], ..visitor.shell(title) }
}
