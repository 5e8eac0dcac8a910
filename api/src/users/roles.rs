//! Roles as a program writes them: by their ids, or by their names.

use domain::Read;
use domain::access::roles;
use domain::access::{Granted, Kind, UsersManage, UsersView};
use domain::people::users;
use kernel::{Invalid, MemberId, Result, RoleId};

/// The roles that are written; each one that there is not is named.
pub(super) async fn chosen(
    read: &mut Read,
    granted: &Granted<UsersManage>,
    written: &[String],
) -> Result<Vec<RoleId>> {
    let known = roles::of_kind(read, granted, Kind::PortalUser).await?;
    let mut invalid = Invalid::default();
    let mut ids = Vec::new();
    for (place, text) in written.iter().enumerate() {
        match known.iter().find(|role| role.name == *text || role.id.to_string() == *text) {
            Some(role) => ids.push(role.id),
            None => invalid.push(format!("roles[{place}]"), "There is no such role for portal users."),
        }
    }
    invalid.into_result()?;
    Ok(ids)
}

/// Those that the person holds now.
pub(super) async fn held(
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: MemberId,
) -> Result<Vec<RoleId>> {
    Ok(users::roles(read, granted, user).await?.into_iter().map(|role| role.id).collect())
}
