//! Who looks after an account, chosen on its page (S3-58).

use domain::access::AccountsEdit;
use domain::accounts::assignments;
use kernel::{AccountId, Error, UserId};
use web::{Answer, Fields, Id, Visitor, refused};

use super::{page_of, show};

pub async fn assign(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["operators"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let outcome = match typed.get("operators").parse::<UserId>() {
        Ok(operator) => assignments::assign(visitor.house(), &granted, id, operator).await,
        Err(_) => Err(Error::invalid("operators", "Choose an operator.")),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Operator assigned")),
        Err(error) => {
            let mut page = show::account_page(&visitor, id, &typed).await?;
            let Some(form) = &mut page.team.operator else { return Err(error.into()) };
            let error = form.refuse(error)?;
            refused(&page, &error)
        }
    }
}

pub async fn unassign(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["operator"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let operator: UserId = typed.get("operator").parse().map_err(|_| Error::NotFound)?;
    assignments::unassign(visitor.house(), &granted, id, operator).await?;
    Ok(visitor.done(&page_of(id), "The operator no longer looks after this account"))
}
