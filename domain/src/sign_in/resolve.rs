//! From the token in a browser to the person, the place and the rights: once for every request.

use db::{Row, params};
use kernel::{
    AccountId, ContactId, Error, MemberId, OrgId, PhotoId, Purpose, Result, SessionId, Span, Timestamp,
    Token, UserId,
};

use super::gate::{OperatorState, States, admit};
use super::places::{self, OwnPlace};
use super::secure_link;
use super::signed_in::{LoginAs, SignedIn};
use super::steps::{Facts, Step, first_open};
use super::verification::Shown;
use crate::access::{
    Actor, Clearance, Grants, Identity, Key, Kind, Left, Mode, Person, Place, Request, Verification, Via,
};
use crate::house::{House, Read};
use crate::organizations::{Organization, Settings};
use crate::people::profile::Preferences;

/// What the door may never be opened for by somebody else (L3).
pub(super) const NEVER_FOR_ANOTHER: &[Key] =
    &[Key::KeysManage, Key::UsersManage, Key::AccountsLoginAs, Key::OperatorsManage, Key::RolesManage];

/// One row of the answer, before the gate.
#[allow(clippy::struct_excessive_bools, reason = "each is a column of its own")]
struct Found {
    org: OrgId,
    session: SessionId,
    user: UserId,
    account: Option<AccountId>,
    operator: Option<UserId>,
    operator_session: Option<SessionId>,
    mode: Mode,
    return_to: String,
    seen_at: Timestamp,
    idle: Span,
    ends_at: Timestamp,
    kind: Kind,
    name: String,
    email: String,
    photo: Option<PhotoId>,
    user_disabled: bool,
    member: Option<MemberId>,
    place_disabled: bool,
    memberships: i64,
    contact: Option<ContactId>,
    account_name: Option<String>,
    account_zone: Option<String>,
    preferences: Preferences,
    account_locked: bool,
    left: Left,
    organization: Organization,
    role: Option<String>,
    grants: Option<String>,
    password_is_temporary: bool,
    email_verified: bool,
    phone: String,
    phone_verified: bool,
    verification: Option<String>,
    has_factor: bool,
    proved_at: Option<Timestamp>,
    factor_shown: bool,
    factor_asked: bool,
    cleared: bool,
}

const SQL: &str = "SELECT s.org_id, s.id, s.user_id, s.account_id, s.operator_id, s.operator_session_id, s.mode,
        s.return_to, s.seen_at, s.idle_micros, s.ends_at, u.kind, u.name, u.email, u.disabled_at, m.id,
        m.contact_id, a.name, a.time_zone, a.locked_at, g.name, g.host, g.region, g.time_zone, g.accent,
        r.name, r.grants, g.settings, u.time_zone, u.date_format, u.time_format, p.id, a.run_users + 2 * a.see_support + 4 * a.recordings
        + 8 * a.business_page,
        w.temporary_until, u.email_verified_at, u.phone, u.phone_verified_at, r.verification,
        t.confirmed_at, s.proved_at, s.factor_at, r.second_factor, m.disabled_at,
        (SELECT count(*) FROM memberships e WHERE e.org_id = s.org_id AND e.user_id = s.user_id),
        (SELECT count(*) FROM passkeys k WHERE k.org_id = s.org_id AND k.user_id = s.user_id),
        r.secure
    FROM sessions s
    JOIN organizations g ON g.org_id = s.org_id
    JOIN users u ON u.org_id = s.org_id AND u.id = s.user_id
    LEFT JOIN photos p ON p.org_id = s.org_id AND p.user_id = s.user_id
    LEFT JOIN passwords w ON w.org_id = s.org_id AND w.user_id = s.user_id
    LEFT JOIN totp_factors t ON t.org_id = s.org_id AND t.user_id = s.user_id
    LEFT JOIN memberships m ON m.org_id = s.org_id AND m.user_id = s.user_id AND m.account_id = s.account_id
    LEFT JOIN accounts a ON a.org_id = s.org_id AND a.id = s.account_id
    LEFT JOIN membership_roles h ON h.org_id = s.org_id AND h.user_id = s.user_id AND h.account_id = s.account_id
    LEFT JOIN operator_roles o ON o.org_id = s.org_id AND o.user_id = s.user_id
    LEFT JOIN roles r ON r.org_id = s.org_id AND r.id = COALESCE(h.role_id, o.role_id)
    WHERE s.token_hash = ?1";

