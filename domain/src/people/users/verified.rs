//! Which address and which number of a person were shown to be theirs; a changed one has to be shown anew (E-05).

use db::{Tx, params};
use kernel::{Email, Error, MemberId, OrgId, Result, UserId};
use serde_json::json;

use super::find_in;
use crate::access::{Granted, Kind, UsersManage};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::people::invitations;
use crate::sign_in::{reset, verification};

/// Notes that this address or number is the person's; not if it is another one by now.
pub(crate) async fn mark_verified(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    way: Channel,
    destination: &str,
) -> Result<bool> {
    let sql = match way {
        Channel::Email => {
            "UPDATE users SET email_verified_at = ?4 WHERE org_id = ?1 AND id = ?2 AND email_folded = ?3"
        }
        Channel::Sms => {
            "UPDATE users SET phone_verified_at = ?4 WHERE org_id = ?1 AND id = ?2 AND phone = ?3"
        }
    };
    let destination = destination.to_lowercase();
    let marked = change.tx.execute(sql, params![org, user, destination, change.at]).await? == 1;
    repeat_number(&mut change.tx, org, user).await?;
    Ok(marked)
}

/// What lists say of the person's number.
pub(super) async fn repeat_number(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute(
        "UPDATE memberships SET number =
             CASE WHEN u.phone <> '' AND u.phone_verified_at IS NULL THEN 'unverified' ELSE 'other' END
         FROM users u WHERE u.org_id = ?1 AND u.id = ?2 AND memberships.org_id = ?1 AND memberships.user_id = ?2",
        params![org, user],
    )
    .await?;
    Ok(())
}

/// A number that nobody has shown yet.
pub(crate) async fn set_phone(change: &mut Change, org: OrgId, user: UserId, phone: &str) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE users SET phone = ?3, phone_verified_at = NULL WHERE org_id = ?1 AND id = ?2",
            params![org, user, phone],
        )
        .await?;
    repeat_number(&mut change.tx, org, user).await
}

/// What follows from another address: it is shown anew, whatever went to the old one opens nothing any more, and
/// both are told.
pub(super) async fn email_changed(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    before: &str,
    after: &Email,
) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE users SET email_verified_at = NULL WHERE org_id = ?1 AND id = ?2",
            params![org, user],
        )
        .await?;
    reset::forget(change, org, user).await?;
    // A password that went to the old address is no password any more.
    invitations::void_password(change, org, user).await?;
    invitations::forget(&mut change.tx, org, user).await?;
    verification::forget(&mut change.tx, org, user).await?;
    for to in [before, after.as_str()] {
        let letter = Letter {
            kind: LetterKind::EmailChanged,
            channel: Channel::Email,
            to: to.to_owned(),
            user: Some(user),
            account: None,
            data: json!({ "before": before, "after": after.as_str() }),
            ends_at: None,
        };
        notices::put(change, org, letter).await?;
    }
    Ok(())
}

/// An operator vouches for a person's address: for organizations that send no mail, or when none arrives.
pub async fn vouch(house: &House, granted: &Granted<UsersManage>, id: impl Into<MemberId>) -> Result<()> {
    vouch_by(house, granted, id.into(), Channel::Email).await
}

/// The same for the number that the person entered: for somebody who was called at it, or whom no text message reaches.
pub async fn vouch_for_number(
    house: &House,
    granted: &Granted<UsersManage>,
    id: impl Into<MemberId>,
) -> Result<()> {
    vouch_by(house, granted, id.into(), Channel::Sms).await
}

async fn vouch_by(house: &House, granted: &Granted<UsersManage>, id: MemberId, way: Channel) -> Result<()> {
    if granted.actor().kind() == Kind::PortalUser {
        return Err(Error::forbidden("Only an operator can vouch for an address or a number."));
    }
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    let (verified, what, destination) = match way {
        Channel::Email => (member.email_verified, "email", member.email),
        Channel::Sms => (member.phone_verified, "phone", member.phone),
    };
    if verified {
        return Ok(());
    }
    if destination.is_empty() {
        return Err(Error::conflict("The person has entered no number yet."));
    }
    mark_verified(&mut change, granted.org(), member.user, way, &destination).await?;
    let event = Event::of(Action::UserVerified)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed(what, "", destination);
    change.record(granted.actor(), event).await?.commit().await
}
