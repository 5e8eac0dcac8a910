//! The roles that a portal user holds, and who may touch a user who holds them.

use db::Tx;
use kernel::{Error, Result, UserId};

use super::{Member, find_in};
use crate::access::roles::{self, Role};
use crate::access::{Granted, Kind, UsersView};
use crate::house::Read;

/// All roles of the user; none for one who may do nothing yet (S4-23).
pub async fn roles(read: &mut Read, granted: &Granted<UsersView>, id: UserId) -> Result<Vec<Role>> {
    let member = find_in(&mut read.0, granted, id).await?;
    roles::of_member(&mut read.0, granted.org(), id, member.account).await
}

/// Refuses to change a user who may do more than the one who asks; answers what the user holds. A client admin
/// changes neither himself or herself, nor the primary admin: nobody shuts an account out of its own portal.
pub(crate) async fn refuse_more_powerful<P>(
    tx: &mut Tx,
    granted: &Granted<P>,
    member: &Member,
) -> Result<Vec<Role>> {
    let held = roles::of_member(tx, granted.org(), member.id, member.account).await?;
    roles::may_manage(granted.actor(), &member.name, &held)?;
    if granted.actor().kind() == Kind::PortalUser {
        if granted.actor().user_id() == Some(member.id) {
            return Err(Error::conflict(
                "You cannot change your own access. Ask another admin of your account.",
            ));
        }
        let account = crate::accounts::find_in(tx, granted, member.account).await?;
        if account.email.to_lowercase() == member.email.to_lowercase() {
            return Err(Error::conflict(format!(
                "{} is the primary admin of {}. Only your provider can change this person.",
                member.name, account.name
            )));
        }
    }
    Ok(held)
}
