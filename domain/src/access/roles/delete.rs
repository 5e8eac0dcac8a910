//! A role goes when nobody holds it any more, or when another one takes its place with everybody who does.

use db::{Tx, params};
use kernel::{AccountId, Error, MemberId, OrgId, Result, RoleId, UserId};

use super::holders::people_in;
use super::list::{find_in, own};
use super::{Role, may_give, names, of_member, of_operator};
use crate::access::{Granted, Kind, RolesManage};
use crate::history::{Action, Event};
use crate::house::House;

/// Each person who gets the other role has a line of history of his or her own.
pub async fn delete(
    house: &House,
    granted: &Granted<RolesManage>,
    id: RoleId,
    replacement: Option<RoleId>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (actor, org) = (granted.actor(), granted.org());
    let role = own(find_in(&mut change.tx, org, id).await?)?;
    may_give(actor, &role)?;
    let other = match replacement {
        Some(other) => Some(substitute(&mut change.tx, granted, &role, other).await?),
        None => None,
    };
    let holders = holders(&mut change.tx, org, &role).await?;
    if let (None, false) = (&other, holders.is_empty()) {
        return Err(still_held(&mut change.tx, granted, &role).await?);
    }
    let mut events = Vec::new();
    for (user, account) in holders {
        if let Some(other) = &other {
            events.push(replace(&mut change.tx, org, (user, account), &role, other).await?);
        }
    }
    change.tx.execute("DELETE FROM roles WHERE org_id = ?1 AND id = ?2", params![org, id]).await?;
    let people = events.len().to_string();
    let event = Event::of(Action::RoleDeleted)
        .about(id.any(), role.name.as_str())
        .changed("people", people, "0")
        .changed("replaced by", "", other.map(|other| other.name).unwrap_or_default());
    let mut recorded = change.record(actor, event).await?;
    for event in events {
        recorded = recorded.and(actor, event).await?;
    }
    recorded.commit().await
}

pub(super) async fn substitute(
    tx: &mut Tx,
    granted: &Granted<RolesManage>,
    role: &Role,
    other: RoleId,
) -> Result<Role> {
    let other = find_in(tx, granted.org(), other).await.ok().filter(|other| other.kind == role.kind);
    let other = other
        .filter(|other| other.id != role.id)
        .ok_or_else(|| Error::invalid("replacement", "Choose another role for the same kind of people."))?;
    may_give(granted.actor(), &other)?;
    Ok(other)
}

/// Who would be left with less, by name.
async fn still_held(tx: &mut Tx, granted: &Granted<RolesManage>, role: &Role) -> Result<Error> {
    let some = people_in(tx, granted, role.id, 4).await?;
    let mut who: Vec<String> = some.iter().take(3).map(|person| person.name.clone()).collect();
    if some.len() > who.len() {
        who.push("others".to_owned());
    }
    // They may all be in Secure accounts that are closed to whoever asks.
    if who.is_empty() {
        who.push("others".to_owned());
    }
    Ok(Error::conflict(format!(
        "“{}” is held by {}. Choose a role that takes its place, or take it from them first.",
        role.name,
        who.join(", ")
    )))
}

async fn holders(tx: &mut Tx, org: OrgId, role: &Role) -> Result<Vec<(UserId, Option<AccountId>)>> {
    let sql = match role.kind {
        Kind::Operator | Kind::System => {
            "SELECT user_id, NULL FROM operator_roles WHERE org_id = ?1 AND role_id = ?2 ORDER BY user_id"
        }
        Kind::PortalUser => {
            "SELECT user_id, account_id FROM membership_roles WHERE org_id = ?1 AND role_id = ?2 ORDER BY user_id"
        }
    };
    Ok(tx
        .rows(sql, params![org, role.id], |row| {
            Ok((row.get(0)?, if role.kind == Kind::PortalUser { row.get(1)? } else { None }))
        })
        .await?)
}

async fn replace(
    tx: &mut Tx,
    org: OrgId,
    (user, account): (UserId, Option<AccountId>),
    role: &Role,
    other: &Role,
) -> Result<Event> {
    let before = match account {
        Some(account) => of_member(tx, org, user, account).await?,
        None => of_operator(tx, org, user).await?,
    };
    let mut after: Vec<Role> = before.iter().filter(|one| one.id != role.id).cloned().collect();
    if after.iter().all(|one| one.id != other.id) {
        after.push(other.clone());
    }
    let (name, id): (String, MemberId) = tx
        .row(
            "SELECT u.name, COALESCE(m.id, u.id) FROM users u
             LEFT JOIN memberships m ON m.org_id = u.org_id AND m.user_id = u.id AND m.account_id = ?3
             WHERE u.org_id = ?1 AND u.id = ?2",
            params![org, user, account],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?
        .unwrap_or((String::new(), user.into()));
    let event = if let Some(account) = account {
        super::set_member(tx, org, user, account, &after).await?;
        Event::of(Action::UserEdited).in_account(account)
    } else {
        super::set_operator(tx, org, user, &after).await?;
        Event::of(Action::OperatorEdited)
    };
    Ok(event.about(id.any(), name).changed("roles", names(&before), names(&after)))
}
