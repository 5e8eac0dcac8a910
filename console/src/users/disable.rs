//! Disabling a portal user takes the access away at once and keeps everything else; it can be undone.

use domain::access::UsersManage;
use domain::people::users;
use kernel::MemberId;
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn disable(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::disable(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "User disabled"))
}

pub async fn enable(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::enable(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "User enabled"))
}
