//! Letters: which were sent, which were not and why; sending one again, or not at all.

use domain::access::{OutboxManage, OutboxView};
use domain::notices::{self, OUTBOX};
use kernel::OutgoingId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single::{self, done};

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<OutboxView>(&caller, &OUTBOX, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<OutgoingId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<OutboxView>(&caller, &OUTBOX, id.any()).await?))
}

pub async fn retry(caller: Caller, Id(id): Id<OutgoingId>) -> Answer {
    notices::retry(caller.house(), &caller.may::<OutboxManage>()?, id).await?;
    Ok(done())
}

/// The letter stays in the list; it only does not leave any more.
pub async fn drop_it(caller: Caller, Id(id): Id<OutgoingId>) -> Answer {
    notices::drop_by_hand(caller.house(), &caller.may::<OutboxManage>()?, id).await?;
    Ok(done())
}
