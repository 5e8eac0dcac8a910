//! A browser that is in by a secure login link: nobody's own session, with an account's name and few rights.

use db::{Value, params};
use kernel::{AccountId, Error, OrgId, Purpose, Result, SessionId, Timestamp, Token, UserId};

use super::open::{Arrival, IDLE, Looked};
use crate::access::{
    Actor, Clearance, Grants, Identity, Key, Kind, Mode, Person, Place, Reach, Request, Via,
};
use crate::change::Change;
use crate::house::{House, Read};
use crate::organizations::{Organization, Settings};
use crate::sign_in::SignedIn;
use crate::sign_in::gate::{OperatorState, States, admit};
use crate::sign_in::resolve::NEVER_FOR_ANOTHER;
use crate::sign_in::verification::Shown;

/// Without a role of its own the link looks, and marks messages.
const SHIPPED: &[(Key, Reach)] = &[
    (Key::AccountsView, Reach::Account),
    (Key::ContactsView, Reach::Account),
    (Key::CallsView, Reach::Account),
    (Key::MessagesView, Reach::Account),
    (Key::MessagesMark, Reach::Account),
];

struct Found {
    org: OrgId,
    session: SessionId,
    account: AccountId,
    account_name: String,
    time_zone: String,
    locked: bool,
    users: i64,
    seen_at: Timestamp,
    ends_at: Timestamp,
    organization: Organization,
}

const SQL: &str =
    "SELECT s.org_id, s.id, s.account_id, a.name, a.time_zone, a.locked_at, s.seen_at, s.ends_at,
        g.name, g.host, g.region, g.time_zone, g.accent, g.settings,
        (SELECT count(*) FROM (SELECT 1 FROM memberships m
                    WHERE m.org_id = a.org_id AND m.account_id = a.id LIMIT 1) AS counted)
    FROM secure_link_sessions s
    JOIN accounts a ON a.org_id = s.org_id AND a.id = s.account_id
    JOIN organizations g ON g.org_id = s.org_id
    WHERE s.token_hash = ?1";

fn read_found(row: &db::Row<'_>) -> db::Result<Found> {
    let org = row.get(0)?;
    Ok(Found {
        org,
        session: row.get(1)?,
        account: row.get(2)?,
        account_name: row.get(3)?,
        time_zone: row.get(4)?,
        locked: row.get::<Option<Timestamp>>(5)?.is_some(),
        seen_at: row.get(6)?,
        ends_at: row.get(7)?,
        organization: Organization {
            id: org,
            name: row.get(8)?,
            host: row.get(9)?,
            region: row.get(10)?,
            time_zone: row.get(11)?,
            accent: row.get(12)?,
            settings: Settings::stored(&row.get::<String>(13)?),
        },
        users: row.get(14)?,
    })
}

/// Who is in by this token; the same gate decides as for everybody.
pub(in crate::sign_in) async fn peek(
    house: &House,
    read: &mut Read,
    token: &Token,
    request: Request,
) -> Result<SignedIn> {
    let hash = token.hash(Purpose::SecureLink);
    let found = read.0.row(SQL, params![&hash], read_found).await?.ok_or(Error::SignedOut)?;
    let (now, settings) = (house.now(), &found.organization.settings);
    let states = States {
        ends_at: found.ends_at,
        seen_at: house.seen.latest(found.org, found.session, found.seen_at),
        idle: IDLE,
        user_disabled: false,
        // Its place is an account that has nobody who could sign in (S2-12).
        is_member: settings.secure_link.on && found.users == 0,
        account_locked: found.locked,
        portal_closed: !settings.portal.open,
        operator: OperatorState::Nobody,
    };
    admit(&states, now).map_err(|_| Error::SignedOut)?;
    let grants = grants(read, found.org, &settings.secure_link.role).await?.with_switches(settings);
    Ok(SignedIn {
        actor: actor(found.org, found.account, &found.account_name, found.session, grants, request),
        time_zone: found.time_zone,
        formats: settings.formats,
        organization: found.organization,
        user: nobody(found.account),
        member: None,
        name: found.account_name.clone(),
        email: String::new(),
        photo: None,
        role: "Secure login link".to_owned(),
        account: Some((found.account, found.account_name)),
        places: Vec::new(),
        session: found.session,
        ends_at: found.ends_at,
        login_as: None,
        step: None,
        shown: Shown::default(),
        proved_at: None,
        factor_shown: false,
        now,
    })
}