fn read_found(row: &Row<'_>) -> db::Result<Found> {
    let org: OrgId = row.get(0)?;
    Ok(Found {
        org,
        session: row.get(1)?,
        user: row.get(2)?,
        account: row.get(3)?,
        operator: row.get(4)?,
        operator_session: row.get(5)?,
        mode: Mode::stored(&row.get::<String>(6)?),
        return_to: row.get(7)?,
        seen_at: row.get(8)?,
        idle: Span::micros(row.get(9)?),
        ends_at: row.get(10)?,
        kind: Kind::stored(&row.get::<String>(11)?),
        name: row.get(12)?,
        email: row.get(13)?,
        photo: row.get(31)?,
        user_disabled: row.get::<Option<Timestamp>>(14)?.is_some(),
        member: row.get(15)?,
        place_disabled: row.get::<Option<Timestamp>>(42)?.is_some(),
        memberships: row.get(43)?,
        contact: row.get(16)?,
        account_name: row.get(17)?,
        account_zone: row.get(18)?,
        account_locked: row.get::<Option<Timestamp>>(19)?.is_some(),
        preferences: Preferences::stored(
            &row.get::<String>(28)?,
            &row.get::<String>(29)?,
            &row.get::<String>(30)?,
        ),
        organization: Organization {
            id: org,
            name: row.get(20)?,
            host: row.get(21)?,
            region: row.get(22)?,
            time_zone: row.get(23)?,
            accent: row.get(24)?,
            settings: Settings::stored(&row.get::<String>(27)?),
        },
        left: Left::stored(row.get(32)?),
        role: row.get(25)?,
        grants: row.get(26)?,
        password_is_temporary: row.get::<Option<Timestamp>>(33)?.is_some(),
        email_verified: row.get::<Option<Timestamp>>(34)?.is_some(),
        phone: row.get(35)?,
        phone_verified: row.get::<Option<Timestamp>>(36)?.is_some(),
        verification: row.get(37)?,
        has_factor: row.get::<Option<Timestamp>>(38)?.is_some() || row.get::<i64>(44)? > 0,
        proved_at: row.get(39)?,
        factor_shown: row.get::<Option<Timestamp>>(40)?.is_some(),
        factor_asked: row.get::<Option<i64>>(41)?.is_some_and(|asked| asked != 0),
        cleared: row.get::<Option<i64>>(45)? == Some(1),
    })
}

/// Who has this token, and notes that they were here. `Error::SignedOut` for a token that nobody has, or
/// whose session the gate refuses.
pub async fn resolve(
    house: &House,
    read: &mut Read,
    purpose: Purpose,
    token: &str,
    request: Request,
) -> Result<SignedIn> {
    let who = peek(house, read, purpose, token, request).await?;
    house.seen.note(who.organization.id, who.session, who.now);
    if let Some(LoginAs { operator_session, .. }) = who.login_as {
        house.seen.note(who.organization.id, operator_session, who.now);
    }
    Ok(who)
}

