//! Inviting somebody, and inviting again: the letter goes into the outbox, or waits while the portal is closed.

use db::params;
use kernel::{AccountId, Error, MemberId, OrgId, Result, Span, UserId};

use super::State;
use super::link::{facts, is_open, restate, void_password, way};
use crate::access::{Granted, Kind, UsersManage};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::organizations;
use crate::people::users::{self, Member};
use crate::sign_in::passwords;
use crate::sign_in::throttle::{self, Subject};

/// Invitations of clients' own admins: to one person in an hour, and of one account in a day. Letters and text
/// messages cost money and good will.
const TO_ONE_PERSON: i64 = 5;
const OF_ONE_ACCOUNT: i64 = 200;

/// Where an invitation goes.
pub(crate) struct Destination<'a> {
    pub by: Channel,
    /// An address, or a number in E.164.
    pub to: &'a str,
}

impl<'a> Destination<'a> {
    pub const fn email(to: &'a str) -> Self {
        Self { by: Channel::Email, to }
    }
}

/// Invites a portal user, or invites again: an earlier link is dead from now on (S1-29).
pub async fn invite(
    house: &House,
    granted: &Granted<UsersManage>,
    user: impl Into<MemberId>,
) -> Result<State> {
    let mut change = house.change(granted).await?;
    let member = users::find_in(&mut change.tx, granted, user).await?;
    allow(&mut change, granted, Some(member.user)).await?;
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
    let by_sms =
        organizations::by_number_in(&mut change.tx, granted.org()).await?.settings.invitations.by_sms;
    let way = way(&mut change.tx, granted.org(), member.user).await?;
    let destination = if way == Channel::Sms && by_sms && !member.phone.is_empty() {
        Destination { by: Channel::Sms, to: &member.phone }
    } else {
        Destination::email(&member.email)
    };
    let state = ask(change, granted.org(), member.user, member.account, destination).await?;
    let event = Event::of(Action::InvitationAsked)
        .about(member.id.any(), member.name.as_str())
        .in_account(member.account)
        .changed("invitation", before.name(), state.name());
    Ok((state, event))
}

/// Counts the invitations of a client's own admins; operators invite as many as they like.
pub(crate) async fn allow(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    user: Option<UserId>,
) -> Result<()> {
    let actor = granted.actor();
    if actor.kind() != Kind::PortalUser {
        return Ok(());
    }
    let org = granted.org();
    if let Some(user) = user {
        let person = user.to_string();
        throttle::allow(change, org, &Subject::Invitations(&person), TO_ONE_PERSON, Span::hours(1)).await?;
    }
    let Some(place) = actor.place() else { return Err(Error::NotFound) };
    let account = place.account.to_string();
    throttle::allow(change, org, &Subject::Invitations(&account), OF_ONE_ACCOUNT, Span::days(1)).await?;
    Ok(())
}

/// Puts the letter into the outbox, unless the portal is closed (S1-26): then the invitation waits (E-12).
pub(crate) async fn ask(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    account: AccountId,
    destination: Destination<'_>,
) -> Result<State> {
    void_password(change, org, user).await?;
    let open = organizations::by_number_in(&mut change.tx, org).await?.settings.portal.open;
    let queued_at = open.then_some(change.at);
    change
        .tx
        .execute(
            "INSERT INTO invitations (org_id, user_id, asked_at, queued_at, channel) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, user_id) DO UPDATE SET asked_at = excluded.asked_at,
                queued_at = excluded.queued_at, channel = excluded.channel, token_hash = NULL, sent_at = NULL,
                ends_at = NULL, accepted_at = NULL, bounced_at = NULL, with_password = 0",
            params![org, user, change.at, queued_at, destination.by.name()],
        )
        .await?;
    if open {
        let letter = Letter {
            kind: LetterKind::Invitation,
            channel: destination.by,
            to: destination.to.to_owned(),
            user: Some(user),
            account: Some(account),
            data: serde_json::Value::Null,
            ends_at: None,
        };
        notices::put(change, org, letter).await?;
    }
    restate(change, org, user).await
}

/// Somebody who never came in says that the password is forgotten: the invitation is what helps, so it is sent again.
/// False if there is no open one, or if the person has a password of his or her own.
pub(crate) async fn ask_again(change: &mut Change, org: OrgId, user: UserId) -> Result<bool> {
    if !is_open(change, org, user).await? || passwords::is_kept(&mut change.tx, org, user).await? {
        return Ok(false);
    }
    let found: Option<(AccountId, String)> = change
        .tx
        .row(
            "SELECT m.account_id, u.email FROM memberships m
             JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
             WHERE m.org_id = ?1 AND m.user_id = ?2 ORDER BY m.account_id LIMIT 1",
            params![org, user],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let Some((account, email)) = found else { return Ok(false) };
    ask(change, org, user, account, Destination::email(&email)).await?;
    Ok(true)
}
