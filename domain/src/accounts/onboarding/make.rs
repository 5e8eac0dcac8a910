//! The checklist is made in the settings: steps are added, changed, moved and taken away.

use db::params;
use kernel::text::{line, paragraph};
use kernel::{Error, Invalid, OrgId, Result, StepId};

use super::step::{LONGEST_ABOUT, LONGEST_TITLE, StepDetails, find_in, list_in};
use crate::access::{Granted, SettingsEdit};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Steps of a checklist.
pub const MOST: usize = 30;

/// A new step, at the end.
pub async fn create(house: &House, granted: &Granted<SettingsEdit>, details: &StepDetails) -> Result<StepId> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    judge(details)?;
    if list_in(&mut change.tx, org).await?.len() >= MOST {
        return Err(Error::conflict(format!("A checklist has at most {MOST} steps.")));
    }
    let id = StepId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO onboarding_steps (org_id, id, place, title, about, whose, completes)
             VALUES (?1, ?2, (SELECT COALESCE(max(place), 0) + 1 FROM onboarding_steps WHERE org_id = ?1),
                     ?3, ?4, ?5, ?6)",
            params![
                org,
                id,
                details.title.as_str(),
                details.about.as_str(),
                details.whose.name(),
                details.completes.name()
            ],
        )
        .await?;
    let event = Event::of(Action::StepMade)
        .about(id.any(), details.title.as_str())
        .changed("about", "", details.about.as_str())
        .changed("whose turn", "", details.whose.name())
        .changed("completed by", "", details.completes.words());
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// What was done stays done. The same again is no change.
pub async fn edit(
    house: &House,
    granted: &Granted<SettingsEdit>,
    id: StepId,
    details: &StepDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let before = find_in(&mut change.tx, org, id).await?;
    judge(details)?;
    let event = Event::of(Action::StepEdited)
        .about(id.any(), details.title.as_str())
        .changed("title", before.title, details.title.as_str())
        .changed("about", before.about, details.about.as_str())
        .changed("whose turn", before.whose.name(), details.whose.name())
        .changed("completed by", before.completes.words(), details.completes.words());
    if event.changes.is_empty() {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE onboarding_steps SET title = ?3, about = ?4, whose = ?5, completes = ?6
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                id,
                details.title.as_str(),
                details.about.as_str(),
                details.whose.name(),
                details.completes.name()
            ],
        )
        .await?;
    change.record(granted.actor(), event).await?.commit().await
}

/// Moves the step one place up or down; at the end of the list it stays where it is.
pub async fn shift(house: &House, granted: &Granted<SettingsEdit>, id: StepId, up: bool) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let step = find_in(&mut change.tx, org, id).await?;
    let mut order: Vec<StepId> =
        list_in(&mut change.tx, org).await?.into_iter().map(|step| step.id).collect();
    let Some(from) = order.iter().position(|one| *one == id) else { return Err(Error::NotFound) };
    let to = if up { from.checked_sub(1) } else { Some(from + 1).filter(|to| *to < order.len()) };
    let Some(to) = to else { return Ok(()) };
    order.swap(from, to);
    renumber(&mut change, org, &order).await?;
    let event = Event::of(Action::StepEdited).about(id.any(), step.title).changed(
        "place",
        (from + 1).to_string(),
        (to + 1).to_string(),
    );
    change.record(granted.actor(), event).await?.commit().await
}

async fn renumber(change: &mut Change, org: OrgId, order: &[StepId]) -> Result<()> {
    for (place, id) in order.iter().enumerate() {
        let place = i64::try_from(place + 1).map_err(Error::bug)?;
        change
            .tx
            .execute(
                "UPDATE onboarding_steps SET place = ?3 WHERE org_id = ?1 AND id = ?2",
                params![org, *id, place],
            )
            .await?;
    }
    Ok(())
}

/// The step is gone for every account, done or not.
pub async fn delete(house: &House, granted: &Granted<SettingsEdit>, id: StepId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let step = find_in(&mut change.tx, org, id).await?;
    for sql in [
        "DELETE FROM account_steps WHERE org_id = ?1 AND step_id = ?2",
        "DELETE FROM onboarding_steps WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![org, id]).await?;
    }
    let event = Event::of(Action::StepDeleted).about(id.any(), step.title);
    change.record(granted.actor(), event).await?.commit().await
}

fn judge(details: &StepDetails) -> Result<()> {
    let mut invalid = Invalid::default();
    invalid.check("title", line(&details.title, LONGEST_TITLE));
    invalid.check("about", paragraph(&details.about, LONGEST_ABOUT));
    if details.title.trim().is_empty() {
        invalid.push("title", "Write what is to be done.");
    }
    invalid.into_result()
}
