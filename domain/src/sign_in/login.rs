//! Signing in with an email address and a password.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Purpose, Result, SessionId, Timestamp, Token, UserId};

use super::places::{Landing, lasts};
use super::sessions::{self, NewSession};
use super::throttle::{self, Subject};
use super::{devices, passkeys, passwords};
use crate::access::{Actor, Grants, Kind, Mode, Person, Request, Via};
use crate::history::{Action, Event};
use crate::house::House;
use crate::organizations::Settings;
use crate::people::users;

/// What somebody wrote on the sign-in page.
pub struct Attempt<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub agent: &'a str,
    /// What the browser kept of an earlier visit; empty for a new one.
    pub device: &'a str,
    pub request: Request,
}

/// The browser that somebody signs in from.
pub struct Browser<'a> {
    pub agent: &'a str,
    /// What it kept of an earlier visit; empty for a new one.
    pub device: &'a str,
    pub request: Request,
}

/// What somebody came in by.
pub(super) enum Way<'a> {
    /// The right password, and whose attempts are forgotten now.
    Password(&'a Subject<'a>),
    /// A passkey, which is a second factor too.
    Passkey(&'a passkeys::Used),
}

/// A new session: its token goes into the browser, and nowhere else.
pub struct NewLogin {
    pub token: Token,
    pub kind: Kind,
    pub ends_at: Timestamp,
    /// By which the browser is known from now on.
    pub device: Token,
}

/// Says no in the same words, after the same work, to an unknown address, a wrong password, a disabled
/// user, a locked account and a closed portal.
pub async fn sign_in(house: &House, org: OrgId, attempt: Attempt<'_>) -> Result<NewLogin> {
    let email = attempt.email.trim().to_lowercase();
    let tells = !attempt.device.is_empty() && !email.contains('\0');
    let known = tells && devices::is_known(&mut house.read().await?.0, org, &email, attempt.device).await?;
    let credential = if known { Subject::Known(&email) } else { Subject::Credential(&email) };
    let mut counting = house.change_unasked().await?;
    throttle::count(&mut counting, org, &credential).await?;
    throttle::count(&mut counting, org, &Subject::Address(&attempt.request.address)).await?;
    counting.commit_housekeeping().await?;

    let found = candidate(&mut house.read().await?.0, org, &email).await?;
    let hash = found.as_ref().and_then(|user| user.hash.as_deref());
    let right = house.passwords.verify(attempt.password, hash).await?;
    let now = house.now();
    let Some(user) = found.filter(|user| right && user.may_enter && user.password_lasts(now)) else {
        return Err(wrong());
    };
    let Attempt { agent, device, request, .. } = attempt;
    open(house, org, user, &Way::Password(&credential), Browser { agent, device, request }).await
}

fn wrong() -> Error {
    Error::invalid("password", "This email address and password do not go together.")
}

/// Whose address it is, and whether that person may come in at all.
pub(super) struct Candidate {
    pub id: UserId,
    kind: Kind,
    pub name: String,
    pub email: String,
    hash: Option<String>,
    temporary_until: Option<Timestamp>,
    /// Where a portal user goes; nowhere yet if there are several accounts to choose among.
    pub account: Option<AccountId>,
    pub may_enter: bool,
    /// Of all accounts together.
    grants: Grants,
}

impl Candidate {
    /// A password that somebody else made runs out: then it is no password any more.
    fn password_lasts(&self, now: Timestamp) -> bool {
        self.temporary_until.is_none_or(|until| now < until)
    }
}

/// The person with this address, in lower case.
pub(super) async fn candidate(tx: &mut Tx, org: OrgId, email: &str) -> Result<Option<Candidate>> {
    if email.contains('\0') {
        return Ok(None);
    }
    candidate_by(tx, "u.email_folded = ?2", params![org, email]).await
}

/// The person with this id.
pub(super) async fn candidate_with_id(tx: &mut Tx, org: OrgId, id: UserId) -> Result<Option<Candidate>> {
    candidate_by(tx, "u.id = ?2", params![org, id]).await
}

