//! Locking an account signs everybody out of it, and keeps them out until it is unlocked (S3-44 … S3-47).

use domain::access::{AccountsLock, AccountsView};
use domain::accounts;
use kernel::AccountId;
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page};

use super::{list, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of(id);
    page(&ConfirmPage {
        shell: list::below(&visitor, &format!("Lock {}?", account.name), &[(&account.name, up.clone())]),
        effect: "Everybody who is signed in to this account is signed out at once, operators logged in as its people \
                 too, and nobody can sign in until it is unlocked. Its calls and messages are kept, and still come in."
            .to_owned(),
        verb: format!("Lock {}", account.name),
        action: format!("{up}/lock"),
        cancel_href: up,
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn lock(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<AccountsLock>()?;
    accounts::lock(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "Account locked"))
}

pub async fn unlock(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<AccountsLock>()?;
    accounts::unlock(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "Account unlocked"))
}
