//! The roles of an organization, and one of them.

use db::{Row, Tx, params};
use kernel::{Error, OrgId, Result, RoleId};

use super::{Asks, PRESETS};
use crate::access::{Granted, Grants, Kind, Verification};
use crate::house::Read;

/// A named set of grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    pub description: String,
    pub kind: Kind,
    pub grants: Grants,
    /// The clearance for accounts that are marked Secure; the name says so, too (C-11).
    pub secure: bool,
    /// The key of a role that ships: it can be given and cloned, but not changed.
    pub preset: Option<String>,
    /// What whoever holds it does before anything opens.
    pub asks: Asks,
}

pub(super) const COLUMNS: &str =
    "r.id, r.name, r.description, r.kind, r.grants, r.secure, r.preset, r.second_factor, r.verification";

pub(super) fn read_role(row: &Row<'_>) -> db::Result<Role> {
    Ok(Role {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        kind: Kind::stored(&row.get::<String>(3)?),
        // What cannot be read grants nothing.
        grants: Grants::from_json(&row.get::<String>(4)?).unwrap_or_default(),
        secure: row.get::<i64>(5)? != 0,
        preset: row.get(6)?,
        asks: Asks {
            second_factor: row.get::<i64>(7)? != 0,
            verification: Verification::stored(&row.get::<String>(8)?),
        },
    })
}

/// The roles for people of one kind: those that ship first, then the organization's own by name. Whoever has any
/// proof in the organization may know what they are called.
pub async fn of_kind<P>(read: &mut Read, granted: &Granted<P>, kind: Kind) -> Result<Vec<Role>> {
    let mut roles = every(&mut read.0, granted.org()).await?;
    roles.retain(|role| role.kind == kind);
    Ok(roles)
}

/// A role by its name, as it is written at the command line.
pub async fn named<P>(read: &mut Read, granted: &Granted<P>, kind: Kind, name: &str) -> Result<RoleId> {
    let roles = of_kind(read, granted, kind).await?;
    roles
        .into_iter()
        .find(|role| role.name == name)
        .map(|role| role.id)
        .ok_or_else(|| Error::invalid("roles", format!("There is no role “{name}”.")))
}

pub(crate) async fn every(tx: &mut Tx, org: OrgId) -> Result<Vec<Role>> {
    let sql = format!("SELECT {COLUMNS} FROM roles r WHERE r.org_id = ?1 ORDER BY r.name, r.id");
    let mut roles = tx.rows(&sql, params![org], read_role).await?;
    roles.sort_by_key(|role| place(role).unwrap_or(PRESETS.len()));
    Ok(roles)
}

/// One role; another organization's is not found.
pub async fn find<P>(read: &mut Read, granted: &Granted<P>, id: RoleId) -> Result<Role> {
    find_in(&mut read.0, granted.org(), id).await
}

pub(super) async fn find_in(tx: &mut Tx, org: OrgId, id: RoleId) -> Result<Role> {
    let sql = format!("SELECT {COLUMNS} FROM roles r WHERE r.org_id = ?1 AND r.id = ?2");
    tx.row(&sql, params![org, id], read_role).await?.ok_or(Error::NotFound)
}

/// Refuses a role that ships: a new version would change it back.
pub(super) fn own(role: Role) -> Result<Role> {
    match role.preset {
        None => Ok(role),
        Some(_) => Err(Error::conflict(format!(
            "“{}” comes with Portico and stays as it is. Clone it, and change the clone.",
            role.name
        ))),
    }
}

fn place(role: &Role) -> Option<usize> {
    let key = role.preset.as_deref()?;
    PRESETS.iter().position(|preset| preset.key == key)
}

/// The role that ships under this key.
pub(crate) async fn preset_in(tx: &mut Tx, org: OrgId, key: &str) -> Result<RoleId> {
    tx.row("SELECT id FROM roles WHERE org_id = ?1 AND preset = ?2", params![org, key], |row| row.get(0))
        .await?
        .ok_or_else(|| Error::bug(format!("organization {org} has no role {key}")))
}
