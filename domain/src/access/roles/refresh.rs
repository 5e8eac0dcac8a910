//! The roles that ship, brought up to date: what a new version may do, the people of old data may do, too.

use db::{Tx, params};
use kernel::{Dice, OrgId, Result, RoleId, Timestamp};

use super::list::every;
use super::{PRESETS, Preset, Role};
use crate::access::{Actor, Grants, Key};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// The roles of a new organization.
pub(crate) async fn install(tx: &mut Tx, org: OrgId, at: Timestamp, dice: &Dice) -> Result<()> {
    for preset in PRESETS {
        insert(tx, org, preset, preset.name, at, dice).await?;
    }
    Ok(())
}

/// Gives each organization the roles of this version. What is so already is left alone, without a line of history.
pub(crate) async fn refresh(house: &House) -> Result<()> {
    let organizations = crate::organizations::all(&mut house.read().await?).await?;
    for organization in organizations {
        let roles = every(&mut house.read().await?.0, organization.id).await?;
        if PRESETS.iter().any(|preset| differs(preset, &roles)) {
            bring_up_to_date(house, organization.id).await?;
        }
    }
    Ok(())
}

/// What the database has under the preset's key.
fn kept<'a>(preset: &Preset, roles: &'a [Role]) -> Option<&'a Role> {
    roles.iter().find(|role| role.preset.as_deref() == Some(preset.key))
}

/// Whether the database has something else than the program, or nothing.
fn differs(preset: &Preset, roles: &[Role]) -> bool {
    kept(preset, roles).is_none_or(|role| {
        role.grants != (preset.grants)()
            || role.description != preset.description
            || role.secure != preset.secure
            || role.kind != preset.kind
    })
}

async fn bring_up_to_date(house: &House, org: OrgId) -> Result<()> {
    let mut change = house.change_unasked().await?;
    // Taking the row first makes two processes that open at the same moment follow each other.
    change.tx.execute("UPDATE roles SET name = name WHERE org_id = ?1", params![org]).await?;
    let roles = every(&mut change.tx, org).await?;
    let mut events = Vec::new();
    for preset in PRESETS.iter().filter(|preset| differs(preset, &roles)) {
        events.push(renew(&mut change, org, preset, &roles).await?);
    }
    let actor = Actor::system(org, "new version");
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Ok(()) };
    let mut recorded = change.record(&actor, first).await?;
    for event in events {
        recorded = recorded.and(&actor, event).await?;
    }
    recorded.commit().await
}

async fn renew(change: &mut Change, org: OrgId, preset: &Preset, roles: &[Role]) -> Result<Event> {
    let now = (preset.grants)();
    let Some(kept) = kept(preset, roles) else {
        let name = free_name(preset, roles);
        let id = insert(&mut change.tx, org, preset, &name, change.at, &change.dice).await?;
        return Ok(granted(Event::of(Action::RoleAdded).about(id.any(), name), &Grants::NONE, &now));
    };
    change
        .tx
        .execute(
            "UPDATE roles SET grants = ?3, description = ?4, secure = ?5 WHERE org_id = ?1 AND id = ?2",
            params![org, kept.id, now.to_json(), preset.description, i64::from(preset.secure)],
        )
        .await?;
    let event = Event::of(Action::RoleEdited).about(kept.id.any(), kept.name.as_str()).changed(
        "description",
        kept.description.as_str(),
        preset.description,
    );
    Ok(granted(event, &kept.grants, &now))
}

/// Notes each permission whose reach changed.
pub(super) fn granted(mut event: Event, before: &Grants, after: &Grants) -> Event {
    let words = |grants: &Grants, key: Key| grants.reach(key).map_or("", crate::access::Reach::name);
    for key in Key::ALL {
        event = event.changed(key.name(), words(before, *key), words(after, *key));
    }
    event
}

/// The organization may have a role of its own by this name already: that one keeps it.
fn free_name(preset: &Preset, roles: &[Role]) -> String {
    let taken = |name: &str| roles.iter().any(|role| role.kind == preset.kind && role.name == name);
    let mut name = preset.name.to_owned();
    while taken(&name) {
        name.push_str(" (built in)");
    }
    name
}

async fn insert(
    tx: &mut Tx,
    org: OrgId,
    preset: &Preset,
    name: &str,
    at: Timestamp,
    dice: &Dice,
) -> Result<RoleId> {
    let id = RoleId::new(at, dice);
    tx.execute(
        "INSERT INTO roles (org_id, id, name, kind, grants, created_at, description, preset, secure,
                            verification)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            org,
            id,
            name,
            preset.kind.name(),
            (preset.grants)().to_json(),
            at,
            preset.description,
            preset.key,
            i64::from(preset.secure),
            preset.verification.name()
        ],
    )
    .await?;
    Ok(id)
}
