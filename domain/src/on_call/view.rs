//! Who is on call: from when to when, now, and next.

use db::{Tx, params};
use kernel::{AccountId, ContactId, Error, OrgId, Result, ScheduleId, Span, TimeZoneName, Timestamp};

use super::segments::{Segment, Source, in_order, is_never_left, over_time};
use super::store::{Schedule, Somebody, Which, find_in, load};
use crate::access::{Actor, AnyGranted, Granted, OnCallView, Reach};
use crate::accounts;
use crate::house::Read;

/// Days that can be asked for at once.
pub const MOST_DAYS: i64 = 400;
/// How far ahead one looks for who is next: most often it is known within two days.
const SOON: Span = Span::days(2);
const AHEAD: Span = Span::days(31);

/// Who is on call by one schedule.
#[derive(Clone, Debug)]
pub struct OnCall {
    pub schedule: ScheduleId,
    pub name: String,
    pub time_zone: TimeZoneName,
    /// `None`: nobody is.
    pub now: Option<Somebody>,
    /// `None`: for the next month, or longer.
    pub until: Option<Timestamp>,
    /// Who comes then; `None` within: nobody.
    pub next: Option<(Timestamp, Option<Somebody>)>,
    /// Whoever can be asked when the one before does not answer, beginning with who is on call now.
    pub order: Vec<Somebody>,
}

/// The schedules of an account, as they are at this moment.
pub async fn of_account(
    read: &mut Read,
    granted: &Granted<OnCallView>,
    account: AccountId,
    at: Timestamp,
) -> Result<Vec<Schedule>> {
    load(&mut read.0, granted, Which::Of(account), at).await
}

/// A schedule, with everything that held since `from`.
pub async fn find(
    read: &mut Read,
    granted: &Granted<OnCallView>,
    id: ScheduleId,
    from: Timestamp,
) -> Result<Schedule> {
    find_in(&mut read.0, granted, id, from).await
}

/// Who is on call by each schedule of the account; an account out of reach is not found.
pub async fn now(
    read: &mut Read,
    granted: &Granted<OnCallView>,
    account: AccountId,
    at: Timestamp,
) -> Result<Vec<OnCall>> {
    let schedules = load(&mut read.0, granted, Which::Of(account), at).await?;
    if schedules.is_empty() {
        must_reach(&mut read.0, granted, account).await?;
    }
    Ok(schedules.iter().map(|schedule| schedule.now(granted, at)).collect())
}

/// Whoever can be asked at this moment by this schedule, beginning with who is on call; nobody if there is no such
/// schedule.
pub(crate) async fn order_at(
    tx: &mut Tx,
    org: OrgId,
    id: ScheduleId,
    at: Timestamp,
) -> Result<Vec<ContactId>> {
    let all = Actor::system(org, "delivery").may::<OnCallView>()?;
    match find_in(tx, &all, id, at).await {
        Ok(schedule) => Ok(schedule.order(at)),
        Err(Error::NotFound) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

/// Whether a schedule is one of this account.
pub(crate) async fn is_of(tx: &mut Tx, org: OrgId, account: AccountId, id: ScheduleId) -> Result<bool> {
    let found = tx
        .row(
            "SELECT 1 FROM schedules WHERE org_id = ?1 AND account_id = ?2 AND id = ?3",
            params![org, account, id],
            |_| Ok(()),
        )
        .await?;
    Ok(found.is_some())
}

/// Refuses an account that is out of reach. One’s own has nothing to see until one takes part in a schedule.
pub(super) async fn must_reach(tx: &mut Tx, granted: &AnyGranted, account: AccountId) -> Result<()> {
    match granted.reach() {
        Reach::Own if granted.account() == Some(account) => Ok(()),
        Reach::Own => Err(Error::NotFound),
        Reach::Account | Reach::Organization => accounts::find_in(tx, granted, account).await.map(|_| ()),
    }
}

impl Schedule {
    /// The final schedule between two moments, as far as it is this visitor's to see. It must have been found with
    /// the same beginning or an earlier one.
    pub fn shifts(&self, granted: &AnyGranted, from: Timestamp, until: Timestamp) -> Result<Vec<Segment>> {
        if until - from > Span::days(MOST_DAYS) {
            return Err(Error::invalid("until", format!("Ask for at most {MOST_DAYS} days at once.")));
        }
        let all = over_time(&self.plans, &self.standing_in, from, until);
        Ok(all.into_iter().filter(|one| is_seen(granted, one.who)).collect())
    }

    /// When nobody is on call between two moments; somebody who sees only what is his or her own is not told.
    pub fn gaps(&self, granted: &AnyGranted, from: Timestamp, until: Timestamp) -> Result<Vec<Segment>> {
        if self.plans.first().is_some_and(|(since, _)| *since <= from)
            && self.plans.iter().all(|(since, plan)| is_never_left(plan, from.max(*since)))
        {
            return Ok(Vec::new());
        }
        Ok(self.shifts(granted, from, until)?.into_iter().filter(|one| one.who.is_none()).collect())
    }

    pub fn now(&self, granted: &AnyGranted, at: Timestamp) -> OnCall {
        let soon = self.now_looking(granted, at, SOON);
        if soon.next.is_some() { soon } else { self.now_looking(granted, at, AHEAD) }
    }

    fn now_looking(&self, granted: &AnyGranted, at: Timestamp, ahead: Span) -> OnCall {
        let segments = over_time(&self.plans, &self.standing_in, at, at + ahead);
        let who = |segment: &Segment| segment.who.map(|who| self.somebody(who));
        let current = segments.first().filter(|one| is_seen(granted, one.who));
        let on_call = current.and_then(|one| one.who);
        // Somebody whose turn follows upon an override of his or her own just stays.
        let change =
            segments.iter().find(|one| one.from > at && one.who != on_call && is_seen(granted, one.who));
        let ends = segments.iter().find(|one| one.who != on_call).map(|one| one.from);
        OnCall {
            schedule: self.id,
            name: self.name.clone(),
            time_zone: self.zone(),
            now: current.and_then(who),
            until: current.and(ends),
            next: change.map(|one| (one.from, who(one))),
            order: self
                .order(at)
                .into_iter()
                .filter(|who| is_seen(granted, Some(*who)))
                .map(|who| self.somebody(who))
                .collect(),
        }
    }

    fn order(&self, at: Timestamp) -> Vec<ContactId> {
        let plan = self.plans.iter().rfind(|(since, _)| *since <= at).map(|(_, plan)| plan);
        let all = plan.map(|plan| in_order(plan, &self.standing_in, at)).unwrap_or_default();
        all.into_iter().map(|(who, _)| who).collect()
    }

    /// Whether somebody stands in, and by which override.
    pub fn stand_in(&self, segment: &Segment) -> Option<&super::StandIn> {
        let Source::Override(id) = segment.source else { return None };
        self.overrides.iter().find(|one| one.id == id)
    }
}

/// Somebody who sees only what is his or her own sees neither others nor that nobody is there.
fn is_seen(granted: &AnyGranted, who: Option<ContactId>) -> bool {
    granted.reach() != Reach::Own
        || who.is_some() && granted.actor().place().is_some_and(|place| place.contact == who)
}
