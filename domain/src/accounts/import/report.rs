//! What became of the lines of an import: how many, which accounts, and why not.

use db::{Tx, Value, params};
use kernel::{AccountId, Error, ImportId, OrgId, Result, Timestamp};

use super::keep::AccountImport;
use super::undo::UNDONE_FOR;
use super::wish::Wrong;
use crate::access::{AccountsCreate, Granted, Select};
use crate::accounts::for_the_team;
use crate::accounts::list::OWNER;
use crate::house::Read;
use crate::jobs::{self, Job};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Waiting,
    Made,
    There,
    Wrong,
    /// It was made, and taken back.
    Undone,
}

impl Outcome {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Made => "made",
            Self::There => "there",
            Self::Wrong => "wrong",
            Self::Undone => "undone",
        }
    }

    fn stored(name: &str) -> Self {
        [Self::Made, Self::There, Self::Wrong, Self::Undone]
            .into_iter()
            .find(|outcome| outcome.name() == name)
            .unwrap_or(Self::Waiting)
    }
}

/// A line of which no account came.
#[derive(Clone, Debug)]
pub struct LineReport {
    pub line: i64,
    /// The name in it.
    pub label: String,
    pub outcome: Outcome,
    pub wrong: Vec<Wrong>,
}

/// How far an import is.
#[derive(Clone, Debug)]
pub struct Report {
    pub job: Job,
    pub made: i64,
    pub there: i64,
    pub wrong: i64,
    pub undone: i64,
    /// Until when it can be taken back.
    pub until: Timestamp,
    /// The last time that it was taken back, with those that stayed and why; a hundred of them.
    pub undo: Option<(Job, Vec<(String, String)>)>,
}

impl Report {
    /// The work that is under way, or was the last.
    pub fn work(&self) -> &Job {
        self.undo.as_ref().map_or(&self.job, |(job, _)| job)
    }

    pub fn is_over(&self) -> bool {
        self.work().state.is_over()
    }
}

/// Those that are named one by one.
const NAMED: usize = 100;

/// The report on an import that has begun.
pub async fn report(
    read: &mut Read,
    granted: &Granted<AccountsCreate>,
    import: &AccountImport,
) -> Result<Option<Report>> {
    for_the_team(granted)?;
    let Some((begun_at, job)) = import.begun else { return Ok(None) };
    let (tx, org) = (&mut read.0, granted.org());
    let job = jobs::find_in(tx, org, job).await?.ok_or(Error::NotFound)?;
    let undo = match import.undo {
        Some(undo) => jobs::find_in(tx, org, undo).await?,
        None => None,
    };
    let mut report =
        Report { job, made: 0, there: 0, wrong: 0, undone: 0, until: begun_at + UNDONE_FOR, undo: None };
    for (outcome, count) in counts(tx, org, import.id).await? {
        match Outcome::stored(&outcome) {
            Outcome::Made => report.made = count,
            Outcome::There => report.there = count,
            Outcome::Wrong => report.wrong = count,
            Outcome::Undone => report.undone = count,
            Outcome::Waiting => {}
        }
    }
    if let Some(job) = undo {
        let stayed = jobs::skipped_of(tx, granted.actor(), &job, None, NAMED).await?;
        report.undo = Some((job, stayed.into_iter().map(|(_, label, note)| (label, note)).collect()));
    }
    Ok(Some(report))
}

async fn counts(tx: &mut Tx, org: OrgId, id: ImportId) -> Result<Vec<(String, i64)>> {
    Ok(tx
        .rows(
            "SELECT outcome, count(*) FROM account_import_lines WHERE org_id = ?1 AND import_id = ?2 GROUP BY outcome",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?)
}

/// Up to `limit` accounts that are there because of an import, in the order of its lines.
pub async fn made(
    read: &mut Read,
    granted: &Granted<AccountsCreate>,
    id: ImportId,
    limit: usize,
) -> Result<Vec<(AccountId, String)>> {
    made_in(&mut read.0, granted, id, limit).await
}

pub(super) async fn made_in(
    tx: &mut Tx,
    granted: &Granted<AccountsCreate>,
    id: ImportId,
    limit: usize,
) -> Result<Vec<(AccountId, String)>> {
    for_the_team(granted)?;
    Select::of(
        "r.id, r.name",
        "account_import_lines l JOIN accounts r ON r.org_id = l.org_id AND r.id = l.account_id",
    )
    .within(granted, &OWNER)
    .and("l.import_id = {}", [Value::from(id)])
    .and("l.outcome = 'made'", [])
    .then(&format!("ORDER BY l.line LIMIT {limit}"))
    .rows(tx, |row| Ok((row.get(0)?, row.get(1)?)))
    .await
}

/// Up to `limit` lines of which no account came, after a line.
pub async fn not_made(
    read: &mut Read,
    granted: &Granted<AccountsCreate>,
    import: &AccountImport,
    after: i64,
    limit: usize,
) -> Result<Vec<LineReport>> {
    for_the_team(granted)?;
    let sql = format!(
        "SELECT line, cells, outcome, wrong FROM account_import_lines
         WHERE org_id = ?1 AND import_id = ?2 AND outcome IN ('there', 'wrong') AND line > ?3
         ORDER BY line LIMIT {limit}"
    );
    let rows: Vec<(i64, String, String, String)> = read
        .0
        .rows(&sql, params![granted.org(), import.id, after], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .await?;
    let place = import.mapping.of(super::Field::Name);
    rows.into_iter()
        .map(|(line, cells, outcome, wrong)| {
            let cells: Vec<String> = serde_json::from_str(&cells).map_err(Error::bug)?;
            let wrong = serde_json::from_str(&wrong).map_err(Error::bug)?;
            let label = place.and_then(|place| cells.get(place)).cloned().unwrap_or_default();
            Ok(LineReport { line, label, outcome: Outcome::stored(&outcome), wrong })
        })
        .collect()
}
