//! A shift begins soon: whoever wants to hear of it is told once, so long before as he or she has chosen.

use std::collections::BTreeSet;

use db::params;
use kernel::{AccountId, ContactId, OrgId, Result, ScheduleId, Span, Timestamp, UserId};
use serde_json::json;

use super::lead::SHIPPED;
use crate::access::{Actor, OnCallView};
use crate::change::Change;
use crate::house::House;
use crate::notices::{self, LetterKind, Notice, Whom};
use crate::on_call::segments::over_time;
use crate::on_call::store::{Which, load};
use crate::organizations;

/// The longest that anybody can choose, and a bit.
const AHEAD: Span = Span::hours(25);
/// After so long nobody asks any more whether it was told.
const FORGOTTEN_AFTER: Span = Span::days(7);

/// Somebody who wants to know.
struct Listening {
    account: AccountId,
    contact: ContactId,
    user: UserId,
    lead: Span,
}

/// A shift that begins soon, and who is to hear of it.
struct Beginning {
    account: AccountId,
    user: UserId,
    schedule: ScheduleId,
    at: Timestamp,
}

/// Tells of every shift whose time has come. Any number of processes may do so at once.
pub async fn remind(house: &House) -> Result<()> {
    for organization in organizations::all(&mut house.read().await?).await? {
        for one in beginning(house, organization.id).await? {
            tell(house, organization.id, &one).await?;
        }
    }
    Ok(())
}

async fn beginning(house: &House, org: OrgId) -> Result<Vec<Beginning>> {
    let now = house.now();
    let all = Actor::system(org, "on-call notices").may::<OnCallView>()?;
    let mut read = house.read().await?;
    let mut listening = read
        .0
        .rows(
            // In this order: whoever is in a schedule is one of few among all who sign in.
            "SELECT DISTINCT m.account_id, m.contact_id, m.user_id, COALESCE(l.minutes, ?3)
             FROM schedule_people p CROSS JOIN schedules s CROSS JOIN memberships m CROSS JOIN letter_choices c
             LEFT JOIN shift_leads l ON l.org_id = c.org_id AND l.user_id = c.user_id
             WHERE p.org_id = ?1 AND s.org_id = p.org_id AND s.id = p.schedule_id
             AND m.org_id = s.org_id AND m.account_id = s.account_id AND m.contact_id = p.contact_id
             AND m.disabled_at IS NULL AND c.org_id = m.org_id AND c.user_id = m.user_id AND c.kind = ?2
             AND c.wanted = 1",
            params![org, LetterKind::ShiftStarts.name(), SHIPPED],
            |row| {
                let lead = Span::minutes(row.get(3)?);
                Ok(Listening { account: row.get(0)?, contact: row.get(1)?, user: row.get(2)?, lead })
            },
        )
        .await?;
    listening.sort_by_key(|one| one.account);
    if listening.is_empty() {
        return Ok(Vec::new());
    }
    let told = read
        .0
        .rows(
            "SELECT user_id, schedule_id, starts_at FROM shift_notices WHERE org_id = ?1 AND starts_at > ?2",
            params![org, now],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    let told: BTreeSet<(UserId, ScheduleId, Timestamp)> = told.into_iter().collect();
    let mut found = Vec::new();
    for people in listening.chunk_by(|one, next| one.account == next.account) {
        let Some(account) = people.first().map(|one| one.account) else { continue };
        for schedule in load(&mut read.0, &all, Which::Of(account), now).await? {
            let segments = over_time(&schedule.plans, &schedule.standing_in, now, now + AHEAD);
            // Somebody whose turn follows upon another one just stays.
            let begin = segments.windows(2).filter_map(|both| match both {
                [last, next] if next.who != last.who => Some((next.who?, next.from)),
                _ => None,
            });
            for (who, at) in begin {
                let due = people.iter().filter(|one| {
                    let is_told = told.contains(&(one.user, schedule.id, at));
                    one.contact == who && at - one.lead <= now && !is_told
                });
                found.extend(due.map(|one| Beginning { account, user: one.user, schedule: schedule.id, at }));
            }
        }
    }
    Ok(found)
}

/// The first one to note it tells it.
async fn tell(house: &House, org: OrgId, one: &Beginning) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let noted = change
        .tx
        .execute(
            "INSERT INTO shift_notices (org_id, user_id, schedule_id, starts_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO NOTHING",
            params![org, one.user, one.schedule, one.at],
        )
        .await?;
    if noted == 0 {
        return Ok(());
    }
    let notice = Notice {
        kind: LetterKind::ShiftStarts,
        account: one.account,
        all: vec![json!({ "schedule": one.schedule.to_string(), "at": one.at.to_string() })],
        // Once it has begun it needs no telling.
        ends_at: one.at,
        by: None,
    };
    notices::tell(&mut change, org, &notice, Whom::User(one.user)).await?;
    change.commit_housekeeping().await
}

/// What was told is forgotten when nobody asks any more.
pub async fn sweep_notices(house: &House) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let before = change.at - FORGOTTEN_AFTER;
    change.tx.execute("DELETE FROM shift_notices WHERE starts_at < ?1", params![before]).await?;
    change.commit_housekeeping().await
}

/// A schedule is deleted.
pub async fn drop_all(change: &mut Change, org: OrgId, id: ScheduleId) -> Result<()> {
    let sql = "DELETE FROM shift_notices WHERE org_id = ?1 AND schedule_id = ?2";
    change.tx.execute(sql, params![org, id]).await?;
    Ok(())
}
