//! Deleting a portal user cannot be undone: the page asks first, and says so.

use domain::access::UsersManage;
use domain::people::users;
use kernel::{Error, Result, UserId};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{below, find, page_of};
use crate::accounts;

pub async fn ask(visitor: Visitor, Id(id): Id<UserId>) -> Answer {
    page(&confirm_page(&visitor, id).await?)
}

pub async fn delete(visitor: Visitor, Id(id): Id<UserId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let confirm = confirm_page(&visitor, id).await?;
    match users::delete(visitor.house(), &granted, id).await {
        Ok(()) => Ok(visitor.done(&confirm.cancel_href, "User deleted")),
        Err(error @ Error::Conflict(_)) => {
            refused(&ConfirmPage { error: Some(error.to_string()), ..confirm }, &error)
        }
        Err(other) => Err(other.into()),
    }
}

async fn confirm_page(visitor: &Visitor, id: UserId) -> Result<ConfirmPage> {
    let (member, account) = find(visitor, &mut visitor.read().await?, id).await?;
    Ok(ConfirmPage {
        shell: below(visitor, &format!("Delete {}?", member.name), &account, Some(&member)),
        effect: format!(
            "{} ({}) is signed out everywhere and can never sign in again. The history keeps the name. \
             This cannot be undone; to take the access away for a while, disable the user instead.",
            member.name, member.email
        ),
        verb: "Delete user".to_owned(),
        action: format!("{}/delete", page_of(id)),
        cancel_href: accounts::page_of(account.id),
        danger: true,
        ..ConfirmPage::default()
    })
}
