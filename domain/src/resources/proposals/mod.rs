//! Changes of resources that wait for an operator's approval, or for the time at which they take effect (S0-10, S0-42).

mod approve;
mod collection;
mod effect;
mod find;
mod forget;
mod propose;
mod refuse;
mod schedule;
mod tell;
mod wait;
mod withdraw;

use kernel::Result;

use crate::access::{Granted, ResourcesView};
use crate::house::Read;
use crate::records::{Page, Query};

pub use approve::{Approval, approve};
pub use collection::{KINDS, PROPOSALS, STATES};
pub use effect::take_effect;
pub use find::{Kind, Proposal, State, find, pending, waiting_in};
pub(crate) use forget::{forget, forget_proposer};
pub(super) use propose::hold;
pub use propose::{Wish, change, propose, propose_delete, propose_new};
pub use refuse::{LONGEST_REASON, refuse};
pub use schedule::schedule;
pub(crate) use tell::answered;
pub(super) use wait::{files_must_not_wait, must_not_wait, none_may_wait};
pub use wait::{is_on, waits};
pub use withdraw::withdraw;

pub async fn list(read: &mut Read, granted: &Granted<ResourcesView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}
