//! The roles that a portal user holds.

use domain::Read;
use domain::access::{Granted, UsersView};
use domain::people::users;
use kernel::{MemberId, Result, RoleId};

/// Those that the person holds now.
pub(super) async fn held(
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: MemberId,
) -> Result<Vec<RoleId>> {
    Ok(users::roles(read, granted, user).await?.into_iter().map(|role| role.id).collect())
}