/// What the chosen role may do, at most within the account, and never what is a person's own; nothing if the role is
/// gone.
async fn grants(read: &mut Read, org: OrgId, role: &str) -> Result<Grants> {
    if role.is_empty() {
        return Ok(Grants::of(SHIPPED));
    }
    let Ok(role) = role.parse::<kernel::RoleId>() else { return Ok(Grants::NONE) };
    let sql = "SELECT grants FROM roles WHERE org_id = ?1 AND id = ?2 AND kind = ?3";
    let found: Option<String> =
        read.0.row(sql, params![org, role, Kind::PortalUser.name()], |row| row.get(0)).await?;
    match found {
        Some(text) => Ok(Grants::from_json(&text)?.without(NEVER_FOR_ANOTHER)),
        None => Ok(Grants::NONE),
    }
}

/// A link is nobody: its id is the account's own, which no user has.
fn nobody(account: AccountId) -> UserId {
    UserId::from_uuid(account.uuid())
}

/// As the history names it: the link of this account.
pub(super) fn actor(
    org: OrgId,
    account: AccountId,
    name: &str,
    session: SessionId,
    grants: Grants,
    request: Request,
) -> Actor {
    Actor::new(Identity {
        org,
        subject: Person { id: nobody(account), name: format!("Secure login link of {name}") },
        operator: None,
        kind: Kind::PortalUser,
        place: Some(Place { account, contact: None }),
        grants,
        clearance: Clearance::NONE,
        via: Via::SecureLink(session),
        mode: Mode::Own,
        request,
    })
}

pub(super) async fn insert(
    change: &mut Change,
    org: OrgId,
    looked: &Looked,
    id: SessionId,
    token: &Token,
    arrival: &Arrival<'_>,
    ends_at: Timestamp,
) -> Result<()> {
    let agent: String = arrival.agent.chars().filter(|c| !c.is_control()).take(200).collect();
    change
        .tx
        .execute(
            "INSERT INTO secure_link_sessions
                 (org_id, id, token_hash, account_id, address, agent, created_at, seen_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)",
            params![
                org,
                id,
                &token.hash(Purpose::SecureLink),
                looked.account,
                &arrival.request.address,
                agent,
                change.at,
                ends_at,
            ],
        )
        .await?;
    Ok(())
}

/// Ends this one session.
pub(in crate::sign_in) async fn end(change: &mut Change, org: OrgId, id: SessionId) -> Result<()> {
    let sql = "DELETE FROM secure_link_sessions WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![org, id]).await?;
    Ok(())
}

pub(in crate::sign_in) async fn end_all_of_account(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
) -> Result<()> {
    let sql = "DELETE FROM secure_link_sessions WHERE org_id = ?1 AND account_id = ?2";
    change.tx.execute(sql, params![org, account]).await?;
    Ok(())
}

/// Writes when sessions were last seen: rows of organization, session and time.
pub(in crate::sign_in) async fn flush(change: &mut Change, seen: &[Vec<Value<'_>>]) -> Result<()> {
    let sql = "UPDATE secure_link_sessions SET seen_at = ?3 WHERE org_id = ?1 AND id = ?2 AND seen_at < ?3";
    change.tx.execute_many(sql, seen).await?;
    Ok(())
}

pub(in crate::sign_in) async fn sweep(change: &mut Change) -> Result<()> {
    change.tx.execute("DELETE FROM secure_link_sessions WHERE ends_at < ?1", params![change.at]).await?;
    Ok(())
}
