//! Somebody on call in place of whoever would be: put in, and taken back. What was is not changed.

use db::{Value, params};
use kernel::text::line;
use kernel::{ContactId, Error, Invalid, OverrideId, Result, ScheduleId, Span, Timestamp};

use super::collection::within_reach;
use super::notices::{as_of_now, tell_changed};
use super::people;
use super::store::{Schedule, find_in};
use crate::access::{Actor, Granted, OnCallEdit, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Letters of a reason.
pub const LONGEST_REASON: usize = 200;
/// The longest override, and how far ahead it may begin.
const LONGEST: Span = Span::days(366);
const AHEAD: Span = Span::days(3 * 366);
/// Overrides that are still to come.
const MOST: usize = 500;

/// An override as it is written.
#[derive(Clone, Debug)]
pub struct NewOverride {
    pub contact: ContactId,
    /// What is past already is left as it was: it begins now.
    pub from: Timestamp,
    pub until: Timestamp,
    pub reason: String,
}

/// From then on, until then, this contact is on call.
pub async fn put_in(
    house: &House,
    granted: &Granted<OnCallEdit>,
    id: ScheduleId,
    new: NewOverride,
) -> Result<OverrideId> {
    let mut change = house.change(granted).await?;
    let schedule = find_in(&mut change.tx, granted, id, change.at).await?;
    let from = new.from.max(change.at);
    let reason = check(&new.reason, from, new.until, change.at)?;
    let name = people::name_of(&mut change.tx, granted.org(), schedule.account, new.contact).await?;
    let name = name.ok_or_else(|| Error::invalid("contact", "Choose a contact of this account."))?;
    let put = Put { contact: new.contact, name: &name, from, until: new.until, reason: &reason };
    let (made, event) = insert(&mut change, granted.actor(), &schedule, &put).await?;
    let after = as_of_now(&mut change, granted.actor(), id).await?;
    tell_changed(&mut change, granted.actor(), Some(&schedule), Some(&after)).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(made)
}

/// Somebody who is to be put in, after all of it was looked at.
pub(super) struct Put<'a> {
    pub contact: ContactId,
    pub name: &'a str,
    pub from: Timestamp,
    pub until: Timestamp,
    pub reason: &'a str,
}

/// Keeps the override, and says what happened by it.
pub(super) async fn insert(
    change: &mut Change,
    actor: &Actor,
    schedule: &Schedule,
    put: &Put<'_>,
) -> Result<(OverrideId, Event)> {
    if schedule.standing_in.len() >= MOST {
        return Err(Error::conflict(format!(
            "“{}” has {MOST} overrides already. Change the schedule instead.",
            schedule.name
        )));
    }
    let made = OverrideId::new(change.at, &change.dice);
    let by = actor.signature();
    change
        .tx
        .execute(
            "INSERT INTO schedule_overrides (org_id, id, schedule_id, contact_id, name, from_at, until_at, reason,
               made_by, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                actor.org(),
                made,
                schedule.id,
                put.contact,
                put.name,
                put.from,
                put.until,
                put.reason,
                by.as_str(),
                change.at
            ],
        )
        .await?;
    people::takes_part(&mut change.tx, actor.org(), schedule.id, put.contact).await?;
    let event = Event::of(Action::OverrideAdded)
        .about(made.any(), schedule.name.as_str())
        .in_account(schedule.account)
        .owned(Some(put.contact), None)
        .changed("contact", "", put.name)
        .changed("from", "", put.from.to_string())
        .changed("until", "", put.until.to_string())
        .changed("reason", "", put.reason);
    Ok((made, event))
}

/// Whoever would be on call is on call again, from now on.
pub async fn take_back(house: &House, granted: &Granted<OnCallEdit>, id: OverrideId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (tables, owner) = within_reach(
        granted,
        "schedule_overrides o JOIN schedules r ON r.org_id = o.org_id AND r.id = o.schedule_id",
    );
    let found: Option<ScheduleId> = Select::of("r.id", &tables)
        .within(granted, &owner)
        .and("o.id = {}", [Value::from(id)])
        .row(&mut change.tx, |row| row.get(0))
        .await?;
    let before = find_in(&mut change.tx, granted, found.ok_or(Error::NotFound)?, change.at).await?;
    let one = before.overrides.iter().find(|one| one.id == id).cloned();
    let one = one.ok_or_else(|| Error::conflict("This is over. What was is not changed."))?;
    let sql = if one.from >= change.at {
        "DELETE FROM schedule_overrides WHERE org_id = ?1 AND id = ?2 AND until_at > ?3"
    } else {
        "UPDATE schedule_overrides SET until_at = ?3 WHERE org_id = ?1 AND id = ?2"
    };
    change.tx.execute(sql, params![granted.org(), id, change.at]).await?;
    let after = as_of_now(&mut change, granted.actor(), before.id).await?;
    tell_changed(&mut change, granted.actor(), Some(&before), Some(&after)).await?;
    let event = Event::of(Action::OverrideEnded)
        .about(id.any(), before.name)
        .in_account(before.account)
        .owned(Some(one.contact), None)
        .changed("contact", one.name, "")
        .changed("from", one.from.to_string(), "")
        .changed("until", one.until.to_string(), "");
    change.record(granted.actor(), event).await?.commit().await
}

/// The reason as it is kept; or what is wrong.
pub(super) fn check(reason: &str, from: Timestamp, until: Timestamp, now: Timestamp) -> Result<String> {
    let mut invalid = Invalid::default();
    let reason = invalid.check("reason", line(reason, LONGEST_REASON)).unwrap_or_default();
    if until <= now {
        invalid.push("until", "Choose an end that is still to come.");
    } else if until <= from {
        invalid.push("until", "Choose an end that is after the beginning.");
    } else if until - from > LONGEST {
        invalid.push("until", "An override lasts at most a year. Change the schedule instead.");
    }
    if from > now + AHEAD {
        invalid.push("from", "Choose a beginning within the next three years.");
    }
    invalid.into_result()?;
    Ok(reason)
}
