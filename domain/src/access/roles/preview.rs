//! What another set of permissions would change, before it is saved: who gains and loses what, in people and records.

use std::collections::BTreeMap;

use db::{Tx, params};
use kernel::{AccountId, ContactId, OrgId, Result, RoleId, UserId};

use super::delete::substitute;
use super::details::judge;
use super::list::{find_in, own};
use super::{Role, RoleDetails};
use crate::access::standing::imagined;
use crate::access::things::{reached, thing};
use crate::access::{Actor, Clearance, Granted, Grants, Key, Kind, Person, Place, Reach, RolesManage};
use crate::house::Read;
use crate::records::{COUNTED_UP_TO, Collection, Total};

/// The people whose records are counted one by one; with more of them the count says “at least”.
const COUNTED_PEOPLE: usize = 100;

/// The effect of a change on the people who hold the role.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who holds the role.
    pub people: Total,
    /// Only what changes for somebody, or would if somebody held the role.
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub key: Key,
    pub before: Option<Reach>,
    pub after: Option<Reach>,
    /// For whom it really changes: another role of the same person may give it already.
    pub people: Total,
    /// The records that come within their reach or leave it, added up over them.
    pub records: Option<Records>,
}

#[derive(Clone, Copy, Debug)]
pub struct Records {
    pub collection: &'static Collection,
    pub count: usize,
    /// There may be more than were counted.
    pub at_least: bool,
}

impl Line {
    pub fn widens(&self) -> bool {
        self.after > self.before
    }
}

/// What changes for people if the role becomes what `details` say. Refused for the same reasons as the change itself.
pub async fn preview(
    read: &mut Read,
    granted: &Granted<RolesManage>,
    id: RoleId,
    details: &RoleDetails,
) -> Result<Preview> {
    let role = own(find_in(&mut read.0, granted.org(), id).await?)?;
    judge(&mut read.0, granted.actor(), details, Some(&role)).await?;
    effect(&mut read.0, granted.org(), &role, &details.grants).await
}

/// What changes for people if another role takes the place of this one.
pub async fn preview_replacement(
    read: &mut Read,
    granted: &Granted<RolesManage>,
    id: RoleId,
    other: RoleId,
) -> Result<Preview> {
    let role = own(find_in(&mut read.0, granted.org(), id).await?)?;
    let other = substitute(&mut read.0, granted, &role, other).await?;
    effect(&mut read.0, granted.org(), &role, &other.grants).await
}

async fn effect(tx: &mut Tx, org: OrgId, role: &Role, after: &Grants) -> Result<Preview> {
    let people = holders(tx, org, role).await?;
    let mut lines = Vec::new();
    for key in Key::ALL.iter().copied().filter(|key| role.grants.reach(*key) != after.reach(*key)) {
        lines.push(line(tx, org, role, key, after, &people).await?);
    }
    Ok(Preview { people: Total::of(people.len()), lines })
}

async fn line(
    tx: &mut Tx,
    org: OrgId,
    role: &Role,
    key: Key,
    after: &Grants,
    people: &[Holding],
) -> Result<Line> {
    let pairs: Vec<(Actor, Actor)> = people
        .iter()
        .map(|one| (one.actor(org, role.kind, &role.grants), one.actor(org, role.kind, after)))
        .filter(|(old, new)| old.grants().reach(key) != new.grants().reach(key))
        .collect();
    let records = match thing(key) {
        Some(collection) if !pairs.is_empty() => Some(records(tx, collection, key, &pairs).await?),
        _ => None,
    };
    Ok(Line {
        key,
        before: role.grants.reach(key),
        after: after.reach(key),
        people: Total::of(pairs.len()),
        records,
    })
}

/// Counted by the fence: what it lets through afterwards, less what it let through before, or the other way round.
async fn records(
    tx: &mut Tx,
    collection: &'static Collection,
    key: Key,
    pairs: &[(Actor, Actor)],
) -> Result<Records> {
    let (mut count, mut at_least) = (0, pairs.len() > COUNTED_PEOPLE);
    for (old, new) in pairs.iter().take(COUNTED_PEOPLE) {
        let before = reached(tx, old, key, collection).await?;
        let after = reached(tx, new, key, collection).await?;
        at_least |= before.max(after) > COUNTED_UP_TO;
        count += before.abs_diff(after);
        if count > COUNTED_UP_TO {
            return Ok(Records { collection, count: COUNTED_UP_TO, at_least: true });
        }
    }
    Ok(Records { collection, count, at_least })
}

/// Somebody who holds the role, with what all the others of his or her roles give.
struct Holding {
    person: Person,
    place: Option<Place>,
    others: Grants,
}

impl Holding {
    fn actor(&self, org: OrgId, kind: Kind, with: &Grants) -> Actor {
        // How much the role reaches is counted in all accounts: the clearance is none of its permissions.
        imagined(org, self.person.clone(), (kind, self.place), self.others.union(with), Clearance::All)
    }
}

/// One more of them than a list counts.
async fn holders(tx: &mut Tx, org: OrgId, role: &Role) -> Result<Vec<Holding>> {
    let of_members = "SELECT h.user_id, u.name, h.account_id, m.contact_id, o.role_id, r.grants
        FROM (SELECT user_id, account_id FROM membership_roles WHERE org_id = ?1 AND role_id = ?2
              ORDER BY user_id LIMIT ?3) AS h
        JOIN users u ON u.org_id = ?1 AND u.id = h.user_id
        JOIN memberships m ON m.org_id = ?1 AND m.user_id = h.user_id AND m.account_id = h.account_id
        JOIN membership_roles o ON o.org_id = ?1 AND o.user_id = h.user_id AND o.account_id = h.account_id
        JOIN roles r ON r.org_id = ?1 AND r.id = o.role_id";
    let of_operators = "SELECT h.user_id, u.name, NULL, NULL, o.role_id, r.grants
        FROM (SELECT user_id FROM operator_roles WHERE org_id = ?1 AND role_id = ?2
              ORDER BY user_id LIMIT ?3) AS h
        JOIN users u ON u.org_id = ?1 AND u.id = h.user_id
        JOIN operator_roles o ON o.org_id = ?1 AND o.user_id = h.user_id
        JOIN roles r ON r.org_id = ?1 AND r.id = o.role_id";
    let members = role.kind == Kind::PortalUser;
    let most = i64::try_from(COUNTED_UP_TO + 1).unwrap_or(i64::MAX);
    let rows = tx
        .rows(if members { of_members } else { of_operators }, params![org, role.id, most], |row| {
            let account: Option<AccountId> = if members { row.get(2)? } else { None };
            let contact: Option<ContactId> = if members { row.get(3)? } else { None };
            Ok((
                Person { id: row.get(0)?, name: row.get(1)? },
                account.map(|account| Place { account, contact }),
                row.get::<RoleId>(4)?,
                row.get::<String>(5)?,
            ))
        })
        .await?;
    let mut people: BTreeMap<(UserId, Option<AccountId>), Holding> = BTreeMap::new();
    for (person, place, other, grants) in rows {
        let at = (person.id, place.map(|place| place.account));
        let holding = people.entry(at).or_insert(Holding { person, place, others: Grants::NONE });
        if other != role.id {
            holding.others = holding.others.union(&Grants::from_json(&grants)?);
        }
    }
    Ok(people.into_values().collect())
}
