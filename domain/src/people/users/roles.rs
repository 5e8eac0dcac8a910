//! The roles that a portal user holds, and who may touch a user who holds them.

use db::Tx;
use kernel::{Error, MemberId, Result};

use super::{Member, find_in};
use crate::access::roles::{self, Role};
use crate::access::{AnyGranted, Granted, Kind, UsersView};
use crate::house::Read;

/// All roles of the user; none for one who may do nothing yet (S4-23).
pub async fn roles(
    read: &mut Read,
    granted: &Granted<UsersView>,
    id: impl Into<MemberId>,
) -> Result<Vec<Role>> {
    let member = find_in(&mut read.0, granted, id).await?;
    roles::of_member(&mut read.0, granted.org(), member.user, member.account).await
}

/// Refuses to change a user who may do more than the one who asks; answers what the user holds. A client admin
/// changes neither himself or herself, nor the primary admin: nobody shuts an account out of its own portal.
pub(crate) async fn refuse_more_powerful(
    tx: &mut Tx,
    granted: &AnyGranted,
    member: &Member,
) -> Result<Vec<Role>> {
    let held = roles::of_member(tx, granted.org(), member.user, member.account).await?;
    roles::may_manage(granted.actor(), &member.name, &held)?;
    if granted.actor().kind() == Kind::PortalUser {
        if granted.actor().user_id() == Some(member.user) {
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

/// Refuses to change what is the person's (name, address, password, second factor) as far as the person may do more
/// in another account than the one who asks; what the person may do here was judged before.
pub(crate) async fn refuse_more_powerful_elsewhere(
    tx: &mut Tx,
    granted: &AnyGranted,
    member: &Member,
) -> Result<()> {
    if member.elsewhere {
        let held = roles::of_person(tx, granted.org(), member.user).await?;
        roles::may_manage(granted.actor(), &member.name, &held)?;
    }
    Ok(())
}

/// What is the person's is not one account's to change, as soon as the person has several.
pub(crate) fn refuse_shared(granted: &AnyGranted, member: &Member, what: &str) -> Result<()> {
    if granted.actor().kind() == Kind::PortalUser && member.elsewhere {
        return Err(Error::conflict(format!(
            "{} signs in to other accounts, too. Only your provider can change {what}.",
            member.name
        )));
    }
    Ok(())
}
