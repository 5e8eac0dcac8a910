//! The portal users within reach, and one of them.

use domain::access::UsersView;
use domain::people::users::USERS;
use kernel::UserId;
use web::Pairs;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::{page, single};

pub async fn list(caller: Caller, pairs: Pairs) -> Answer {
    page::list::<UsersView>(&caller, &USERS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<UserId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<UsersView>(&caller, &USERS, id.any()).await?))
}
