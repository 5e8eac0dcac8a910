//! The proposals within reach, and one of them.

use domain::access::ResourcesView;
use domain::resources::PROPOSALS;
use kernel::ProposalId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<ResourcesView>(&caller, &PROPOSALS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<ProposalId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<ResourcesView>(&caller, &PROPOSALS, id.any()).await?))
}