async fn candidate_by(tx: &mut Tx, which: &str, params: &[db::Value<'_>]) -> Result<Option<Candidate>> {
    let rows = tx
        .rows(
            &format!(
                "SELECT u.id, u.kind, u.name, p.hash, m.account_id, u.disabled_at, a.locked_at, r.grants, g.settings,
                    p.temporary_until, u.email, m.disabled_at, m.entered_at, u.lands
             FROM users u
             JOIN organizations g ON g.org_id = u.org_id
             LEFT JOIN passwords p ON p.org_id = u.org_id AND p.user_id = u.id
             LEFT JOIN memberships m ON m.org_id = u.org_id AND m.user_id = u.id
             LEFT JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             LEFT JOIN membership_roles h ON h.org_id = m.org_id AND h.user_id = m.user_id
                   AND h.account_id = m.account_id
             LEFT JOIN operator_roles o ON o.org_id = u.org_id AND o.user_id = u.id
             LEFT JOIN roles r ON r.org_id = u.org_id AND r.id = COALESCE(h.role_id, o.role_id)
             WHERE u.org_id = ?1 AND {which} ORDER BY m.account_id"
            ),
            params,
            |row| {
                let kind = Kind::stored(&row.get::<String>(1)?);
                let account: Option<AccountId> = row.get(4)?;
                let disabled = row.get::<Option<Timestamp>>(5)?.is_some();
                let shut = row.get::<Option<Timestamp>>(6)?.is_some()
                    || row.get::<Option<Timestamp>>(11)?.is_some();
                let open = kind == Kind::Operator || Settings::stored(&row.get::<String>(8)?).portal.open;
                let place = Choice { account, is_open: !shut, entered_at: row.get(12)? };
                let landing = Landing::stored(&row.get::<String>(13)?);
                let user = Candidate {
                    id: row.get(0)?,
                    kind,
                    name: row.get(2)?,
                    email: row.get(10)?,
                    hash: row.get(3)?,
                    temporary_until: row.get(9)?,
                    account: None,
                    may_enter: open && !disabled,
                    grants: Grants::NONE,
                };
                Ok((user, place, landing, row.get::<Option<String>>(7)?))
            },
        )
        .await?;
    let mut found: Option<(Candidate, Vec<Choice>, Landing)> = None;
    for (user, place, landing, grants) in rows {
        let (user, places, _) = found.get_or_insert((user, Vec::new(), landing));
        if place.account.is_some() && places.last().is_none_or(|last| last.account != place.account) {
            places.push(place);
        }
        if let Some(grants) = grants {
            user.grants = user.grants.union(&Grants::from_json(&grants)?);
        }
    }
    Ok(found.map(|(user, places, landing)| choose(user, &places, landing)))
}

/// One of the accounts behind an address.
struct Choice {
    account: Option<AccountId>,
    is_open: bool,
    entered_at: Option<Timestamp>,
}

/// Where the person goes. A portal user comes in as long as one account is open; of several, one is chosen on the page
/// across them, unless the person would rather go on in the last.
fn choose(user: Candidate, places: &[Choice], landing: Landing) -> Candidate {
    let any_open = places.iter().any(|place| place.is_open);
    let account = match places {
        [only] => only.account,
        _ if landing == Landing::Last => {
            let open = places.iter().filter(|place| place.is_open && place.entered_at.is_some());
            open.max_by_key(|place| place.entered_at).and_then(|place| place.account)
        }
        _ => None,
    };
    Candidate { account, may_enter: user.may_enter && (user.kind == Kind::Operator || any_open), ..user }
}

pub(super) async fn open(
    house: &House,
    org: OrgId,
    user: Candidate,
    way: &Way<'_>,
    browser: Browser<'_>,
) -> Result<NewLogin> {
    let mut change = house.change_unasked().await?;
    let address = &browser.request.address;
    match way {
        Way::Password(credential) => {
            if user.temporary_until.is_some() && !passwords::spend(&mut change, org, user.id).await? {
                return Err(wrong());
            }
            throttle::forgive(&mut change, org, credential, address).await?;
        }
        Way::Passkey(passkey) => {
            throttle::give_back(&mut change, org, address).await?;
            passkeys::note_use(&mut change, org, passkey).await?;
        }
    }
    let device = devices::welcome(&mut change, org, user.id, browser.device).await?;
    if device.is_new {
        devices::tell(&mut change, org, user.id, &user.email, &browser).await?;
    }
    let (lasts, idle) = lasts(user.kind, &user.grants);
    let ends_at = change.at + lasts;
    let (token, session) = sessions::insert(
        &mut change,
        org,
        &NewSession {
            purpose: Purpose::Session,
            user: user.id,
            account: user.account,
            operator: None,
            mode: Mode::Own,
            return_to: "",
            agent: browser.agent,
            address,
            idle,
            ends_at,
        },
    )
    .await?;
    let mut event = Event::of(Action::SignedIn);
    if let Way::Passkey(passkey) = way {
        sessions::note_factor(&mut change, org, session).await?;
        event = event.changed("by passkey", "", passkey.name());
    }
    users::note_sign_in(&mut change, org, user.id).await?;
    if let Some(account) = user.account {
        users::note_entry(&mut change, org, user.id, account).await?;
    }
    let kind = user.kind;
    let actor = actor_of(org, user, session, browser.request);
    if let Some(place) = actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&actor, event).await?.commit().await?;
    Ok(NewLogin { token, kind, ends_at, device: device.token })
}

fn actor_of(org: OrgId, user: Candidate, session: SessionId, request: Request) -> Actor {
    Actor::new(crate::access::Identity {
        org,
        subject: Person { id: user.id, name: user.name },
        operator: None,
        kind: user.kind,
        place: user.account.map(|account| crate::access::Place { account, contact: None }),
        grants: user.grants,
        clearance: crate::access::Clearance::NONE,
        via: Via::Session(session),
        mode: Mode::Own,
        request,
    })
}
