//! Disabling an operator takes the access away at once, everywhere; it can be undone.

use domain::access::OperatorsManage;
use domain::operators;
use kernel::UserId;
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn disable(visitor: Visitor, Id(id): Id<UserId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<OperatorsManage>()?;
    operators::disable(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "Operator disabled"))
}

pub async fn enable(visitor: Visitor, Id(id): Id<UserId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<OperatorsManage>()?;
    operators::enable(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "Operator enabled"))
}
