//! The nickname by which other programs know an account (S3-57).

use domain::access::AccountsEdit;
use domain::accounts;
use kernel::text::Nickname;
use kernel::{AccountId, Invalid};
use serde::Deserialize;
use utoipa::ToSchema;

use super::team::{account, unchanged};
use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// What an account is called in addresses and by other programs, and by no other account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNickname {
    /// Letters, digits and single hyphens; `null` takes it away, and keeps it reserved to the account.
    #[schema(required, min_length = 3, max_length = 40, example = "bright-smile")]
    nickname: Option<String>,
}

pub async fn rename(
    caller: Caller,
    Id(id): Id<AccountId>,
    conditions: Conditions,
    Body(new): Body<NewNickname>,
) -> Answer {
    let mut invalid = Invalid::default();
    let nickname = new.nickname.and_then(|text| invalid.check("nickname", Nickname::parse(&text)));
    invalid.into_result()?;
    unchanged(&caller, id, &conditions).await?;
    accounts::rename(caller.house(), &caller.may::<AccountsEdit>()?, id, nickname.as_ref()).await?;
    account(&caller, id).await
}
