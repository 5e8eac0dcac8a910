//! Deleting an operator cannot be undone: the page asks first, and says so.

use domain::access::OperatorsManage;
use domain::operators;
use kernel::{Error, Result, UserId};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{PATH, below, find, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<UserId>) -> Answer {
    page(&confirm_page(&visitor, id).await?)
}

pub async fn delete(visitor: Visitor, Id(id): Id<UserId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<OperatorsManage>()?;
    let confirm = confirm_page(&visitor, id).await?;
    match operators::delete(visitor.house(), &granted, id).await {
        Ok(()) => Ok(visitor.done(PATH, "Operator deleted")),
        Err(error @ Error::Conflict(_)) => {
            refused(&ConfirmPage { error: Some(error.to_string()), ..confirm }, &error)
        }
        Err(other) => Err(other.into()),
    }
}

async fn confirm_page(visitor: &Visitor, id: UserId) -> Result<ConfirmPage> {
    let operator = find(visitor, &mut visitor.read().await?, id).await?;
    Ok(ConfirmPage {
        shell: below(visitor, &format!("Delete {}?", operator.name), Some(&operator)),
        effect: format!(
            "{} ({}) is signed out everywhere and can never sign in again, and the API keys of this person are dead. \
             The history keeps the name. This cannot be undone; to take the access away for a while, disable the \
             operator instead.",
            operator.name, operator.email
        ),
        verb: "Delete operator".to_owned(),
        action: format!("{}/delete", page_of(id)),
        cancel_href: page_of(id),
        danger: true,
        ..ConfirmPage::default()
    })
}
