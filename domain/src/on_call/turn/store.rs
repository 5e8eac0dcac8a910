//! Requests as the database has them.

use db::{Tx, Value, params};
use kernel::{AccountId, ContactId, Error, OrgId, Result, ScheduleId, Timestamp, TurnId};

use super::rules::{may_for, oneself};
use crate::access::{Granted, OnCallSwap, Reach, Select};
use crate::change::Change;
use crate::house::Read;
use crate::on_call::collection::within_reach;
use crate::on_call::view::must_reach;

/// A turn that somebody offers, or asks another to take.
#[derive(Clone, Debug)]
pub struct Turn {
    pub id: TurnId,
    pub schedule: ScheduleId,
    /// Whose turn it is.
    pub contact: ContactId,
    pub name: String,
    pub from: Timestamp,
    pub until: Timestamp,
    /// `None`: whoever takes it.
    pub asked: Option<(ContactId, String)>,
    /// The turn that comes back for it.
    pub back: Option<(Timestamp, Timestamp)>,
    pub reason: String,
    pub ends_at: Timestamp,
    pub(super) is_open: bool,
}

impl Turn {
    /// Whether the visitor can say yes to it: whoever is asked, anybody else if nobody is, and whoever decides for all.
    pub fn may_accept(&self, granted: &Granted<OnCallSwap>) -> bool {
        match &self.asked {
            Some((asked, _)) => may_for(granted, *asked),
            None => oneself(granted).is_some_and(|one| one != self.contact),
        }
    }

    pub fn may_refuse(&self, granted: &Granted<OnCallSwap>) -> bool {
        self.asked.as_ref().is_some_and(|(asked, _)| oneself(granted) == Some(*asked))
    }

    pub fn may_withdraw(&self, granted: &Granted<OnCallSwap>) -> bool {
        may_for(granted, self.contact)
    }

    /// What others ask of others is nobody else's to know.
    fn is_seen(&self, granted: &Granted<OnCallSwap>) -> bool {
        granted.reach() != Reach::Own
            || self.asked.is_none()
            || self.may_withdraw(granted)
            || self.may_refuse(granted)
    }
}