/// The same without noting it: an open page that only listens does not keep its session awake.
pub async fn peek(
    house: &House,
    read: &mut Read,
    purpose: Purpose,
    token: &str,
    request: Request,
) -> Result<SignedIn> {
    let token = Token::parse(token).ok_or(Error::SignedOut)?;
    if purpose == Purpose::SecureLink {
        return secure_link::peek(house, read, &token, request).await;
    }
    let rows = read.0.rows(SQL, params![&token.hash(purpose)], read_found).await?;
    let mut grants = Grants::NONE;
    let mut roles: Vec<String> = Vec::new();
    let mut verification = Verification::None;
    let mut factor_asked = false;
    let mut cleared = false;
    let mut found = None;
    for mut row in rows {
        if let Some(text) = &row.grants {
            grants = grants.union(&Grants::from_json(text)?);
        }
        if let Some(asked) = &row.verification {
            verification = verification.and(Verification::stored(asked));
        }
        factor_asked |= row.factor_asked;
        cleared |= row.cleared;
        roles.extend(row.role.take());
        found = Some(row);
    }
    let found = found.ok_or(Error::SignedOut)?;
    let now = house.now();
    let operator = operator_state(house, read, &found, now).await?;
    let places = places_of(read, &found).await?;
    // In none of several accounts yet: it is enough that one of them is open.
    let chooses = found.kind == Kind::PortalUser && found.account.is_none();
    let states = States {
        ends_at: found.ends_at,
        seen_at: house.seen.latest(found.org, found.session, found.seen_at),
        idle: found.idle,
        user_disabled: found.user_disabled || found.place_disabled,
        is_member: found.kind == Kind::Operator || found.member.is_some() || chooses && !places.is_empty(),
        account_locked: found.account_locked || chooses && !places.iter().any(OwnPlace::is_open),
        portal_closed: found.kind == Kind::PortalUser
            && operator.state == OperatorState::Nobody
            && !found.organization.settings.portal.open,
        operator: operator.state,
    };
    admit(&states, now).map_err(|refusal| {
        tracing::debug!(?refusal, session = %found.session, "the gate is shut");
        Error::SignedOut
    })?;
    if found.kind == Kind::PortalUser {
        grants = grants.switched_off(&found.left.withheld(&found.organization.settings));
    }
    grants = grants.with_switches(&found.organization.settings);
    if operator.person.is_some() {
        grants = grants.both(&operator.grants).without(NEVER_FOR_ANOTHER);
    }
    let clearance = match found.kind {
        Kind::Operator => Clearance::of_person(&mut read.0, found.org, found.user, cleared, now).await?,
        Kind::PortalUser | Kind::System => Clearance::NONE,
    };
    let merged = Merged { grants, clearance, verification, factor_asked, roles: names(&roles), places };
    let who = signed_in(found, operator.person, merged, request, now);
    if who.step == Some(Step::SecondFactor) && who.proved().is_err() {
        return Err(Error::SignedOut);
    }
    Ok(who)
}

/// What all roles of a person come to.
struct Merged {
    grants: Grants,
    clearance: Clearance,
    verification: Verification,
    factor_asked: bool,
    roles: String,
    places: Vec<OwnPlace>,
}

/// Who has something to choose: several accounts, or none chosen yet. An operator in somebody's place is in the one.
async fn places_of(read: &mut Read, found: &Found) -> Result<Vec<OwnPlace>> {
    let chooses = found.kind == Kind::PortalUser && found.operator.is_none();
    if !chooses || found.account.is_some() && found.memberships < 2 {
        return Ok(Vec::new());
    }
    places::of(&mut read.0, found.org, found.user).await
}

