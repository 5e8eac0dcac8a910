//! A forgotten password: a letter with a link that sets another one, once, within an hour.

use db::params;
use kernel::{Email, Error, MemberId, OrgId, Purpose, Result, Span, Token, UserId};
use serde_json::json;

use super::login::candidate;
use super::throttle::{self, Subject};
use super::{PasswordPolicy, devices, passwords, sessions};
use crate::access::{Actor, Granted, Request, UsersManage};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::people::{invitations, users};
use crate::{accounts, organizations};

/// How long a link is good, and how long its letter makes sense.
pub(crate) const LASTS: Span = Span::hours(1);
/// Letters to one address, and letters asked for from one place, in an hour.
const TO_ONE_ADDRESS: i64 = 5;
const FROM_ONE_PLACE: i64 = 60;

/// Somebody says that the password of this address is forgotten. Whoever's it is, or nobody's: the same rows are
/// written and the same is said. Who it is turns out when the letter is written (E-13, ASVS 6.3.8).
pub async fn ask(house: &House, org: OrgId, email: &Email, request: &Request) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let (one, hour) = (email.folded(), Span::hours(1));
    throttle::allow(&mut change, org, &Subject::Resets(&one), TO_ONE_ADDRESS, hour).await?;
    throttle::allow(&mut change, org, &Subject::ResetsFrom(&request.address), FROM_ONE_PLACE, hour).await?;
    put(&mut change, org, email.as_str(), None).await?;
    change.commit_housekeeping().await
}

/// An operator has the link sent to a client's person, who chooses the password alone (ASVS 6.4.6).
pub async fn start(house: &House, granted: &Granted<UsersManage>, id: impl Into<MemberId>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let member = users::find_in(&mut change.tx, granted, id).await?;
    if member.disabled_at.is_some() {
        return Err(Error::conflict(format!("{} is disabled. Enable this user first.", member.name)));
    }
    if accounts::find_in(&mut change.tx, granted, member.account).await?.is_locked() {
        return Err(Error::Locked);
    }
    let one = member.email.to_lowercase();
    throttle::allow(&mut change, org, &Subject::Resets(&one), TO_ONE_ADDRESS, Span::hours(1)).await?;
    put(&mut change, org, &member.email, Some(member.user)).await?;
    let event = Event::of(Action::PasswordResetStarted)
        .about(member.id.any(), member.name)
        .in_account(member.account);
    change.record(granted.actor(), event).await?.commit().await
}

async fn put(change: &mut Change, org: OrgId, to: &str, user: Option<UserId>) -> Result<()> {
    let letter = Letter {
        kind: LetterKind::PasswordReset,
        channel: Channel::Email,
        to: to.to_owned(),
        user,
        account: None,
        data: json!({}),
        ends_at: Some(change.at + LASTS),
    };
    notices::put(change, org, letter).await?;
    Ok(())
}

/// Somebody who may have a link.
pub(crate) struct Forgetful {
    pub user: UserId,
    pub name: String,
    pub email: String,
}

/// Whom this address belongs to, if that person may come in: a disabled one gets no link (E-13).
pub(crate) async fn who_forgot(change: &mut Change, org: OrgId, to: &str) -> Result<Option<Forgetful>> {
    let found = candidate(&mut change.tx, org, &to.to_lowercase()).await?.filter(|user| user.may_enter);
    Ok(found.map(|user| Forgetful { user: user.id, name: user.name, email: user.email }))
}

/// Makes the link's token while its letter is written; an earlier one of the same person is dead from now on.
pub(crate) async fn mint(change: &mut Change, org: OrgId, user: UserId) -> Result<Token> {
    let token = Token::new(&change.dice);
    forget(change, org, user).await?;
    change
        .tx
        .execute(
            "INSERT INTO password_resets (org_id, token_hash, user_id, created_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![org, &token.hash(Purpose::PasswordReset), user, change.at, change.at + LASTS],
        )
        .await?;
    Ok(token)
}

/// Who is behind a link.
pub struct Asking {
    pub name: String,
    pub email: String,
    /// The rules for this person's new password.
    pub policy: PasswordPolicy,
}

/// Looks at the link without spending it, as mail scanners do; `NotFound` if it was never made, is spent, has run
/// out, or its person may not come in any more.
pub async fn look(house: &House, read: &mut Read, org: OrgId, token: &str) -> Result<Asking> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let email: String = read
        .0
        .row(
            "SELECT u.email_folded FROM password_resets r JOIN users u ON u.org_id = r.org_id AND u.id = r.user_id
             WHERE r.org_id = ?1 AND r.token_hash = ?2 AND r.used_at IS NULL AND r.ends_at > ?3",
            params![org, &token.hash(Purpose::PasswordReset), house.now()],
            |row| row.get(0),
        )
        .await?
        .ok_or(Error::NotFound)?;
    let user = candidate(&mut read.0, org, &email).await?.filter(|user| user.may_enter);
    let user = user.ok_or(Error::NotFound)?;
    let organization = organizations::by_number(read, org).await?;
    let policy = PasswordPolicy::of(&organization, [user.name.as_str(), user.email.as_str()]);
    Ok(Asking { name: user.name, email: user.email, policy })
}

/// Spends the link and sets the password, both or neither. All sessions of the person end; a second factor stays.
pub async fn accept(house: &House, org: OrgId, token: &str, password: &str) -> Result<()> {
    let asking = look(house, &mut house.read().await?, org, token).await?;
    asking.policy.judge(password).map_err(|message| Error::invalid("password", message))?;
    let hash = house.passwords.hash(password, &house.dice).await?;
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut change = house.change_unasked().await?;
    let user: UserId = change
        .tx
        .row(
            "UPDATE password_resets SET used_at = ?3
             WHERE org_id = ?1 AND token_hash = ?2 AND used_at IS NULL AND ends_at > ?3 RETURNING user_id",
            params![org, &token.hash(Purpose::PasswordReset), change.at],
            |row| row.get(0),
        )
        .await?
        .ok_or(Error::NotFound)?;
    let person = who_forgot(&mut change, org, &asking.email).await?.filter(|person| person.user == user);
    let person = person.ok_or(Error::NotFound)?;
    passwords::store(&mut change, org, user, &hash).await?;
    sessions::end_all_of_user(&mut change, org, user).await?;
    forget(&mut change, org, user).await?;
    invitations::cancel(&mut change, org, user).await?;
    devices::forget(&mut change.tx, org, user).await?;
    // Recovery is what ends the stop after a hundred failures.
    throttle::forget(&mut change, org, &Subject::Credential(&person.email.to_lowercase())).await?;
    // The link was read where the address leads.
    users::mark_verified(&mut change, org, user, Channel::Email, &person.email).await?;
    passwords::tell(&mut change, org, user, &person.email).await?;
    let mut event = Event::of(Action::PasswordSet).about(user.any(), person.name).secret("password");
    event.account =
        candidate(&mut change.tx, org, &person.email.to_lowercase()).await?.and_then(|c| c.account);
    change.record(&Actor::system(org, "password reset"), event).await?.commit().await
}

/// Kills all links of a person.
pub(crate) async fn forget(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    change
        .tx
        .execute("DELETE FROM password_resets WHERE org_id = ?1 AND user_id = ?2", params![org, user])
        .await?;
    Ok(())
}

pub(super) async fn sweep(change: &mut Change) -> Result<()> {
    change.tx.execute("DELETE FROM password_resets WHERE ends_at < ?1", params![change.at]).await?;
    Ok(())
}
