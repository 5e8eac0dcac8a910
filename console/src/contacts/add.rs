//! A new contact of an account; calls, messages and portal users can be given to it at once.

use domain::access::{AccountsView, ContactsEdit};
use domain::accounts::{self, Account};
use domain::people::contacts;
use kernel::AccountId;
use web::{Answer, Fields, Id, Visitor};

use super::form;
use crate::accounts::page_of;
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    form_page(&visitor, &find(&visitor, id).await?, &Fields::default()).answer()
}

pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<ContactsEdit>()?;
    let outcome = match form::read(&typed, &visitor.who.organization.region) {
        Ok(details) => contacts::add(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(&page_of(id), "Contact added")),
        Err(error) => form_page(&visitor, &find(&visitor, id).await?, &typed).refused(error),
    }
}

async fn find(visitor: &Visitor, id: AccountId) -> kernel::Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    accounts::find(&mut visitor.read().await?, &granted, id).await
}

fn form_page(visitor: &Visitor, account: &Account, typed: &Fields) -> FormPage {
    let action = format!("{}/contacts/new", page_of(account.id));
    form::page(visitor, account, typed, ("Add contact", action, "Add contact"))
}
