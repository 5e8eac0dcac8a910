//! Who may be on call, and who is: contacts of the account, and nobody else.

use db::{Tx, params};
use kernel::{AccountId, ContactId, Error, Invalid, OrgId, Result, ScheduleId, Timestamp};

use super::draft::Draft;
use super::store::{Kept, Somebody};
use super::turn;
use crate::access::{Granted, OnCallEdit};
use crate::accounts;
use crate::change::Change;
use crate::house::Read;

/// More contacts than these are not offered in a form.
const OFFERED: usize = 500;

/// Whoever of the account can be put on call, by name.
pub async fn choices(
    read: &mut Read,
    granted: &Granted<OnCallEdit>,
    account: AccountId,
) -> Result<Vec<Somebody>> {
    accounts::find_in(&mut read.0, granted, account).await?;
    offered(&mut read.0, granted.org(), account).await
}

/// The same, of an account that was found within reach.
pub(super) async fn offered(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Vec<Somebody>> {
    let all = tx
        .rows(
            &format!(
                "SELECT id, name, phone, email FROM contacts WHERE org_id = ?1 AND account_id = ?2
                 ORDER BY name_folded, id LIMIT {OFFERED}"
            ),
            params![org, account],
            |row| Somebody::read(row, 0),
        )
        .await?;
    Ok(all)
}

/// The names of everybody in the draft; refused where one of them is no contact of the account.
pub(super) async fn must_be_of(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    draft: &Draft,
) -> Result<Vec<(ContactId, String)>> {
    let mut names = Vec::new();
    for who in draft.people() {
        names.extend(name_of(tx, org, account, who).await?.map(|name| (who, name)));
    }
    let mut invalid = Invalid::default();
    let is_known = |who: &ContactId| names.iter().any(|(known, _)| known == who);
    for (number, layer) in draft.layers.iter().enumerate() {
        if !layer.members.iter().all(is_known) {
            invalid.push(format!("layers.{number}.members"), "Choose contacts of this account.");
        }
    }
    if !draft.fallback.iter().all(is_known) {
        invalid.push("fallback", "Choose a contact of this account.");
    }
    invalid.into_result()?;
    Ok(names)
}

pub(super) async fn name_of(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    who: ContactId,
) -> Result<Option<String>> {
    let name = tx
        .row(
            "SELECT name FROM contacts WHERE org_id = ?1 AND account_id = ?2 AND id = ?3",
            params![org, account, who],
            |row| row.get(0),
        )
        .await?;
    Ok(name)
}

/// Notes whose own the schedule is: these, and whoever stands in from now on.
pub(super) async fn take_part(
    change: &mut Change,
    org: OrgId,
    id: ScheduleId,
    people: &[ContactId],
) -> Result<()> {
    change
        .tx
        .execute(
            "DELETE FROM schedule_people WHERE org_id = ?1 AND schedule_id = ?2 AND contact_id NOT IN
               (SELECT contact_id FROM schedule_overrides
                WHERE org_id = ?1 AND schedule_id = ?2 AND until_at > ?3)",
            params![org, id, change.at],
        )
        .await?;
    for who in people {
        takes_part(&mut change.tx, org, id, *who).await?;
    }
    Ok(())
}

pub(super) async fn takes_part(tx: &mut Tx, org: OrgId, id: ScheduleId, who: ContactId) -> Result<()> {
    tx.execute(
        "INSERT INTO schedule_people (org_id, schedule_id, contact_id) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING",
        params![org, id, who],
    )
    .await?;
    Ok(())
}

/// A contact is about to be deleted: refused while it is on call, or will be.
pub(crate) async fn forget(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    who: ContactId,
    at: Timestamp,
) -> Result<()> {
    let plans = tx
        .rows(
            "SELECT s.name, p.plan FROM schedules s
             JOIN schedule_plans p ON p.org_id = s.org_id AND p.schedule_id = s.id
             WHERE s.org_id = ?1 AND s.account_id = ?2 AND p.from_at =
               (SELECT max(b.from_at) FROM schedule_plans b WHERE b.org_id = s.org_id AND b.schedule_id = s.id)
             ORDER BY s.name_folded",
            params![org, account],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )
        .await?;
    for (name, plan) in plans {
        if Kept::read(&plan)?.draft.people().contains(&who) {
            return Err(on_call_in(&name));
        }
    }
    let standing_in: Option<String> = tx
        .row(
            "SELECT s.name FROM schedule_overrides o
             JOIN schedules s ON s.org_id = o.org_id AND s.id = o.schedule_id
             WHERE o.org_id = ?1 AND s.account_id = ?2 AND o.contact_id = ?3 AND o.until_at > ?4
             ORDER BY o.from_at LIMIT 1",
            params![org, account, who, at],
            |row| row.get(0),
        )
        .await?;
    if let Some(name) = standing_in {
        return Err(on_call_in(&name));
    }
    turn::forget(tx, org, who).await?;
    tx.execute("DELETE FROM schedule_people WHERE org_id = ?1 AND contact_id = ?2", params![org, who])
        .await?;
    Ok(())
}

fn on_call_in(schedule: &str) -> Error {
    Error::conflict(format!("This contact is on call in “{schedule}”. Put somebody else there first."))
}
