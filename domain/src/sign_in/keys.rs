//! API keys: a program's way in, with grants of its own and never more than its owner's.

use db::{Tx, params};
use kernel::{Error, KeyId, Name, OrgId, Purpose, Result, Span, Timestamp, Token, UserId};

use crate::access::{
    Actor, Clearance, Granted, Grants, Identity, KeysManage, Kind, Mode, Person, Request, Via,
};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::organizations::Settings;

/// What stands before the token, so that a leaked key can be recognized.
const PREFIX: &str = "portico_";

pub struct NewKey {
    pub name: Name,
    pub grants: Grants,
    pub lasts: Span,
    /// Whose key it is: the operator who makes it.
    pub owner: UserId,
}

/// A new key, shown this once.
pub struct MadeKey {
    pub id: KeyId,
    pub secret: String,
}

pub async fn create(house: &House, granted: &Granted<KeysManage>, new: NewKey) -> Result<MadeKey> {
    granted.actor().must_be_oneself()?;
    if new.grants.list().next().is_none() {
        return Err(Error::invalid("permissions", "Choose at least one thing that the key may do."));
    }
    let own = granted.actor().grants();
    if new.grants.list().any(|(key, reach)| own.gives(key) < Some(reach)) {
        return Err(Error::invalid("permissions", "A key cannot do more than you can."));
    }
    let mut change = house.change(granted).await?;
    let id = KeyId::new(change.at, &change.dice);
    let token = Token::new(&change.dice);
    change
        .tx
        .execute(
            "INSERT INTO api_keys (org_id, id, token_hash, user_id, name, grants, created_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                granted.org(),
                id,
                &token.hash(Purpose::ApiKey),
                new.owner,
                &new.name,
                new.grants.to_json(),
                change.at,
                change.at + new.lasts,
            ],
        )
        .await?;
    let may: Vec<_> = new.grants.list().map(|(key, _)| key.name()).collect();
    let event = Event::of(Action::KeyCreated).about(id.any(), new.name.as_str()).changed(
        "permissions",
        "",
        may.join(", "),
    );
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(MadeKey { id, secret: format!("{PREFIX}{}", token.reveal()) })
}

#[derive(Clone, Debug)]
pub struct KeyRow {
    pub id: KeyId,
    pub name: String,
    pub owner: String,
    pub permissions: Vec<&'static str>,
    pub created_at: Timestamp,
    pub ends_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

pub async fn list(read: &mut Read, granted: &Granted<KeysManage>) -> Result<Vec<KeyRow>> {
    Ok(read
        .0
        .rows(
            "SELECT k.id, k.name, u.name, k.grants, k.created_at, k.ends_at, k.revoked_at
             FROM api_keys k JOIN users u ON u.org_id = k.org_id AND u.id = k.user_id
             WHERE k.org_id = ?1 ORDER BY k.id DESC LIMIT 200",
            params![granted.org()],
            |row| {
                let grants = Grants::from_json(&row.get::<String>(3)?).unwrap_or_default();
                Ok(KeyRow {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    owner: row.get(2)?,
                    permissions: grants.list().map(|(key, _)| key.name()).collect(),
                    created_at: row.get(4)?,
                    ends_at: row.get(5)?,
                    revoked_at: row.get(6)?,
                })
            },
        )
        .await?)
}

/// A revoked key is dead from the next request on.
pub async fn revoke(house: &House, granted: &Granted<KeysManage>, id: KeyId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let name: String = change
        .tx
        .row(
            "UPDATE api_keys SET revoked_at = ?3 WHERE org_id = ?1 AND id = ?2 AND revoked_at IS NULL RETURNING name",
            params![granted.org(), id, change.at],
            |row| row.get(0),
        )
        .await?
        .ok_or(Error::NotFound)?;
    let event = Event::of(Action::KeyRevoked).about(id.any(), name);
    change.record(granted.actor(), event).await?.commit().await
}

/// What a key was given, as long as it is good.
pub(crate) async fn given(tx: &mut Tx, org: OrgId, id: KeyId, now: Timestamp) -> Result<Option<Grants>> {
    let grants: Option<String> = tx
        .row(
            "SELECT grants FROM api_keys WHERE org_id = ?1 AND id = ?2 AND revoked_at IS NULL AND ends_at > ?3",
            params![org, id, now],
            |row| row.get(0),
        )
        .await?;
    grants.map(|text| Grants::from_json(&text)).transpose()
}

/// Removes the keys of a person who is deleted; answers how many could still be used.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, owner: UserId) -> Result<i64> {
    let alive = tx
        .row(
            "SELECT count(*) FROM api_keys WHERE org_id = ?1 AND user_id = ?2 AND revoked_at IS NULL",
            params![org, owner],
            |row| row.get(0),
        )
        .await?;
    tx.execute("DELETE FROM api_keys WHERE org_id = ?1 AND user_id = ?2", params![org, owner]).await?;
    Ok(alive.unwrap_or(0))
}

/// Who calls with this key. Judged anew at each call: the key's grants and its owner's, the narrower of both.
pub async fn resolve(house: &House, read: &mut Read, secret: &str, request: Request) -> Result<Actor> {
    let token = secret.strip_prefix(PREFIX).and_then(Token::parse).ok_or(Error::SignedOut)?;
    let rows = read
        .0
        .rows(
            "SELECT k.org_id, k.id, k.grants, k.ends_at, u.id, u.name, u.disabled_at, r.grants, g.settings,
                    r.secure
             FROM api_keys k
             JOIN organizations g ON g.org_id = k.org_id
             JOIN users u ON u.org_id = k.org_id AND u.id = k.user_id
             LEFT JOIN operator_roles o ON o.org_id = u.org_id AND o.user_id = u.id
             LEFT JOIN roles r ON r.org_id = o.org_id AND r.id = o.role_id
             WHERE k.token_hash = ?1 AND k.revoked_at IS NULL AND u.kind = 'operator'",
            params![&token.hash(Purpose::ApiKey)],
            |row| {
                Ok((
                    row.get::<OrgId>(0)?,
                    row.get::<KeyId>(1)?,
                    row.get::<String>(2)?,
                    row.get::<Timestamp>(3)?,
                    Person { id: row.get(4)?, name: row.get(5)? },
                    row.get::<Option<Timestamp>>(6)?.is_some(),
                    row.get::<Option<String>>(7)?,
                    row.get::<String>(8)?,
                    row.get::<Option<i64>>(9)? == Some(1),
                ))
            },
        )
        .await?;
    let mut owned = Grants::NONE;
    let mut cleared = false;
    let mut found = None;
    for (org, key, grants, ends_at, person, disabled, role, settings, secure) in rows {
        cleared |= secure;
        if let Some(role) = role {
            owned = owned.union(&Grants::from_json(&role)?);
        }
        found = Some((org, key, grants, ends_at, person, disabled, settings));
    }
    let (org, key, grants, ends_at, person, disabled, settings) = found.ok_or(Error::SignedOut)?;
    if disabled || house.now() >= ends_at {
        return Err(Error::SignedOut);
    }
    Ok(Actor::new(Identity {
        org,
        subject: person,
        operator: None,
        kind: Kind::Operator,
        place: None,
        grants: Grants::from_json(&grants)?.both(&owned).with_switches(&Settings::stored(&settings)),
        // A key sees what its owner’s roles are cleared for, never what was opened for the person alone.
        clearance: Clearance::of_roles(cleared),
        via: Via::Key(key),
        mode: Mode::Own,
        request,
    }))
}
