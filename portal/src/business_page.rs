//! The public page of the client's own business, written by its admins (S3-55).

use kernel::{AccountId, Error, Result};
use web::business_page::write::{self, Frame, find};
use web::{Answer, Fields, Visitor};

const PATH: &str = "/business-page";

pub async fn ask(visitor: Visitor) -> Answer {
    let draft = find(&visitor, account(&visitor)?).await?;
    write::ask(&visitor, &draft, frame(&visitor))
}

pub async fn save(visitor: Visitor, typed: Fields) -> Answer {
    let draft = find(&visitor, account(&visitor)?).await?;
    write::write(&visitor, &draft, &typed, frame(&visitor)).await
}

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}

fn frame(visitor: &Visitor) -> Frame {
    Frame { shell: visitor.shell("Business page"), action: PATH.to_owned(), back: PATH.to_owned() }
}
