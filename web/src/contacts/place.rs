//! Where these pages are, and whose they are: a client’s own, or one account among many of an operator’s.

use domain::accounts;
use domain::people::contacts::{self, Contact};
use kernel::{AccountId, ContactId, Error, Result};

use crate::Visitor;
use crate::ui::{Choice, Shell};

pub struct Place {
    pub account: AccountId,
    /// The page of the people.
    pub up: String,
    /// The list with its filters.
    pub list: String,
    /// What stands before the id of a contact.
    pub contacts: &'static str,
    /// What stands before what is done with the contacts of the account.
    many: String,
    trail: Vec<Choice>,
}

impl Place {
    /// In the portal: the account that the visitor is in.
    pub fn portal(visitor: &Visitor) -> Result<Self> {
        Ok(Self {
            account: visitor.who.actor.place().ok_or(Error::NotFound)?.account,
            up: "/people".to_owned(),
            list: "/people/contacts".to_owned(),
            contacts: "/people/contacts",
            many: "/people/contacts".to_owned(),
            trail: vec![Choice::new("People", "/people", false)],
        })
    }

    /// In the console: this account.
    pub async fn console(visitor: &Visitor, account: AccountId) -> Result<Self> {
        let granted = visitor.may()?;
        let name = accounts::find(&mut visitor.read().await?, &granted, account).await?.name;
        let up = format!("/console/accounts/{account}");
        Ok(Self {
            account,
            list: format!("/console/contacts?account={account}"),
            contacts: "/console/contacts",
            many: format!("{up}/contacts"),
            trail: vec![
                Choice::new("Client Accounts", "/console/accounts", false),
                Choice::new(name, up.clone(), false),
            ],
            up,
        })
    }

    /// In the console: the account of this contact.
    pub async fn of_contact(visitor: &Visitor, id: ContactId) -> Result<Self> {
        let account = find(visitor, id).await?.account;
        Self::console(visitor, account).await
    }

    /// The page of one of them.
    pub fn page(&self, id: ContactId) -> String {
        format!("{}/{id}", self.contacts)
    }

    /// The address of something that is done with a contact.
    pub fn of(&self, id: ContactId, what: &str) -> String {
        format!("{}/{id}/{what}", self.contacts)
    }

    /// The address of something that is done with all of them.
    pub fn all(&self, what: &str) -> String {
        format!("{}/{what}", self.many)
    }

    pub fn shell(&self, visitor: &Visitor, title: &str) -> Shell {
        Shell { trail: self.trail.clone(), ..visitor.shell(title) }
    }

    /// The frame of a page below one of them.
    pub fn below(&self, visitor: &Visitor, contact: &Contact, title: &str) -> Shell {
        let one = Choice::new(contact.name.as_str(), self.page(contact.id), false);
        Shell { trail: self.trail.iter().cloned().chain([one]).collect(), ..visitor.shell(title) }
    }
}

/// The contact, within reach and of the account whose pages these are.
pub(super) async fn find_here(visitor: &Visitor, place: &Place, id: ContactId) -> Result<Contact> {
    find(visitor, id)
        .await
        .and_then(|one| if one.account == place.account { Ok(one) } else { Err(Error::NotFound) })
}

async fn find(visitor: &Visitor, id: ContactId) -> Result<Contact> {
    let granted = visitor.may()?;
    contacts::find(&mut visitor.read().await?, &granted, id).await
}
