//! A schedule as the database has it: what holds, what held, who stands in, and how everybody is reached.

use std::collections::BTreeMap;

use db::{Row, Tx, Value};
use kernel::{AccountId, ContactId, Error, OverrideId, Result, ScheduleId, TimeZoneName, Timestamp};
use serde::{Deserialize, Serialize};

use super::collection::within_reach;
use super::draft::Draft;
use super::plan::{Override, Plan};
use crate::access::{AnyGranted, Reach, Select};

/// More schedules than these of one account are found in the list, which has pages.
const MOST: usize = 50;

/// A schedule of an account.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub id: ScheduleId,
    pub account: AccountId,
    pub account_name: String,
    pub name: String,
    pub changed_at: Timestamp,
    /// As it is now; without its layers for somebody who sees only what is his or her own.
    pub draft: Draft,
    pub overrides: Vec<StandIn>,
    pub(super) plans: Vec<(Timestamp, Plan)>,
    /// All overrides, also those that are nobody's to see.
    pub(super) standing_in: Vec<Override>,
    people: BTreeMap<ContactId, Somebody>,
}

/// A contact who is on call, and how he or she is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Somebody {
    pub id: ContactId,
    pub name: String,
    pub phone: String,
    pub email: String,
}

/// An override, with its names.
#[derive(Clone, Debug)]
pub struct StandIn {
    pub id: OverrideId,
    pub contact: ContactId,
    pub name: String,
    pub from: Timestamp,
    pub until: Timestamp,
    pub reason: String,
    pub made_by: String,
    pub made_at: Timestamp,
}

/// A plan in the database: the draft, and the names of its people at that time.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub draft: Draft,
    pub names: Vec<(ContactId, String)>,
}

impl Kept {
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(Error::bug)
    }
}

impl Schedule {
    pub fn zone(&self) -> TimeZoneName {
        TimeZoneName::parse(&self.draft.time_zone).unwrap_or_else(|_| TimeZoneName::utc())
    }

    /// Somebody of whom nothing but the name may be known any more.
    pub fn somebody(&self, id: ContactId) -> Somebody {
        self.people.get(&id).cloned().unwrap_or_else(|| Somebody::named(id, "Somebody who is gone"))
    }
}

impl Somebody {
    /// From the columns id, name, phone and email of a contact, which begin at `at`.
    pub(super) fn read(row: &Row<'_>, at: usize) -> db::Result<Self> {
        Ok(Self {
            id: row.get(at)?,
            name: row.get(at + 1)?,
            phone: row.get(at + 2)?,
            email: row.get(at + 3)?,
        })
    }

    pub(super) fn named(id: ContactId, name: &str) -> Self {
        Self { id, name: name.to_owned(), phone: String::new(), email: String::new() }
    }
}

impl StandIn {
    const fn claim(&self) -> Override {
        Override {
            id: self.id,
            contact: self.contact,
            from: self.from,
            until: self.until,
            made_at: self.made_at,
        }
    }
}

/// Which schedules are meant.
#[derive(Clone, Copy)]
pub(super) enum Which {
    One(ScheduleId),
    Of(AccountId),
}

impl Which {
    fn condition(self) -> (&'static str, Value<'static>) {
        match self {
            Self::One(id) => ("r.id = {}", Value::from(id)),
            Self::Of(account) => ("r.account_id = {}", Value::from(account)),
        }
    }
}

/// The schedules by name, with all that holds from `from` on.
pub(super) async fn load(
    tx: &mut Tx,
    granted: &AnyGranted,
    which: Which,
    from: Timestamp,
) -> Result<Vec<Schedule>> {
    let (condition, value) = which.condition();
    let (tables, owner) =
        within_reach(granted, "schedules r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id");
    let mut found = Select::of("r.id, r.account_id, a.name, r.name, r.changed_at", &tables)
        .within(granted, &owner)
        .and(condition, [value])
        .then(&format!("ORDER BY r.name_folded, r.id LIMIT {MOST}"))
        .rows(tx, |row| {
            Ok(Schedule {
                id: row.get(0)?,
                account: row.get(1)?,
                account_name: row.get(2)?,
                name: row.get(3)?,
                changed_at: row.get(4)?,
                draft: Draft::default(),
                overrides: Vec::new(),
                plans: Vec::new(),
                standing_in: Vec::new(),
                people: BTreeMap::new(),
            })
        })
        .await?;
    if found.is_empty() {
        return Ok(found);
    }
    plans(tx, granted, which, from, &mut found).await?;
    overrides(tx, granted, which, from, &mut found).await?;
    people(tx, granted, which, &mut found).await?;
    if granted.reach() == Reach::Own {
        let oneself = granted.actor().place().and_then(|place| place.contact);
        for schedule in &mut found {
            keep_own(schedule, oneself);
        }
    }
    Ok(found)
}

