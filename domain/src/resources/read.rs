//! What an operator has read: whatever was changed since is marked for that operator, and for nobody else.

use std::collections::BTreeMap;

use db::{Tx, Value, params};
use kernel::{Error, OrgId, ResourceId, Result, UserId};
use uuid::Uuid;

use super::collection::OWNER;
use super::find::{Resource, find_in};
use super::proposals;
use crate::access::{Actor, Granted, ResourcesView, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// The version of each of these resources that the operator who asks has said to have read.
async fn read_so_far(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    ids: &[ResourceId],
) -> Result<BTreeMap<ResourceId, i64>> {
    let person = granted.actor().person().map(|person| person.id);
    let Some(person) = person.filter(|_| granted.actor().is_of_the_team() && !ids.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let found = Select::of(
        "d.resource_id, d.version",
        "resource_readings d JOIN resources r ON r.org_id = d.org_id AND r.id = d.resource_id",
    )
    .within(granted, &OWNER)
    .and("d.user_id = {}", [Value::from(person)])
    .among("d.resource_id", ids.iter().copied())
    .rows(&mut read.0, |row| Ok((row.get(0)?, row.get(1)?)))
    .await?;
    Ok(found.into_iter().collect())
}

/// Those of these resources that the operator who asks has not read as they are now, each with the version that he or
/// she has read, if any. Nobody but an operator is asked to read.
pub async fn unread(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    ids: &[ResourceId],
) -> Result<BTreeMap<ResourceId, Option<i64>>> {
    if ids.is_empty() || !is_asked(granted) {
        return Ok(BTreeMap::new());
    }
    let versions: Vec<(ResourceId, i64)> = Select::of("r.id, r.version", "resources r")
        .within(granted, &OWNER)
        .among("r.id", ids.iter().copied())
        .rows(&mut read.0, |row| Ok((row.get(0)?, row.get(1)?)))
        .await?;
    unread_among(read, granted, &versions).await
}

fn is_asked(granted: &Granted<ResourcesView>) -> bool {
    granted.actor().person().is_some() && granted.actor().is_of_the_team()
}

/// The same of resources whose versions are known.
pub async fn unread_among(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    versions: &[(ResourceId, i64)],
) -> Result<BTreeMap<ResourceId, Option<i64>>> {
    if versions.is_empty() || !is_asked(granted) {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ResourceId> = versions.iter().map(|(id, _)| *id).collect();
    let seen = read_so_far(read, granted, &ids).await?;
    let unread = versions.iter().filter(|(id, version)| seen.get(id).is_none_or(|seen| seen < version));
    Ok(unread.map(|(id, _)| (*id, seen.get(id).copied())).collect())
}

/// An operator says that he or she has read this version; an older one, or the same again, changes nothing.
pub async fn say_read(
    house: &House,
    granted: &Granted<ResourcesView>,
    id: ResourceId,
    version: i64,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let resource = find_in(&mut change.tx, granted, id).await?;
    let person = granted.actor().person().filter(|_| granted.actor().is_of_the_team());
    let Some(person) = person.map(|person| person.id) else {
        return Err(Error::forbidden("Only an operator says what he or she has read."));
    };
    if !(1..=resource.version).contains(&version) {
        return Err(Error::invalid("version", "There is no such version."));
    }
    let noted = change
        .tx
        .execute(
            "INSERT INTO resource_readings (org_id, resource_id, user_id, version, read_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, resource_id, user_id)
             DO UPDATE SET version = excluded.version, read_at = excluded.read_at
             WHERE resource_readings.version < excluded.version",
            params![granted.org(), id, person, version, change.at],
        )
        .await?;
    if noted == 0 {
        return Ok(());
    }
    let event = Event::of(Action::ResourceRead)
        .about(id.any(), resource.details.title)
        .in_account(resource.account)
        .changed("version", "", version.to_string());
    change.record(granted.actor(), event).await?.commit().await
}

/// A file came or went: whoever had read all that there was has not any more. Who brought it knows it.
pub(super) async fn unread_again(change: &mut Change, actor: &Actor, resource: &Resource) -> Result<()> {
    let person = actor.person().map_or(Uuid::nil(), |person| person.id.uuid());
    change
        .tx
        .execute(
            "UPDATE resource_readings SET version = 0
             WHERE org_id = ?1 AND resource_id = ?2 AND version = ?3 AND user_id <> ?4",
            params![actor.org(), resource.id, resource.version, person],
        )
        .await?;
    Ok(())
}

/// What a person has read goes with the person; what he or she has proposed stays, under the name alone.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    proposals::forget_proposer(tx, org, user).await?;
    tx.execute("DELETE FROM resource_readings WHERE org_id = ?1 AND user_id = ?2", params![org, user])
        .await?;
    Ok(())
}
