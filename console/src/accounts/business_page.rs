//! The public page of a client's business: what it says, and whether it is there (S3-55); and whether the account's own
//! admins write it.

use domain::access::AccountsEdit;
use domain::accounts::business_page::{Draft, let_write};
use kernel::{AccountId, Error};
use web::business_page::write::{self, Frame, find};
use web::{Answer, Fields, Id, Visitor};

use super::{list, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let draft = find(&visitor, id).await?;
    write::ask(&visitor, &draft, frame(&visitor, &draft))
}

pub async fn edit(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    let draft = find(&visitor, id).await?;
    write::write(&visitor, &draft, &typed, frame(&visitor, &draft)).await
}

/// The switch on the account's page.
pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["write"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let by_admins = match typed.get("write") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::invalid("write", "Choose yes or no.").into()),
    };
    let_write(visitor.house(), &granted, id, by_admins).await?;
    let words = if by_admins {
        "Its admins write the business page"
    } else {
        "Your operators write the business page"
    };
    Ok(visitor.done(&page_of(id), words))
}

fn frame(visitor: &Visitor, draft: &Draft) -> Frame {
    let up = page_of(draft.account);
    Frame {
        shell: list::below(visitor, "Business page", &[(&draft.name, up.clone())]),
        action: format!("{up}/business-page"),
        back: up,
    }
}
