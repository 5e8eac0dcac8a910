//! The accounts within reach, and one of them.

use domain::access::AccountsView;
use domain::accounts::ACCOUNTS;
use kernel::AccountId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<AccountsView>(&caller, &ACCOUNTS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<AccountsView>(&caller, &ACCOUNTS, id.any()).await?))
}
