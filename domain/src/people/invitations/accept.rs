//! Accepting an invitation: looking at the link spends nothing, setting the password spends it, once.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Purpose, Result, Timestamp, Token, TokenHash, UserId};

use super::link;
use crate::access::{Actor, Identity, Kind, Mode, Person, Place, Request, Via};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::notices::Channel;
use crate::organizations::{self, Settings};
use crate::people::users;
use crate::sign_in::{PasswordPolicy, passwords, sessions};

/// Who is behind a link.
pub struct Invited {
    pub user: UserId,
    pub name: String,
    pub email: String,
    phone: String,
    /// A portal user's account, one that is open.
    account: Option<AccountId>,
}

/// Looks at the link without spending it; `NotFound` if it was never made, is spent, has run out, or if its person
/// could not come in anyway: disabled, locked out with the account, or before a closed portal.
pub async fn look(house: &House, read: &mut Read, org: OrgId, token: &str) -> Result<Invited> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let hash = token.hash(Purpose::FirstPassword);
    let unspent = read
        .0
        .row(
            "SELECT 1 FROM invitations WHERE org_id = ?1 AND token_hash = ?2 AND accepted_at IS NULL AND ends_at > ?3",
            params![org, &hash, house.now()],
            |_| Ok(()),
        )
        .await?;
    unspent.ok_or(Error::NotFound)?;
    person(&mut read.0, org, &hash).await
}

/// Spends the link and sets the password, both or neither. A password that is refused spends nothing.
pub async fn accept(house: &House, org: OrgId, token: &str, password: &str, request: Request) -> Result<()> {
    let mut read = house.read().await?;
    let invited = look(house, &mut read, org, token).await?;
    let organization = organizations::by_number(&mut read, org).await?;
    drop(read);
    PasswordPolicy::of(&organization, [invited.name.as_str(), invited.email.as_str()])
        .judge(password)
        .map_err(|message| Error::invalid("password", message))?;
    let password_hash = house.passwords.hash(password, &house.dice).await?;
    let hash = Token::parse(token).ok_or(Error::NotFound)?.hash(Purpose::FirstPassword);
    let mut change = house.change_unasked().await?;
    // Of fifty who accept at the same moment, one finds the link unspent.
    let user: UserId = change
        .tx
        .row(
            "UPDATE invitations SET accepted_at = ?3
             WHERE org_id = ?1 AND token_hash = ?2 AND accepted_at IS NULL AND ends_at > ?3 RETURNING user_id",
            params![org, &hash, change.at],
            |row| row.get(0),
        )
        .await?
        .ok_or(Error::NotFound)?;
    let invited = person(&mut change.tx, org, &hash).await?;
    passwords::store(&mut change, org, user, &password_hash).await?;
    // Whoever was signed in with an earlier password is not any more.
    sessions::end_all_of_user(&mut change, org, user).await?;
    if invited.account.is_some() {
        // The link was read where the address, or the number, leads.
        let way = link::way(&mut change.tx, org, user).await?;
        let shown = if way == Channel::Sms { &invited.phone } else { &invited.email };
        users::mark_verified(&mut change, org, user, way, shown).await?;
    }
    link::restate(&mut change, org, user).await?;
    let mut event =
        Event::of(Action::InvitationAccepted).about(user.any(), invited.name.as_str()).secret("password");
    if let Some(account) = invited.account {
        event = event.in_account(account);
    }
    change.record(&themselves(org, invited, request), event).await?.commit().await
}

/// The person chose a password in place of the one that came with the invitation, which is accepted by that: its link
/// is spent, and the address is shown to be the person's. False if no password came with an open invitation.
pub(crate) async fn accepted_by_password(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    email: &str,
) -> Result<bool> {
    let accepted = change
        .tx
        .execute(
            "UPDATE invitations SET accepted_at = ?3
             WHERE org_id = ?1 AND user_id = ?2 AND with_password = 1 AND accepted_at IS NULL",
            params![org, user, change.at],
        )
        .await?;
    if accepted == 0 {
        return Ok(false);
    }
    users::mark_verified(change, org, user, Channel::Email, email).await?;
    link::restate(change, org, user).await?;
    Ok(true)
}

/// The person behind a link, if that person may come in at all.
async fn person(tx: &mut Tx, org: OrgId, hash: &TokenHash) -> Result<Invited> {
    let found = tx
        .row(
            "SELECT u.id, u.name, u.email,
                    (SELECT m.account_id FROM memberships m
                     JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
                     WHERE m.org_id = u.org_id AND m.user_id = u.id AND m.disabled_at IS NULL AND a.locked_at IS NULL
                     ORDER BY m.account_name_folded, m.account_id LIMIT 1),
                    u.kind, u.disabled_at, g.settings, u.phone
             FROM invitations i
             JOIN organizations g ON g.org_id = i.org_id
             JOIN users u ON u.org_id = i.org_id AND u.id = i.user_id
             WHERE i.org_id = ?1 AND i.token_hash = ?2",
            params![org, hash],
            |row| {
                let account: Option<AccountId> = row.get(3)?;
                let kind = Kind::stored(&row.get::<String>(4)?);
                let disabled = row.get::<Option<Timestamp>>(5)?.is_some();
                let open = Settings::stored(&row.get::<String>(6)?).portal.open;
                let welcome = kind == Kind::Operator || (account.is_some() && open);
                let (name, email, phone) = (row.get(1)?, row.get(2)?, row.get(7)?);
                let invited = Invited { user: row.get(0)?, name, email, phone, account };
                Ok((invited, welcome && !disabled))
            },
        )
        .await?;
    found.and_then(|(invited, welcome)| welcome.then_some(invited)).ok_or(Error::NotFound)
}

/// The link is the proof of who it is; it opens nothing but this one change.
fn themselves(org: OrgId, invited: Invited, request: Request) -> Actor {
    Actor::new(Identity {
        org,
        subject: Person { id: invited.user, name: invited.name },
        operator: None,
        kind: if invited.account.is_some() { Kind::PortalUser } else { Kind::Operator },
        place: invited.account.map(|account| Place { account, contact: None }),
        grants: crate::access::Grants::NONE,
        clearance: crate::access::Clearance::NONE,
        via: Via::System("invitation"),
        mode: Mode::Own,
        request,
    })
}
