//! The accounts within reach, and one of them.

use domain::access::AccountsView;
use domain::accounts::ACCOUNTS;
use kernel::AccountId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

/// Templates are left out unless they are asked for (S3-12, E-06).
pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    let all = !caller.actor.is_of_the_team() || pairs.get("template").is_some();
    let pairs = if all { pairs } else { pairs.with("template", Some("no")) };
    page::list::<AccountsView>(&caller, &ACCOUNTS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<AccountsView>(&caller, &ACCOUNTS, id.any()).await?))
}
