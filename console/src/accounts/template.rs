//! An account becomes a template, stops being one, or gets a template like it (S3-60, S3-62).

use domain::access::{AccountsCreate, AccountsEdit, AccountsView};
use domain::accounts::{self, templates};
use kernel::{AccountId, Error, Result};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{list, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    page(&question(&visitor, id).await?)
}

pub async fn set(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    let mut question = question(&visitor, id).await?;
    match templates::set(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await {
        Ok(()) => Ok(visitor.done(&page_of(id), "The account is a template now")),
        Err(error @ Error::Conflict(_)) => {
            question.error = Some(error.to_string());
            refused(&question, &error)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn unset(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    templates::unset(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    Ok(visitor.done(&page_of(id), "It is an account like all others again"))
}

pub async fn like(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    let made = templates::template_like(visitor.house(), &visitor.may::<AccountsCreate>()?, id).await?;
    Ok(visitor.done(&page_of(made), "Template made. Give it a name of its own."))
}

async fn question(visitor: &Visitor, id: AccountId) -> Result<ConfirmPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of(id);
    Ok(ConfirmPage {
        shell: list::below(visitor, &format!("Set {} as template?", account.name), &[(&account.name, up.clone())]),
        effect: "Others can then be made from it with the same settings. Nobody signs in to a template, nothing comes \
                 in, and it is left out of the list of accounts. You can take this back at any time."
            .to_owned(),
        verb: "Set as template".to_owned(),
        action: format!("{up}/template"),
        cancel_href: up,
        ..ConfirmPage::default()
    })
}
