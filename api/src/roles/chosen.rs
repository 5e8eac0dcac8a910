//! Roles as a program writes them: by their ids, or by their names.

use domain::Read;
use domain::access::roles;
use domain::access::{Granted, Kind};
use kernel::{Invalid, Result, RoleId};

/// The roles that are written; each one that there is not is named.
pub async fn chosen<P>(
    read: &mut Read,
    granted: &Granted<P>,
    kind: Kind,
    written: &[String],
) -> Result<Vec<RoleId>> {
    let known = roles::of_kind(read, granted, kind).await?;
    let none = match kind {
        Kind::PortalUser => "There is no such role for portal users.",
        Kind::Operator | Kind::System => "There is no such role for operators.",
    };
    let mut invalid = Invalid::default();
    let mut ids = Vec::new();
    for (place, text) in written.iter().enumerate() {
        match known.iter().find(|role| role.name == *text || role.id.to_string() == *text) {
            Some(role) => ids.push(role.id),
            None => invalid.push(format!("roles[{place}]"), none),
        }
    }
    invalid.into_result()?;
    Ok(ids)
}
