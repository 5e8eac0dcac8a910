//! Taking away the second factor of a portal user who has lost it.

use domain::access::UsersManage;
use domain::sign_in::factors;
use kernel::MemberId;
use web::{Answer, Fields, Id, Visitor, ask_again};

use super::page_of;

pub async fn remove(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    let Ok(proved) = visitor.who.proved() else { return Ok(ask_again(&visitor, &page_of(id))) };
    factors::remove_of_member(visitor.house(), &granted, proved, id).await?;
    Ok(visitor.done(&page_of(id), "Second factor removed. Every session of the user ended"))
}
