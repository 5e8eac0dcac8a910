//! Signing in with an email address and a password.

use db::params;
use kernel::{AccountId, Error, OrgId, Purpose, Result, SessionId, Span, Timestamp, Token, UserId};

use super::sessions::{self, NewSession};
use super::throttle::{self, Subject};
use crate::access::{Actor, Grants, Key, Kind, Mode, Person, Request, Via};
use crate::history::{Action, Event};
use crate::house::House;
use crate::organizations::Settings;
use crate::people::users;

/// What somebody wrote on the sign-in page.
pub struct Attempt<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub agent: &'a str,
    pub request: Request,
}

/// A new session: its token goes into the browser, and nowhere else.
pub struct NewLogin {
    pub token: Token,
    pub kind: Kind,
    pub ends_at: Timestamp,
}

/// Says no in the same words, after the same work, to an unknown address, a wrong password, a disabled
/// user, a locked account and a closed portal.
pub async fn sign_in(house: &House, org: OrgId, attempt: Attempt<'_>) -> Result<NewLogin> {
    let email = attempt.email.trim().to_lowercase();
    let mut counting = house.change_unasked().await?;
    throttle::count(&mut counting, org, &Subject::Credential(&email)).await?;
    throttle::count(&mut counting, org, &Subject::Address(&attempt.request.address)).await?;
    counting.commit_housekeeping().await?;

    let known = candidate(house, org, &email).await?;
    let hash = known.as_ref().and_then(|user| user.hash.as_deref());
    let right = house.passwords.verify(attempt.password, hash).await?;
    let Some(user) = known.filter(|user| right && user.may_enter) else {
        return Err(Error::invalid("password", "This email address and password do not go together."));
    };
    open(house, org, user, &email, attempt).await
}

struct Candidate {
    id: UserId,
    kind: Kind,
    name: String,
    hash: Option<String>,
    account: Option<AccountId>,
    may_enter: bool,
    grants: Grants,
}

async fn candidate(house: &House, org: OrgId, email: &str) -> Result<Option<Candidate>> {
    if email.contains('\0') {
        return Ok(None);
    }
    let mut read = house.read().await?;
    let rows = read
        .0
        .rows(
            "SELECT u.id, u.kind, u.name, p.hash, m.account_id, u.disabled_at, a.locked_at, r.grants, g.settings
             FROM users u
             JOIN organizations g ON g.org_id = u.org_id
             LEFT JOIN passwords p ON p.org_id = u.org_id AND p.user_id = u.id
             LEFT JOIN memberships m ON m.org_id = u.org_id AND m.user_id = u.id
             LEFT JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             LEFT JOIN membership_roles h ON h.org_id = m.org_id AND h.user_id = m.user_id
                   AND h.account_id = m.account_id
             LEFT JOIN operator_roles o ON o.org_id = u.org_id AND o.user_id = u.id
             LEFT JOIN roles r ON r.org_id = u.org_id AND r.id = COALESCE(h.role_id, o.role_id)
             WHERE u.org_id = ?1 AND u.email_folded = ?2",
            params![org, email],
            |row| {
                let kind = Kind::stored(&row.get::<String>(1)?);
                let account: Option<AccountId> = row.get(4)?;
                let disabled = row.get::<Option<Timestamp>>(5)?.is_some();
                let locked = row.get::<Option<Timestamp>>(6)?.is_some();
                let open = kind == Kind::Operator || Settings::stored(&row.get::<String>(8)?).portal.open;
                let user = Candidate {
                    id: row.get(0)?,
                    kind,
                    name: row.get(2)?,
                    hash: row.get(3)?,
                    account,
                    may_enter: open && !disabled && !locked && (kind == Kind::Operator || account.is_some()),
                    grants: Grants::NONE,
                };
                Ok((user, row.get::<Option<String>>(7)?))
            },
        )
        .await?;
    let mut found: Option<Candidate> = None;
    for (user, grants) in rows {
        let user = found.get_or_insert(user);
        if let Some(grants) = grants {
            user.grants = user.grants.union(&Grants::from_json(&grants)?);
        }
    }
    Ok(found)
}

async fn open(
    house: &House,
    org: OrgId,
    user: Candidate,
    email: &str,
    attempt: Attempt<'_>,
) -> Result<NewLogin> {
    let mut change = house.change_unasked().await?;
    throttle::forgive(&mut change, org, email, &attempt.request.address).await?;
    // NIST SP 800-63B-4: those who can see a whole account or more stay signed in for a day at most.
    let powerful = user.kind == Kind::Operator || user.grants.reach(Key::AccountsView).is_some();
    let (lasts, idle) =
        if powerful { (Span::hours(24), Span::hours(1)) } else { (Span::days(30), Span::days(7)) };
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
            agent: attempt.agent,
            address: &attempt.request.address,
            idle,
            ends_at,
        },
    )
    .await?;
    users::note_sign_in(&mut change, org, user.id).await?;
    let kind = user.kind;
    let actor = actor_of(org, user, session, attempt.request);
    let mut event = Event::of(Action::SignedIn);
    if let Some(place) = actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&actor, event).await?.commit().await?;
    Ok(NewLogin { token, kind, ends_at })
}

fn actor_of(org: OrgId, user: Candidate, session: SessionId, request: Request) -> Actor {
    Actor::new(crate::access::Identity {
        org,
        subject: Person { id: user.id, name: user.name },
        operator: None,
        kind: user.kind,
        place: user.account.map(|account| crate::access::Place { account, contact: None }),
        grants: user.grants,
        via: Via::Session(session),
        mode: Mode::Own,
        request,
    })
}
