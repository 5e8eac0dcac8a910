//! Filtering a list of all accounts' records by account, and then by a contact of it.

use domain::Read;
use domain::access::{AccountsView, ContactsView};
use domain::accounts;
use domain::people::contacts;
use kernel::{AccountId, ContactId, Result};
use web::records::Options;
use web::{Pairs, Visitor};

use super::MOST;

/// The accounts by name, and the contacts of the account that is chosen.
pub async fn options(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Result<Options> {
    let mut options = Options::new();
    if let Ok(granted) = visitor.may::<AccountsView>() {
        let mut names = accounts::names(read, &granted, MOST).await?;
        // The account that is chosen is offered, however many there are before it.
        if let Some(id) = account(pairs).filter(|id| !names.iter().any(|(known, _)| known == id)) {
            let chosen = accounts::find(read, &granted, id).await?;
            names.insert(0, (id, chosen.name));
        }
        options.push(("account", names.into_iter().map(|(id, name)| (id.to_string(), name)).collect()));
    }
    if let (Some(account), Ok(granted)) = (account(pairs), visitor.may::<ContactsView>()) {
        let found = contacts::of_account(read, &granted, account, MOST).await?;
        options.push(("contact", found.into_iter().map(|one| (one.id.to_string(), one.name)).collect()));
    }
    Ok(options)
}

/// A choice that has nothing to choose from is left out.
pub fn without(options: &Options) -> &'static [&'static str] {
    let offers = |name: &str| options.iter().any(|(field, _)| *field == name);
    match (offers("account"), offers("contact")) {
        (true, true) => &[],
        (true, false) => &["contact"],
        (false, true) => &["account"],
        (false, false) => &["account", "contact"],
    }
}

/// What the account and the contact that a list is filtered by are called.
pub async fn names(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Vec<(&'static str, String)> {
    let mut names = Vec::new();
    if let (Some(id), Ok(granted)) = (account(pairs), visitor.may::<AccountsView>())
        && let Ok(account) = accounts::find(read, &granted, id).await
    {
        names.push(("account", account.name));
    }
    if let (Some(id), Ok(granted)) = (contact(pairs), visitor.may::<ContactsView>())
        && let Ok(contact) = contacts::find(read, &granted, id).await
    {
        names.push(("contact", contact.name));
    }
    names
}

fn account(pairs: &Pairs) -> Option<AccountId> {
    pairs.get("account")?.parse().ok()
}

fn contact(pairs: &Pairs) -> Option<ContactId> {
    pairs.get("contact")?.parse().ok()
}
