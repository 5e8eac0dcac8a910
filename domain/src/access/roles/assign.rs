//! Who holds which roles. Several are merged by union (S4-34, E-11); nobody gives what they do not have.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Result, RoleId, UserId};

use super::Role;
use super::list::{COLUMNS, every, read_role};
use crate::access::{Actor, Kind};

/// Refuses a role that may do more than the one who gives it. The clearance for Secure accounts is given only by
/// somebody who may do everything.
pub fn may_give(actor: &Actor, role: &Role) -> Result<()> {
    let refuse =
        |what: &str| Err(Error::invalid("roles", format!("You cannot give “{}”: {what}.", role.name)));
    if let Some((key, _)) = role.grants.list().find(|(key, reach)| actor.grants().gives(*key) < Some(*reach))
    {
        return refuse(&format!("it includes “{}” further than you may do it yourself", key.meaning()));
    }
    if role.secure && !actor.grants().gives_everything() {
        return refuse("only somebody who may do everything gives the clearance for Secure accounts");
    }
    Ok(())
}

/// Refuses to change somebody who may do more than the one who asks: with such a person's address or password
/// one would have what one was not given.
pub fn may_manage(actor: &Actor, name: &str, held: &[Role]) -> Result<()> {
    if held.iter().all(|role| may_give(actor, role).is_ok()) {
        return Ok(());
    }
    Err(Error::forbidden(format!(
        "{name} may do more than you, so you cannot change this person. Ask somebody who may do as much."
    )))
}

/// The roles with these ids, for people of one kind. Those that are added to what is `held` must be the actor's
/// to give.
pub(crate) async fn chosen(
    tx: &mut Tx,
    actor: &Actor,
    kind: Kind,
    ids: &[RoleId],
    held: &[Role],
) -> Result<Vec<Role>> {
    let mut roles = every(tx, actor.org()).await?;
    roles.retain(|role| role.kind == kind && ids.contains(&role.id));
    if ids.iter().any(|id| roles.iter().all(|role| role.id != *id)) {
        return Err(Error::invalid("roles", "Choose among the roles."));
    }
    for role in roles.iter().filter(|role| held.iter().all(|one| one.id != role.id)) {
        may_give(actor, role)?;
    }
    Ok(roles)
}

/// As the history and the pages say it: `Client Admin, Contact`.
pub(crate) fn names(roles: &[Role]) -> String {
    let mut names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    names.sort_unstable();
    names.join(", ")
}

pub(crate) async fn of_member(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
    account: AccountId,
) -> Result<Vec<Role>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM membership_roles h JOIN roles r ON r.org_id = h.org_id AND r.id = h.role_id
         WHERE h.org_id = ?1 AND h.user_id = ?2 AND h.account_id = ?3 ORDER BY r.name"
    );
    Ok(tx.rows(&sql, params![org, user, account], read_role).await?)
}

/// All roles that a portal user holds, in whatever account.
pub(crate) async fn of_person(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Vec<Role>> {
    let sql = format!(
        "SELECT DISTINCT {COLUMNS} FROM membership_roles h JOIN roles r ON r.org_id = h.org_id AND r.id = h.role_id
         WHERE h.org_id = ?1 AND h.user_id = ?2 ORDER BY r.name"
    );
    Ok(tx.rows(&sql, params![org, user], read_role).await?)
}

pub(crate) async fn of_operator(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Vec<Role>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM operator_roles h JOIN roles r ON r.org_id = h.org_id AND r.id = h.role_id
         WHERE h.org_id = ?1 AND h.user_id = ?2 ORDER BY r.name"
    );
    Ok(tx.rows(&sql, params![org, user], read_role).await?)
}

/// Replaces the roles of a member.
pub(crate) async fn set_member(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
    account: AccountId,
    roles: &[Role],
) -> Result<()> {
    tx.execute(
        "DELETE FROM membership_roles WHERE org_id = ?1 AND user_id = ?2 AND account_id = ?3",
        params![org, user, account],
    )
    .await?;
    for role in roles {
        tx.execute(
            "INSERT INTO membership_roles (org_id, user_id, account_id, role_id) VALUES (?1, ?2, ?3, ?4)",
            params![org, user, account, role.id],
        )
        .await?;
    }
    Ok(())
}

/// Replaces the roles of an operator.
pub(crate) async fn set_operator(tx: &mut Tx, org: OrgId, user: UserId, roles: &[Role]) -> Result<()> {
    drop_operator_roles(tx, org, user).await?;
    for role in roles {
        tx.execute(
            "INSERT INTO operator_roles (org_id, user_id, role_id) VALUES (?1, ?2, ?3)",
            params![org, user, role.id],
        )
        .await?;
    }
    Ok(())
}

pub(crate) async fn drop_operator_roles(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM operator_roles WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    Ok(())
}

/// The administrator's role, held until the change is over.
pub(crate) async fn hold_administrator(tx: &mut Tx, org: OrgId) -> Result<RoleId> {
    tx.row(
        "UPDATE roles SET name = name WHERE org_id = ?1 AND preset = 'administrator' RETURNING id",
        params![org],
        |row| row.get(0),
    )
    .await?
    .ok_or_else(|| Error::bug(format!("organization {org} has no administrator's role")))
}
