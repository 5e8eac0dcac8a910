//! An operator has seen a status; the client is shown who.

use domain::access::StatusAcknowledge;
use domain::statuses;
use kernel::AccountId;
use web::{Answer, Fields, Id, Visitor};

pub async fn acknowledge(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<StatusAcknowledge>()?;
    statuses::acknowledge(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&format!("/console/accounts/{id}"), "Acknowledged"))
}
