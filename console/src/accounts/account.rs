//! The tab on which is decided who comes into the account at all: the lock, and Secure (S3-43, S3-52).

use askama::Template;
use domain::access::{AccountsEdit, AccountsLock, AccountsView};
use domain::accounts::{self, Account, secure};
use domain::history::retention;
use kernel::AccountId;
use web::ui::{ConfirmPage, Shell, TableView};
use web::{Answer, Fields, Id, Visitor, format, page};

use super::tabs::{Head, Place, head};
use super::{list, page_of};
use crate::secure::requests;

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct AccountTab {
    shell: Shell,
    here: String,
    head: Head,
    account: Account,
    locked: Option<String>,
    may_lock: bool,
    may_mark: bool,
    may_unmark: bool,
    /// Why there is a legal hold, and who set it when.
    hold: Option<(String, String)>,
    /// Who was let in, or asked to be.
    requests: TableView,
}

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let asked = secure::of_account(visitor.house(), &mut read, &granted, id).await?;
    let hold = retention::of_account(&mut read, &granted, id).await?;
    let hold = hold.map(|hold| {
        (hold.reason, format!("{}, {}", hold.set_by, format::instant(hold.set_at, &visitor.local)))
    });
    page(&AccountTab {
        hold,
        shell: list::below(&visitor, &account.name, &[]),
        here: page_of(id),
        head: head(&account, Place::Account),
        locked: account.locked_at.map(|at| format::instant(at, &visitor.local)),
        may_lock: visitor.can::<AccountsLock>() && !account.template,
        may_mark: visitor.can::<AccountsEdit>() && !account.template,
        may_unmark: visitor.can::<AccountsEdit>() && visitor.who.actor.is_cleared(),
        requests: requests::table(&visitor, &asked),
        account,
    })
}

pub fn tab_of(id: AccountId) -> String {
    format!("{}/account", page_of(id))
}

/// Asks before the mark is put on, or taken off.
pub async fn ask_secure(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let (up, name) = (page_of(id), account.name.as_str());
    let (title, effect, verb, action) = if account.secure {
        (
            format!("Take the Secure mark off {name}?"),
            "Every operator sees into this account again, by every page, list, export and program. That you took the \
             mark off is in its history.",
            "Take the mark off",
            format!("{up}/secure/remove"),
        )
    } else {
        let own = if visitor.who.actor.is_cleared() {
            "Operators without the clearance see at once no more than that the account exists. Those who are in its \
             portal are out, and its secure login link is gone."
        } else {
            "Your role does not have the clearance: from then on you see no more than that the account exists, and only \
             an operator with the clearance takes the mark off again. Its secure login link is gone."
        };
        (format!("Mark {name} as Secure?"), own, "Mark as Secure", format!("{up}/secure"))
    };
    page(&ConfirmPage {
        shell: list::below(&visitor, &title, &[(name, up.clone())]),
        effect: effect.to_owned(),
        verb: verb.to_owned(),
        action,
        cancel_href: tab_of(id),
        danger: account.secure,
        ..ConfirmPage::default()
    })
}

pub async fn mark(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    secure::mark(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    // Whoever has no clearance comes no further than the page of the account.
    let next = if visitor.who.actor.is_cleared() { tab_of(id) } else { page_of(id) };
    Ok(visitor.done(&next, "Marked as Secure"))
}

pub async fn unmark(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    secure::unmark(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    Ok(visitor.done(&tab_of(id), "The Secure mark is off"))
}
