//! Disabling and enabling many portal users at once, with a report on each.

use kernel::{JobId, MemberId, Result};

use super::delete_many::ask;
use super::disable::{disable_in, enable_in};
use super::{Chosen, find_in};
use crate::access::{Granted, UsersManage};
use crate::change::Change;
use crate::house::House;
use crate::jobs::{self, Outcome};

/// In batches, as the operator who asks: up to two hundred when this answers, more a little later.
pub async fn disable_many(
    house: &House,
    granted: &Granted<UsersManage>,
    disabled: bool,
    chosen: &Chosen,
) -> Result<JobId> {
    let kind = if disabled { jobs::Kind::DisableUsers } else { jobs::Kind::EnableUsers };
    ask(house, granted, kind, chosen).await
}

pub(crate) async fn disable_one_of_many(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    disabled: bool,
    id: MemberId,
) -> Result<Outcome> {
    let member = match find_in(&mut change.tx, granted, id).await {
        Ok(member) => member,
        Err(error) => return jobs::skipped(error),
    };
    let (done, otherwise) = if disabled {
        (disable_in(change, granted, member).await, "This user is disabled already.")
    } else {
        (enable_in(change, granted, member).await, "This user is not disabled.")
    };
    match done {
        Ok(Some(event)) => Ok(Outcome::Done(event)),
        Ok(None) => Ok(Outcome::Skipped(otherwise.to_owned())),
        Err(error) => jobs::skipped(error),
    }
}
