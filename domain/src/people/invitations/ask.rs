//! Inviting somebody, and inviting again: the letter goes into the outbox, or waits while the portal is closed.

use db::params;
use kernel::{AccountId, Error, MemberId, OrgId, Result, UserId};

use super::State;
use super::link::{facts, restate};
use crate::access::{Granted, UsersManage};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::organizations;
use crate::people::users::{self, Member};

/// Invites a portal user, or invites again: an earlier link is dead from now on (S1-29).
pub async fn invite(
    house: &House,
    granted: &Granted<UsersManage>,
    user: impl Into<MemberId>,
) -> Result<State> {
    let mut change = house.change(granted).await?;
    let member = users::find_in(&mut change.tx, granted, user).await?;
    let (state, event) = invite_in(&mut change, granted, &member).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(state)
}

/// The same within a change that others share; refused for whoever could not come in, or has come in already.
pub(crate) async fn invite_in(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    member: &Member,
) -> Result<(State, Event)> {
    if member.disabled_at.is_some() {
        return Err(Error::conflict(format!("{} is disabled. Enable this user first.", member.name)));
    }
    if accounts::find_in(&mut change.tx, granted, member.account).await?.is_locked() {
        return Err(Error::conflict("The account is locked. Unlock it first."));
    }
    let before = State::of(facts(&mut change.tx, granted.org(), member.user).await?.as_ref(), change.at);
    if before == State::Accepted {
        return Err(Error::conflict(format!(
            "{} has accepted the invitation already. A forgotten password is reset on the sign-in page.",
            member.name
        )));
    }
    let state = ask(change, granted.org(), member.user, member.account, &member.email).await?;
    let event = Event::of(Action::InvitationAsked)
        .about(member.id.any(), member.name.as_str())
        .in_account(member.account)
        .changed("invitation", before.name(), state.name());
    Ok((state, event))
}

/// Puts the letter into the outbox, unless the portal is closed (S1-26): then the invitation waits (E-12).
pub(crate) async fn ask(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    account: AccountId,
    email: &str,
) -> Result<State> {
    let open = organizations::by_number_in(&mut change.tx, org).await?.settings.portal.open;
    let queued_at = open.then_some(change.at);
    change
        .tx
        .execute(
            "INSERT INTO invitations (org_id, user_id, asked_at, queued_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (org_id, user_id) DO UPDATE SET asked_at = excluded.asked_at,
                queued_at = excluded.queued_at, token_hash = NULL, sent_at = NULL, ends_at = NULL,
                accepted_at = NULL, bounced_at = NULL",
            params![org, user, change.at, queued_at],
        )
        .await?;
    if open {
        let letter = Letter {
            kind: LetterKind::Invitation,
            channel: Channel::Email,
            to: email.to_owned(),
            user: Some(user),
            account: Some(account),
            data: serde_json::Value::Null,
            ends_at: None,
        };
        notices::put(change, org, letter).await?;
    }
    restate(change, org, user).await
}
