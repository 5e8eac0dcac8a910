//! How far the work has come, and what became of each record: shown to whoever asked for it.

use db::{Row, Value, params};
use kernel::{Error, JobId, KeyId, OrgId, Result, Timestamp, UserId};

use super::Kind;
use crate::access::Actor;
use crate::house::Read;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Running,
    Done,
    /// Whoever asked for it may not do it any more.
    Stopped,
}

impl State {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// An unknown state is one in which nothing is done.
    pub fn stored(name: &str) -> Self {
        [Self::Waiting, Self::Running, Self::Done]
            .into_iter()
            .find(|state| state.name() == name)
            .unwrap_or(Self::Stopped)
    }

    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

#[derive(Clone, Debug)]
pub struct Job {
    pub id: JobId,
    pub kind: Kind,
    pub state: State,
    pub total: i64,
    pub done: i64,
    pub skipped: i64,
    /// Why it was stopped.
    pub note: String,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub(super) asked_by: UserId,
    /// The API key that it was asked for with, if it was one.
    pub(super) asked_with: Option<KeyId>,
    /// What is done to each, where the kind does not say it all.
    pub(super) detail: String,
}

/// One page of what was not done, and why.
#[derive(Clone, Debug)]
pub struct Report {
    pub job: Job,
    /// Name and reason, in their order.
    pub skipped: Vec<(String, String)>,
    /// Where the next page of it begins.
    pub more_after: Option<i64>,
}

pub(super) const COLUMNS: &str =
    "id, kind, state, total, done, skipped, note, created_at, ended_at, asked_by, detail, asked_with";

pub(super) fn read_job(row: &Row<'_>) -> db::Result<Job> {
    Ok(Job {
        id: row.get(0)?,
        kind: Kind::parse(&row.get::<String>(1)?).unwrap_or(Kind::DeleteUsers),
        state: State::stored(&row.get::<String>(2)?),
        total: row.get(3)?,
        done: row.get(4)?,
        skipped: row.get(5)?,
        note: row.get(6)?,
        created_at: row.get(7)?,
        ended_at: row.get(8)?,
        asked_by: row.get(9)?,
        detail: row.get(10)?,
        asked_with: row.get(11)?,
    })
}

pub(crate) async fn find_in(tx: &mut db::Tx, org: OrgId, id: JobId) -> Result<Option<Job>> {
    let sql = format!("SELECT {COLUMNS} FROM jobs WHERE org_id = ?1 AND id = ?2");
    Ok(tx.row(&sql, params![org, id], read_job).await?)
}

/// One's own work; that of others is not found.
pub async fn find(read: &mut Read, actor: &Actor, id: JobId) -> Result<Job> {
    let job = find_in(&mut read.0, actor.org(), id).await?;
    job.filter(|job| Some(job.asked_by) == actor.user_id()).ok_or(Error::NotFound)
}

/// The same with what was skipped, `limit` of it after a place.
pub async fn report(
    read: &mut Read,
    actor: &Actor,
    id: JobId,
    after: Option<i64>,
    limit: usize,
) -> Result<Report> {
    let job = find(read, actor, id).await?;
    let mut rows = skipped_of(&mut read.0, actor, &job, after, limit + 1).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let more_after = rows.last().filter(|_| more).map(|(place, ..)| *place);
    let skipped = rows.into_iter().map(|(_, label, note)| (label, note)).collect();
    Ok(Report { job, skipped, more_after })
}

/// Up to `limit` of those that were skipped after a place: the place, the name and the reason.
pub(crate) async fn skipped_of(
    tx: &mut db::Tx,
    actor: &Actor,
    job: &Job,
    after: Option<i64>,
    limit: usize,
) -> Result<Vec<(i64, String, String)>> {
    let sql = format!(
        "SELECT place, label, note FROM job_items
         WHERE org_id = ?1 AND job_id = ?2 AND outcome = 'skipped' AND place > ?3{}{} ORDER BY place LIMIT {limit}",
        actor.without_secure("?1", "item"),
        // A portal user of such an account.
        actor.without_secure(
            "?1",
            "(SELECT m.account_id FROM memberships m WHERE m.org_id = ?1 AND m.id = item)"
        )
    );
    let values = [Value::from(actor.org()), Value::from(job.id), Value::from(after.unwrap_or(-1))];
    Ok(tx.rows(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await?)
}
