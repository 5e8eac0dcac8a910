//! Marking a message as read or done.

use domain::access::{MessagesMark, MessagesView};
use domain::records::messages::{self, MESSAGES};
use kernel::MessageId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::openapi::message_states;
use crate::single::record;

/// What may be changed of a message.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageChanges {
    #[schema(required, schema_with = message_states)]
    #[serde(default)]
    state: String,
}

pub async fn mark(
    caller: Caller,
    Id(id): Id<MessageId>,
    conditions: Conditions,
    Body(changes): Body<MessageChanges>,
) -> Answer {
    let granted = caller.may::<MessagesMark>()?;
    conditions.must_hold(&record::<MessagesView>(&caller, &MESSAGES, id.any()).await?)?;
    messages::mark(caller.house(), &granted, id, &changes.state).await?;
    let after = record::<MessagesView>(&caller, &MESSAGES, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}
