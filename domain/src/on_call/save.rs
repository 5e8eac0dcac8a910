//! Making, changing and deleting a schedule. What it says holds from now on; what was stays as it was.

use db::params;
use kernel::text::fold;
use kernel::{AccountId, Error, Result, ScheduleId, Timestamp};

use super::draft::Draft;
use super::notices::{as_of_now, drop_notices, tell_changed};
use super::people;
use super::store::{Kept, Schedule, find_in};
use super::{feed, turn, words};
use crate::access::{Granted, OnCallEdit};
use crate::accounts;
use crate::change::Change;
use crate::delivery;
use crate::history::{Action, Event};
use crate::house::House;

/// Schedules of one account.
const MOST: i64 = 50;

pub async fn add(
    house: &House,
    granted: &Granted<OnCallEdit>,
    account: AccountId,
    draft: Draft,
) -> Result<ScheduleId> {
    let mut change = house.change(granted).await?;
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    let (draft, _) = draft.check()?;
    let names = people::must_be_of(&mut change.tx, granted.org(), account, &draft).await?;
    let there: i64 = change
        .tx
        .row(
            "SELECT count(*) FROM schedules WHERE org_id = ?1 AND account_id = ?2",
            params![granted.org(), account],
            |row| row.get(0),
        )
        .await?
        .unwrap_or_default();
    if there >= MOST {
        return Err(Error::conflict(format!(
            "{} has {MOST} schedules already. Delete one of them first.",
            about.name
        )));
    }
    let id = ScheduleId::new(change.at, &change.dice);
    let inserted = change
        .tx
        .execute(
            "INSERT INTO schedules (org_id, id, account_id, name, name_folded, time_zone, search, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) ON CONFLICT DO NOTHING",
            params![
                granted.org(),
                id,
                account,
                draft.name.as_str(),
                fold(&draft.name),
                draft.time_zone.as_str(),
                fold(&draft.name),
                change.at
            ],
        )
        .await?;
    if inserted == 0 {
        return Err(taken());
    }
    let event = Event::of(Action::ScheduleAdded)
        .about(id.any(), draft.name.as_str())
        .in_account(account)
        .changed("time_zone", "", draft.time_zone.as_str())
        .changed("layers", "", words::layers(&draft, &names))
        .changed("fallback", "", words::fallback(&draft, &names));
    keep(&mut change, granted, id, draft, names).await?;
    let after = as_of_now(&mut change, granted.actor(), id).await?;
    tell_changed(&mut change, granted.actor(), None, Some(&after)).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// Changes it, unless somebody else has since it was `seen`.
pub async fn edit(
    house: &House,
    granted: &Granted<OnCallEdit>,
    id: ScheduleId,
    draft: Draft,
    seen: Option<Timestamp>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id, change.at).await?;
    let (draft, _) = draft.check()?;
    if seen.is_some_and(|seen| seen != before.changed_at) {
        return Err(Error::conflict(
            "Somebody else has changed this schedule meanwhile. Open it again, and look.",
        ));
    }
    if draft == before.draft {
        return Ok(());
    }
    let names = people::must_be_of(&mut change.tx, granted.org(), before.account, &draft).await?;
    free(&mut change, granted, &before, &draft).await?;
    change
        .tx
        .execute(
            "UPDATE schedules SET name = ?3, name_folded = ?4, search = ?4, time_zone = ?5, changed_at = ?6
             WHERE org_id = ?1 AND id = ?2",
            params![
                granted.org(),
                id,
                draft.name.as_str(),
                fold(&draft.name),
                draft.time_zone.as_str(),
                change.at
            ],
        )
        .await?;
    let old: Vec<_> = before.draft.people().into_iter().map(|who| (who, before.somebody(who).name)).collect();
    let event = Event::of(Action::ScheduleEdited)
        .about(id.any(), draft.name.as_str())
        .in_account(before.account)
        .changed("name", before.name.as_str(), draft.name.as_str())
        .changed("time_zone", before.draft.time_zone.as_str(), draft.time_zone.as_str())
        .changed("layers", words::layers(&before.draft, &old), words::layers(&draft, &names))
        .changed("fallback", words::fallback(&before.draft, &old), words::fallback(&draft, &names));
    keep(&mut change, granted, id, draft, names).await?;
    let after = as_of_now(&mut change, granted.actor(), id).await?;
    tell_changed(&mut change, granted.actor(), Some(&before), Some(&after)).await?;
    change.record(granted.actor(), event).await?.commit().await
}

/// Nobody is on call by it any more, and what was is gone with it.
pub async fn delete(house: &House, granted: &Granted<OnCallEdit>, id: ScheduleId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id, change.at).await?;
    delivery::must_not_need_schedule(&mut change.tx, granted.org(), id).await?;
    tell_changed(&mut change, granted.actor(), Some(&before), None).await?;
    turn::drop_all(&mut change, granted.org(), id).await?;
    feed::drop_feeds(&mut change, granted.org(), id).await?;
    drop_notices(&mut change, granted.org(), id).await?;
    for sql in [
        "DELETE FROM schedule_overrides WHERE org_id = ?1 AND schedule_id = ?2",
        "DELETE FROM schedule_people WHERE org_id = ?1 AND schedule_id = ?2",
        "DELETE FROM schedule_plans WHERE org_id = ?1 AND schedule_id = ?2",
        "DELETE FROM schedules WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![granted.org(), id]).await?;
    }
    let event = Event::of(Action::ScheduleDeleted).about(id.any(), before.name).in_account(before.account);
    change.record(granted.actor(), event).await?.commit().await
}

/// Refuses the name of another schedule of the account.
async fn free(
    change: &mut Change,
    granted: &Granted<OnCallEdit>,
    before: &Schedule,
    draft: &Draft,
) -> Result<()> {
    let other = change
        .tx
        .row(
            "SELECT 1 FROM schedules WHERE org_id = ?1 AND account_id = ?2 AND name_folded = ?3 AND id <> ?4",
            params![granted.org(), before.account, fold(&draft.name), before.id],
            |_| Ok(()),
        )
        .await?;
    other.map_or(Ok(()), |()| Err(taken()))
}

fn taken() -> Error {
    Error::invalid("name", "Another schedule of this account has this name.")
}

/// Keeps the draft as what holds from now on.
async fn keep(
    change: &mut Change,
    granted: &Granted<OnCallEdit>,
    id: ScheduleId,
    draft: Draft,
    names: Vec<(kernel::ContactId, String)>,
) -> Result<()> {
    let kept = Kept { draft, names };
    let plan = serde_json::to_string(&kept).map_err(Error::bug)?;
    change
        .tx
        .execute(
            "INSERT INTO schedule_plans (org_id, schedule_id, from_at, plan) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (org_id, schedule_id, from_at) DO UPDATE SET plan = excluded.plan",
            params![granted.org(), id, change.at, plan.as_str()],
        )
        .await?;
    people::take_part(change, granted.org(), id, &kept.draft.people()).await
}
