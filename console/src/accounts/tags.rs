//! Tags are entered and taken off on the account's page (S3-25).

use domain::access::AccountsEdit;
use domain::accounts::tags::{self, Tag};
use kernel::{AccountId, Error};
use web::{Answer, Fields, Id, Visitor, refused};

use super::{page_of, show};

pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["tags"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let outcome = match Tag::parse_all(typed.get("tags")) {
        Ok(more) => tags::add(visitor.house(), &granted, id, more).await,
        Err(error) => Err(Error::invalid("tags", error.to_string())),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Tag added")),
        Err(error) => {
            let mut page = show::account_page(&visitor, id, &typed).await?;
            let error = page.team.tag.refuse(error)?;
            refused(&page, &error)
        }
    }
}

pub async fn remove(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["tag"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let tag = Tag::parse(typed.get("tag")).map_err(|_| Error::NotFound)?;
    tags::remove(visitor.house(), &granted, id, &tag).await?;
    Ok(visitor.done(&page_of(id), "Tag removed"))
}
