//! “Change Password” of a client's person, by an operator (S0-22 … S0-24, S3-63): the way for when no letter helps.

use kernel::{Error, MemberId, Result};

use super::throttle::{self, Subject};
use super::{PasswordPolicy, devices, passwords, sessions};
use crate::access::{Granted, Kind, UsersManage};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::{invitations, users};
use crate::{accounts, organizations};

/// Sets the password that was typed, or makes one, and gives it back: it is shown this once. Unless it is meant to
/// stay, the person chooses another one at the next sign-in, so that in the end nobody else knows it (ASVS 6.4.6).
pub async fn set_password(
    house: &House,
    granted: &Granted<UsersManage>,
    id: impl Into<MemberId>,
    typed: Option<&str>,
    stays: bool,
) -> Result<String> {
    if granted.actor().kind() == Kind::PortalUser {
        return Err(Error::forbidden("Only an operator can set somebody else's password."));
    }
    let id: MemberId = id.into();
    let mut read = house.read().await?;
    let member = users::find_in(&mut read.0, granted, id).await?;
    let account = accounts::find_in(&mut read.0, granted, member.account).await?;
    let organization = organizations::by_number(&mut read, granted.org()).await?;
    drop(read);
    let password = match typed {
        Some(typed) => {
            let about = [member.name.as_str(), member.email.as_str(), account.name.as_str()];
            let judged = PasswordPolicy::of(&organization, about).judge(typed);
            judged.map_err(|message| Error::invalid("password", message))?;
            typed.to_owned()
        }
        None => passwords::generate_for(&house.dice, organization.settings.passwords.shortest()),
    };
    let hash = house.passwords.hash(&password, &house.dice).await?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let member = users::find_in(&mut change.tx, granted, id).await?;
    users::refuse_more_powerful_elsewhere(&mut change.tx, granted, &member).await?;
    let user = member.user;
    if stays {
        passwords::store(&mut change, org, user, &hash).await?;
    } else {
        passwords::store_temporary(&mut change, org, user, &hash).await?;
    }
    sessions::end_all_of_user(&mut change, org, user).await?;
    invitations::cancel(&mut change, org, user).await?;
    devices::forget(&mut change.tx, org, user).await?;
    throttle::forget(&mut change, org, &Subject::Credential(&member.email.to_lowercase())).await?;
    passwords::tell(&mut change, org, user, &member.email).await?;
    let event = Event::of(Action::PasswordSet)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .secret("password")
        .changed("to be changed at the next sign-in", "", if stays { "no" } else { "yes" });
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(password)
}