fn signed_in(
    found: Found,
    operator: Option<Person>,
    merged: Merged,
    request: Request,
    now: Timestamp,
) -> SignedIn {
    let login_as = operator.as_ref().zip(found.operator_session).map(|(operator, session)| LoginAs {
        operator: operator.name.clone(),
        operator_session: session,
        mode: found.mode,
        return_to: found.return_to.clone(),
    });
    let shown = Shown {
        asked: merged.verification,
        email: found.email_verified,
        phone: found.phone_verified,
        number: found.phone,
    };
    let facts = Facts {
        for_another: login_as.is_some(),
        factor_is_open: found.has_factor && !found.factor_shown,
        factor_is_missing: merged.factor_asked && !found.has_factor,
        password_is_temporary: found.password_is_temporary,
        account_is_open: found.kind == Kind::PortalUser && found.account.is_none(),
        verification_is_open: !shown.is_enough(),
    };
    let via = if login_as.is_some() { Via::LoginAs(found.session) } else { Via::Session(found.session) };
    let actor = Actor::new(Identity {
        org: found.org,
        subject: Person { id: found.user, name: found.name.clone() },
        operator,
        kind: found.kind,
        place: found.account.map(|account| Place { account, contact: found.contact }),
        grants: merged.grants,
        clearance: merged.clearance,
        via,
        mode: found.mode,
        request,
    });
    SignedIn {
        actor,
        time_zone: found
            .preferences
            .zone_name()
            .map(str::to_owned)
            .or(found.account_zone)
            .unwrap_or_else(|| found.organization.time_zone.clone()),
        formats: found.preferences.formats(found.organization.settings.formats),
        organization: found.organization,
        user: found.user,
        member: found.member,
        name: found.name,
        email: found.email,
        photo: found.photo,
        role: merged.roles,
        account: found.account.zip(found.account_name),
        places: merged.places,
        session: found.session,
        ends_at: found.ends_at,
        login_as,
        step: first_open(&facts),
        shown,
        proved_at: found.proved_at,
        factor_shown: found.factor_shown,
        now,
    }
}

fn names(roles: &[String]) -> String {
    let mut names: Vec<&str> = roles.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.join(", ")
}

struct Operator {
    state: OperatorState,
    person: Option<Person>,
    grants: Grants,
}

/// Whether the operator in a client's place still may be there: asked anew for every request.
async fn operator_state(house: &House, read: &mut Read, found: &Found, now: Timestamp) -> Result<Operator> {
    let (Some(operator), Some(session)) = (found.operator, found.operator_session) else {
        return Ok(Operator { state: OperatorState::Nobody, person: None, grants: Grants::NONE });
    };
    let rows = read
        .0
        .rows(
            "SELECT u.name, u.disabled_at, s.ends_at, s.seen_at, s.idle_micros, r.grants, r.secure
             FROM sessions s
             JOIN users u ON u.org_id = s.org_id AND u.id = s.user_id
             LEFT JOIN operator_roles o ON o.org_id = s.org_id AND o.user_id = s.user_id
             LEFT JOIN roles r ON r.org_id = o.org_id AND r.id = o.role_id
             WHERE s.org_id = ?1 AND s.id = ?2 AND s.user_id = ?3",
            params![found.org, session, operator],
            |row| {
                let disabled = row.get::<Option<Timestamp>>(1)?.is_some();
                let ends_at: Timestamp = row.get(2)?;
                let seen_at: Timestamp = row.get(3)?;
                let idle = Span::micros(row.get(4)?);
                let role = (row.get::<Option<String>>(5)?, row.get::<Option<i64>>(6)? == Some(1));
                Ok((row.get::<String>(0)?, disabled, ends_at, seen_at, idle, role))
            },
        )
        .await?;
    let mut person = None;
    let mut grants = Grants::NONE;
    let mut alive = false;
    let mut cleared = false;
    for (name, disabled, ends_at, seen_at, idle, (text, secure)) in rows {
        cleared |= secure;
        let seen_at = house.seen.latest(found.org, session, seen_at);
        alive = !disabled && now < ends_at && now - seen_at < idle;
        person = Some(Person { id: operator, name });
        if let Some(text) = text {
            grants = grants.union(&Grants::from_json(&text)?);
        }
    }
    let clearance = Clearance::of_person(&mut read.0, found.org, operator, cleared, now).await?;
    let open = match found.account {
        // It may have been marked Secure, or the clearance may be gone (L4, L5).
        Some(account) => clearance.opens(&mut read.0, found.org, account).await?,
        None => true,
    };
    let welcome = alive && open && grants.reach(Key::AccountsLoginAs).is_some();
    let state = if welcome { OperatorState::Welcome } else { OperatorState::Gone };
    Ok(Operator { state, person, grants })
}
