//! Contacts: the persons of an account for whom calls and messages arrive.

pub mod add;
pub mod delete;
pub mod edit;
mod form;

use domain::access::{AccountsView, ContactsView};
use domain::accounts::{self, Account};
use domain::people::contacts::{self, Contact};
use kernel::{ContactId, Result};
use web::Visitor;

/// A contact, and the account that he or she is of.
async fn find(visitor: &Visitor, id: ContactId) -> Result<(Contact, Account)> {
    let mut read = visitor.read().await?;
    let contact = contacts::find(&mut read, &visitor.may::<ContactsView>()?, id).await?;
    let account = accounts::find(&mut read, &visitor.may::<AccountsView>()?, contact.account).await?;
    Ok((contact, account))
}
