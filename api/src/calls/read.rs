//! The calls within reach, and one of them.

use domain::access::CallsView;
use domain::records::calls::CALLS;
use kernel::CallId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<CallsView>(&caller, &CALLS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<CallId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<CallsView>(&caller, &CALLS, id.any()).await?))
}
