//! The roles that a portal user holds.

use domain::Read;
use domain::access::{Granted, UsersView};
use domain::people::users;
use kernel::{Result, RoleId, UserId};

/// Those that the person holds now.
pub(super) async fn held(read: &mut Read, granted: &Granted<UsersView>, user: UserId) -> Result<Vec<RoleId>> {
    Ok(users::roles(read, granted, user).await?.into_iter().map(|role| role.id).collect())
}