/// What is open in the schedules of an account, the earliest turn first.
pub async fn open(
    read: &mut Read,
    granted: &Granted<OnCallSwap>,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<Turn>> {
    let still = ("r.account_id = {} AND t.state = 'open' AND t.ends_at > {}", [account.into(), now.into()]);
    let found = load(&mut read.0, granted, still).await?;
    if found.is_empty() {
        must_reach(&mut read.0, granted, account).await?;
    }
    Ok(found)
}

pub(super) async fn find(
    tx: &mut Tx,
    granted: &Granted<OnCallSwap>,
    id: TurnId,
    now: Timestamp,
) -> Result<Turn> {
    let found = load(tx, granted, ("t.id = {}", [id.into()])).await?;
    let turn = found.into_iter().next().ok_or(Error::NotFound)?;
    if !turn.is_open {
        return Err(Error::conflict("This has been answered already."));
    }
    if turn.ends_at <= now {
        return Err(Error::conflict(
            "Nobody answered this in time. Ask again, for a turn that is still to come.",
        ));
    }
    Ok(turn)
}

/// The request, if it waits for an answer that this person can give.
pub(in super::super) async fn waiting(
    tx: &mut Tx,
    granted: &Granted<OnCallSwap>,
    id: TurnId,
    now: Timestamp,
) -> Result<Option<Turn>> {
    let found = load(tx, granted, ("t.id = {}", [id.into()])).await?;
    Ok(found.into_iter().find(|turn| turn.is_open && turn.ends_at > now && turn.may_accept(granted)))
}

async fn load<const N: usize>(
    tx: &mut Tx,
    granted: &Granted<OnCallSwap>,
    (condition, values): (&str, [Value<'static>; N]),
) -> Result<Vec<Turn>> {
    let (tables, owner) = within_reach(
        granted,
        "turn_requests t JOIN schedules r ON r.org_id = t.org_id AND r.id = t.schedule_id",
    );
    let mut found = Select::of(
        "t.id, t.schedule_id, t.contact_id, t.name, t.from_at, t.until_at, t.asked_id, t.asked_name, t.back_from_at, \
         t.back_until_at, t.reason, t.ends_at, t.state",
        &tables,
    )
    .within(granted, &owner)
    .and(condition, values)
    .then("ORDER BY t.from_at, t.id")
    .rows(tx, |row| {
        let (asked, name): (Option<ContactId>, String) = (row.get(6)?, row.get(7)?);
        let (from, until): (Option<Timestamp>, Option<Timestamp>) = (row.get(8)?, row.get(9)?);
        Ok(Turn {
            id: row.get(0)?,
            schedule: row.get(1)?,
            contact: row.get(2)?,
            name: row.get(3)?,
            from: row.get(4)?,
            until: row.get(5)?,
            asked: asked.map(|who| (who, name)),
            back: from.zip(until),
            reason: row.get(10)?,
            ends_at: row.get(11)?,
            is_open: row.get::<String>(12)? == "open",
        })
    })
    .await?;
    found.retain(|turn| turn.is_seen(granted));
    Ok(found)
}

/// Whoever takes part in a schedule that was found within reach, by name.
pub(super) async fn everybody(
    tx: &mut Tx,
    granted: &Granted<OnCallSwap>,
    id: ScheduleId,
) -> Result<Vec<(ContactId, String)>> {
    let all = tx
        .rows(
            "SELECT c.id, c.name FROM schedule_people p
             JOIN contacts c ON c.org_id = p.org_id AND c.id = p.contact_id
             WHERE p.org_id = ?1 AND p.schedule_id = ?2 ORDER BY c.name_folded, c.id",
            params![granted.org(), id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    Ok(all)
}

/// How many are open in a schedule.
pub(super) async fn count(tx: &mut Tx, org: OrgId, id: ScheduleId, now: Timestamp) -> Result<i64> {
    let count = tx
        .row(
            "SELECT count(*) FROM turn_requests
             WHERE org_id = ?1 AND schedule_id = ?2 AND state = 'open' AND ends_at > ?3",
            params![org, id, now],
            |row| row.get(0),
        )
        .await?;
    Ok(count.unwrap_or_default())
}

/// Answers it; of two who answer at the same moment the later one is refused.
pub(super) async fn close(change: &mut Change, org: OrgId, id: TurnId, state: &str) -> Result<()> {
    let closed = change
        .tx
        .execute(
            "UPDATE turn_requests SET state = ?3 WHERE org_id = ?1 AND id = ?2 AND state = 'open'",
            params![org, id, state],
        )
        .await?;
    if closed == 0 { Err(Error::conflict("This has been answered already.")) } else { Ok(()) }
}

/// The schedule is deleted.
pub(in super::super) async fn drop_all(change: &mut Change, org: OrgId, id: ScheduleId) -> Result<()> {
    let sql = "DELETE FROM turn_requests WHERE org_id = ?1 AND schedule_id = ?2";
    change.tx.execute(sql, params![org, id]).await?;
    Ok(())
}

/// A contact is deleted: nothing is asked of it, and it offers nothing, any more.
pub(in super::super) async fn forget(tx: &mut Tx, org: OrgId, who: ContactId) -> Result<()> {
    let sql = "DELETE FROM turn_requests WHERE org_id = ?1 AND (contact_id = ?2 OR asked_id = ?2)";
    tx.execute(sql, params![org, who]).await?;
    Ok(())
}

/// Two contacts become one: what the one asked of the other is nothing to ask any more.
pub(in super::super) async fn move_contact(
    tx: &mut Tx,
    org: OrgId,
    from: ContactId,
    (to, name): (ContactId, &str),
) -> Result<()> {
    tx.execute(
        "DELETE FROM turn_requests WHERE org_id = ?1
           AND ((contact_id = ?2 AND asked_id = ?3) OR (contact_id = ?3 AND asked_id = ?2))",
        params![org, from, to],
    )
    .await?;
    for (id, words) in [("contact_id", "name"), ("asked_id", "asked_name")] {
        tx.execute(
            &format!("UPDATE turn_requests SET {id} = ?3, {words} = ?4 WHERE org_id = ?1 AND {id} = ?2"),
            params![org, from, to, name],
        )
        .await?;
    }
    Ok(())
}
