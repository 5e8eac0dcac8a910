//! Does the work that was asked for, batch by batch, as the person who asked for it: with that person's rights as
//! they are now, and not with those of then.

use db::params;
use kernel::{AccountId, Error, JobId, MemberId, OrgId, Result, Span};
use uuid::Uuid;

use super::report::{Job, find_in};
use super::{Kind, State};
use crate::access::{Actor, Via};
use crate::accounts::{bulk, import};
use crate::change::{Change, Working};
use crate::history::{Action, Event};
use crate::house::House;
use crate::operators;
use crate::people::{invitations, users};
use crate::sign_in::keys;

/// Records of one transaction: others who write wait no longer than this takes.
const BATCH: usize = 25;
/// After this time without a sign of life somebody else takes the work over.
const LEASE: Span = Span::seconds(60);

/// What became of one record.
pub(crate) enum Outcome {
    Done(Event),
    /// It was done, and more than one event tells of it.
    Several(Vec<Event>),
    /// The reason, for the report.
    Skipped(String),
}

/// Does all that waits, of every organization; tells whether there was any.
pub async fn work(house: &House) -> Result<bool> {
    let mut read = house.read().await?;
    let waiting: Vec<(OrgId, JobId)> = read
        .0
        .rows(
            "SELECT j.org_id, j.id FROM organizations g
             JOIN jobs j ON j.org_id = g.org_id AND j.state IN ('waiting', 'running')
             WHERE j.leased_until <= ?1 ORDER BY j.created_at LIMIT 20",
            params![house.now()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    drop(read);
    for (org, id) in &waiting {
        work_on(house, *org, *id).await?;
    }
    Ok(!waiting.is_empty())
}

/// Does one piece of work to its end, unless another process has it in hand.
pub async fn work_on(house: &House, org: OrgId, id: JobId) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let taken = change
        .tx
        .execute(
            "UPDATE jobs SET state = 'running', leased_until = ?3
             WHERE org_id = ?1 AND id = ?2 AND state IN ('waiting', 'running') AND leased_until <= ?4",
            params![org, id, change.at + LEASE, change.at],
        )
        .await?;
    change.commit_housekeeping().await?;
    if taken == 0 {
        return Ok(());
    }
    while batch(house, org, id).await? {
        // Others get their turn between two batches.
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// One batch in one transaction, with an event for each record; tells whether there is more to do.
fn batch(house: &House, org: OrgId, id: JobId) -> Working<'_, bool> {
    Box::pin(async move {
        let mut change = house.change_unasked().await?;
        let Some(job) = find_in(&mut change.tx, org, id).await?.filter(|job| !job.state.is_over()) else {
            return Ok(false);
        };
        let Some(actor) = on_behalf_of(&mut change, org, &job).await? else {
            end(&mut change, org, id, State::Stopped, "Whoever asked for this may not do it any more.")
                .await?;
            change.commit_housekeeping().await?;
            return Ok(false);
        };
        let items: Vec<(i64, Uuid)> = change
            .tx
            .rows(
                &format!(
                    "SELECT place, item FROM job_items
                     WHERE org_id = ?1 AND job_id = ?2 AND outcome = 'waiting' ORDER BY place LIMIT {}",
                    BATCH + 1
                ),
                params![org, id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .await?;
        let more = items.len() > BATCH;
        let mut events = Vec::new();
        let (mut done, mut skipped) = (0i64, 0i64);
        for (place, item) in items.into_iter().take(BATCH) {
            let (outcome, note) = match each(&mut change, &actor, &job, item).await? {
                Outcome::Done(event) => {
                    events.push(event);
                    done += 1;
                    ("done", String::new())
                }
                Outcome::Several(all) => {
                    events.extend(all);
                    done += 1;
                    ("done", String::new())
                }
                Outcome::Skipped(reason) => {
                    skipped += 1;
                    ("skipped", reason)
                }
            };
            change
            .tx
            .execute(
                "UPDATE job_items SET outcome = ?4, note = ?5 WHERE org_id = ?1 AND job_id = ?2 AND place = ?3",
                params![org, id, place, outcome, note],
            )
            .await?;
        }
        change
            .tx
            .execute(
                "UPDATE jobs SET done = done + ?3, skipped = skipped + ?4, leased_until = ?5
                 WHERE org_id = ?1 AND id = ?2",
                params![org, id, done, skipped, change.at + LEASE],
            )
            .await?;
        if !more {
            end(&mut change, org, id, State::Done, "").await?;
            events.push(Event::of(Action::JobEnded).about(id.any(), job.kind.title()));
        }
        commit(change, &actor, events).await?;
        Ok(more)
    })
}

/// With an event for each record; a batch of which all were skipped has changed nobody's data.
async fn commit(change: Change, actor: &Actor, events: Vec<Event>) -> Result<()> {
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return change.commit_housekeeping().await };
    let mut recorded = change.record(actor, first).await?;
    for event in events {
        recorded = recorded.and(actor, event).await?;
    }
    recorded.commit().await
}

async fn each(change: &mut Change, actor: &Actor, job: &Job, item: Uuid) -> Result<Outcome> {
    let account = AccountId::from_uuid(item);
    match job.kind {
        Kind::DeleteUsers => {
            users::delete_one_of_many(change, &actor.may()?, MemberId::from_uuid(item)).await
        }
        Kind::DisableUsers | Kind::EnableUsers => {
            let disabled = job.kind == Kind::DisableUsers;
            users::disable_one_of_many(change, &actor.may()?, disabled, MemberId::from_uuid(item)).await
        }
        Kind::SendInvitations => {
            invitations::send_one_of_many(change, &actor.may()?, MemberId::from_uuid(item)).await
        }
        Kind::TagAccounts | Kind::UntagAccounts | Kind::AssignAccounts | Kind::PlanAccounts => {
            bulk::edit_one_of_many(change, &actor.may()?, (job.kind, &job.detail), account).await
        }
        Kind::LockAccounts | Kind::UnlockAccounts => {
            bulk::lock_one_of_many(change, &actor.may()?, job.kind == Kind::LockAccounts, account).await
        }
        Kind::ImportAccounts => import::make_one_of_many(change, &actor.may()?, &job.detail, account).await,
        Kind::UndoImport => import::undo_one_of_many(change, &actor.may()?, &job.detail, account).await,
    }
}

async fn end(change: &mut Change, org: OrgId, id: JobId, state: State, note: &str) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE jobs SET state = ?3, note = ?4, ended_at = ?5, leased_until = 0 WHERE org_id = ?1 AND id = ?2",
            params![org, id, state.name(), note, change.at],
        )
        .await?;
    Ok(())
}

/// The operator who asked, with the rights of this moment, and of the key if it was asked for with one; none if the
/// operator is disabled or gone, or may not do this any more.
async fn on_behalf_of(change: &mut Change, org: OrgId, job: &Job) -> Result<Option<Actor>> {
    let given = match job.asked_with {
        // A key that was revoked in the meantime goes on with nothing.
        Some(key) => match keys::given(&mut change.tx, org, key, change.at).await? {
            Some(given) => Some(given),
            None => return Ok(None),
        },
        None => None,
    };
    let how = (Via::Job(job.id), given.as_ref());
    let Some(actor) = operators::acting(&mut change.tx, org, job.asked_by, how).await? else {
        return Ok(None);
    };
    let may = match job.kind {
        Kind::DeleteUsers | Kind::DisableUsers | Kind::EnableUsers | Kind::SendInvitations => {
            actor.can::<crate::access::UsersManage>()
        }
        Kind::TagAccounts | Kind::UntagAccounts | Kind::AssignAccounts | Kind::PlanAccounts => {
            actor.can::<crate::access::AccountsEdit>()
        }
        Kind::LockAccounts | Kind::UnlockAccounts => actor.can::<crate::access::AccountsLock>(),
        Kind::ImportAccounts | Kind::UndoImport => actor.can::<crate::access::AccountsCreate>(),
    };
    Ok(may.then_some(actor))
}

/// What cannot be done to one record is no reason to stop; what is our own mistake is.
pub(crate) fn skipped(error: Error) -> Result<Outcome> {
    match error {
        Error::NotFound => Ok(Outcome::Skipped("It is gone already.".to_owned())),
        Error::Conflict(reason) | Error::Forbidden(reason) => Ok(Outcome::Skipped(reason.to_string())),
        other => Err(other),
    }
}
