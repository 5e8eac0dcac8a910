//! Vouching for a portal user's address, when no code can reach it: the person is not asked to show it any more.

use domain::access::UsersManage;
use domain::people::users;
use kernel::MemberId;
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn vouch(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::vouch(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "The email address counts as verified"))
}