pub(super) async fn find_in(
    tx: &mut Tx,
    granted: &AnyGranted,
    id: ScheduleId,
    from: Timestamp,
) -> Result<Schedule> {
    load(tx, granted, Which::One(id), from).await?.into_iter().next().ok_or(Error::NotFound)
}

/// The plan that held at `from`, and all that came later.
async fn plans(
    tx: &mut Tx,
    granted: &AnyGranted,
    which: Which,
    from: Timestamp,
    found: &mut [Schedule],
) -> Result<()> {
    let (condition, value) = which.condition();
    let (tables, owner) = within_reach(
        granted,
        "schedule_plans p JOIN schedules r ON r.org_id = p.org_id AND r.id = p.schedule_id",
    );
    let rows = Select::of("p.schedule_id, p.from_at, p.plan", &tables)
        .within(granted, &owner)
        .and(condition, [value])
        .and(
            "p.from_at >= COALESCE((SELECT max(b.from_at) FROM schedule_plans b WHERE b.org_id = p.org_id
               AND b.schedule_id = p.schedule_id AND b.from_at <= {}), 0)",
            [Value::from(from)],
        )
        .then("ORDER BY p.from_at")
        .rows(tx, |row| Ok((row.get::<ScheduleId>(0)?, row.get::<Timestamp>(1)?, row.get::<String>(2)?)))
        .await?;
    for (id, since, text) in rows {
        let Some(schedule) = found.iter_mut().find(|schedule| schedule.id == id) else { continue };
        let kept = Kept::read(&text)?;
        let (draft, plan) = kept.draft.check().map_err(Error::bug)?;
        schedule.plans.push((since, plan));
        schedule.draft = draft;
        for (id, name) in kept.names {
            schedule.people.insert(id, Somebody::named(id, &name));
        }
    }
    Ok(())
}

async fn overrides(
    tx: &mut Tx,
    granted: &AnyGranted,
    which: Which,
    from: Timestamp,
    found: &mut [Schedule],
) -> Result<()> {
    let (condition, value) = which.condition();
    let (tables, owner) = within_reach(
        granted,
        "schedule_overrides o JOIN schedules r ON r.org_id = o.org_id AND r.id = o.schedule_id",
    );
    let rows = Select::of(
        "o.schedule_id, o.id, o.contact_id, o.name, o.from_at, o.until_at, o.reason, o.made_by, o.made_at",
        &tables,
    )
    .within(granted, &owner)
    .and(condition, [value])
    .and("o.until_at > {}", [Value::from(from)])
    .then("ORDER BY o.from_at, o.made_at, o.id")
    .rows(tx, |row| {
        let one = StandIn {
            id: row.get(1)?,
            contact: row.get(2)?,
            name: row.get(3)?,
            from: row.get(4)?,
            until: row.get(5)?,
            reason: row.get(6)?,
            made_by: row.get(7)?,
            made_at: row.get(8)?,
        };
        Ok((row.get::<ScheduleId>(0)?, one))
    })
    .await?;
    for (id, one) in rows {
        if let Some(schedule) = found.iter_mut().find(|schedule| schedule.id == id) {
            let somebody = Somebody::named(one.contact, &one.name);
            schedule.people.insert(one.contact, somebody);
            schedule.standing_in.push(one.claim());
            schedule.overrides.push(one);
        }
    }
    Ok(())
}

/// How everybody is called and reached today.
async fn people(tx: &mut Tx, granted: &AnyGranted, which: Which, found: &mut [Schedule]) -> Result<()> {
    let (condition, value) = which.condition();
    let (tables, owner) = within_reach(
        granted,
        "schedule_people p JOIN schedules r ON r.org_id = p.org_id AND r.id = p.schedule_id
         JOIN contacts c ON c.org_id = p.org_id AND c.id = p.contact_id",
    );
    let rows = Select::of("p.schedule_id, c.id, c.name, c.phone, c.email", &tables)
        .within(granted, &owner)
        .and(condition, [value])
        .rows(tx, |row| {
            let somebody = Somebody::read(row, 1)?;
            Ok((row.get::<ScheduleId>(0)?, somebody))
        })
        .await?;
    for (id, somebody) in rows {
        if let Some(schedule) = found.iter_mut().find(|schedule| schedule.id == id) {
            schedule.people.insert(somebody.id, somebody);
        }
    }
    Ok(())
}

/// Somebody who sees only what is his or her own learns of nobody else.
fn keep_own(schedule: &mut Schedule, oneself: Option<ContactId>) {
    schedule.draft.layers.clear();
    schedule.draft.fallback = schedule.draft.fallback.filter(|who| Some(*who) == oneself);
    schedule.overrides.retain(|one| Some(one.contact) == oneself);
    schedule.people.retain(|who, _| Some(*who) == oneself);
}
