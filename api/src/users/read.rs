//! The portal users within reach, and one of them.

use domain::access::UsersView;
use domain::people::users::USERS;
use kernel::MemberId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<UsersView>(&caller, &USERS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<MemberId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<UsersView>(&caller, &USERS, id.any()).await?))
}
