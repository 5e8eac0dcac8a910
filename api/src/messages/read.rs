//! The messages within reach, and one of them.

use domain::access::MessagesView;
use domain::records::messages::MESSAGES;
use kernel::MessageId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<MessagesView>(&caller, &MESSAGES, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<MessageId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<MessagesView>(&caller, &MESSAGES, id.any()).await?))
}
