//! Marking a message as new, read or done.

use domain::access::MessagesMark;
use domain::records::messages;
use kernel::MessageId;
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn mark(visitor: Visitor, Id(id): Id<MessageId>, fields: Fields) -> Answer {
    fields.only(&["state"])?;
    let granted = visitor.may::<MessagesMark>()?;
    let state = fields.get("state");
    messages::mark(visitor.house(), &granted, id, state).await?;
    Ok(visitor.done(&page_of(id), &format!("Marked as {state}")))
}
