//! Deleting a portal user cannot be undone: the page asks first, and says so.

use domain::access::{UsersManage, UsersView};
use domain::people::users;
use kernel::{Error, MemberId, Result};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{below, find, page_of};
use crate::accounts;

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    page(&confirm_page(&visitor, id).await?)
}

pub async fn delete(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
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

async fn confirm_page(visitor: &Visitor, id: MemberId) -> Result<ConfirmPage> {
    let mut read = visitor.read().await?;
    let (member, account) = find(visitor, &mut read, id).await?;
    let granted = visitor.may::<UsersView>()?;
    let alone = users::of_account(&mut read, &granted, account.id, 2).await?.len() == 1;
    // E-01
    let last = if alone && visitor.who.organization.settings.secure_link.on {
        " This is the last portal user of the account: from then on a secure login link can open its portal again, \
         but only a new one."
    } else {
        ""
    };
    let (name, email) = (&member.name, &member.email);
    let effect = if member.elsewhere {
        format!(
            "{name} ({email}) never reaches {} again, and goes on in the other accounts with the same password. The \
             history keeps the name. This cannot be undone; to take the access away for a while, disable the user \
             instead.{last}",
            account.name
        )
    } else {
        format!(
            "{name} ({email}) is signed out everywhere and can never sign in again. The history keeps the name. \
             This cannot be undone; to take the access away for a while, disable the user instead.{last}"
        )
    };
    Ok(ConfirmPage {
        shell: below(visitor, &format!("Delete {name}?"), &account, Some(&member)),
        effect,
        verb: "Delete user".to_owned(),
        action: format!("{}/delete", page_of(id)),
        cancel_href: accounts::page_of(account.id),
        danger: true,
        ..ConfirmPage::default()
    })
}
