//! A file is kept while somebody looks at it; one that nobody imports is gone after a day.

use db::{Row, Tx, Value, params};
use kernel::{AccountId, Error, ImportId, JobId, OrgId, Result, Span, Timestamp};

use super::fields::Mapping;
use super::sheet::{Line, Sheet, name};
use super::undo::UNDONE_FOR;
use crate::access::{AccountsCreate, Granted};
use crate::accounts::for_the_team;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// How long a file waits.
const LOOKED_AT_FOR: Span = Span::days(1);
/// Imports that are listed.
const LISTED: usize = 20;
/// Rows of one statement.
const CHUNK: usize = 1000;

/// A file of accounts.
#[derive(Clone, Debug)]
pub struct AccountImport {
    pub id: ImportId,
    /// The name of the file.
    pub name: String,
    pub headings: Vec<String>,
    pub mapping: Mapping,
    /// The first users are invited.
    pub invites: bool,
    /// Who brought it, by the name at that time.
    pub by: String,
    pub created_at: Timestamp,
    pub lines: i64,
    /// When it was imported, and the work; none while it is only looked at.
    pub begun: Option<(Timestamp, JobId)>,
    /// The last time that it was taken back.
    pub(super) undo: Option<JobId>,
}

const COLUMNS: &str = "i.id, i.name, i.headings, i.mapping, i.invites, i.brought_by_name, i.created_at, i.begun_at, i.job_id,
    i.undo_id, (SELECT count(*) FROM account_import_lines l WHERE l.org_id = i.org_id AND l.import_id = i.id)";

fn read_import(row: &Row<'_>) -> db::Result<(AccountImport, String, String)> {
    let (begun_at, job): (Option<Timestamp>, Option<JobId>) = (row.get(7)?, row.get(8)?);
    let import = AccountImport {
        id: row.get(0)?,
        name: row.get(1)?,
        headings: Vec::new(),
        mapping: Mapping::default(),
        invites: row.get::<i64>(4)? != 0,
        by: row.get(5)?,
        created_at: row.get(6)?,
        begun: begun_at.zip(job),
        undo: row.get(9)?,
        lines: row.get(10)?,
    };
    Ok((import, row.get(2)?, row.get(3)?))
}

fn whole((import, headings, mapping): (AccountImport, String, String)) -> Result<AccountImport> {
    let headings = serde_json::from_str(&headings).map_err(Error::bug)?;
    Ok(AccountImport { headings, mapping: Mapping::stored(&mapping)?, ..import })
}

/// Keeps the file, so that one can look at it; no account is made yet.
pub async fn bring(
    house: &House,
    granted: &Granted<AccountsCreate>,
    file: &str,
    sheet: &Sheet,
) -> Result<ImportId> {
    for_the_team(granted)?;
    let actor = granted.actor();
    actor.must_be_oneself()?;
    let by = actor.person().ok_or_else(|| Error::forbidden("A file is imported by a person."))?;
    let file = name(file);
    let mut change = house.change(granted).await?;
    let (org, id) = (granted.org(), ImportId::new(change.at, &change.dice));
    let headings = serde_json::to_string(&sheet.headings).map_err(Error::bug)?;
    change
        .tx
        .execute(
            "INSERT INTO account_imports (org_id, id, name, headings, mapping, invites, brought_by, brought_by_name,
                                          created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8)",
            params![
                org,
                id,
                file.as_str(),
                headings,
                Mapping::guess(&sheet.headings).to_json()?,
                by.id,
                by.name.as_str(),
                change.at
            ],
        )
        .await?;
    let mut rows: Vec<Vec<Value<'_>>> = Vec::with_capacity(sheet.len());
    for line in &sheet.lines {
        let cells = serde_json::to_string(&line.cells).map_err(Error::bug)?;
        let account = AccountId::new(change.at, &change.dice);
        rows.push(params![org, id, line.number, account, cells, line.fault.as_str()].to_vec());
    }
    for rows in rows.chunks(CHUNK) {
        change
            .tx
            .execute_many(
                "INSERT INTO account_import_lines (org_id, import_id, line, account_id, cells, fault, outcome, wrong)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', '[]')",
                rows,
            )
            .await?;
    }
    let event = Event::of(Action::AccountsBrought).about(id.any(), file.as_str()).changed(
        "lines",
        "",
        sheet.len().to_string(),
    );
    change.record(actor, event).await?.commit().await?;
    Ok(id)
}

/// An import, whoever of the team made it; another organization's is not found.
pub async fn find(read: &mut Read, granted: &Granted<AccountsCreate>, id: ImportId) -> Result<AccountImport> {
    for_the_team(granted)?;
    find_in(&mut read.0, granted.org(), id).await
}

pub(super) async fn find_in(tx: &mut Tx, org: OrgId, id: ImportId) -> Result<AccountImport> {
    let sql = format!("SELECT {COLUMNS} FROM account_imports i WHERE i.org_id = ?1 AND i.id = ?2");
    whole(tx.row(&sql, params![org, id], read_import).await?.ok_or(Error::NotFound)?)
}

/// The last of those that were imported, the newest first.
pub async fn list(read: &mut Read, granted: &Granted<AccountsCreate>) -> Result<Vec<AccountImport>> {
    for_the_team(granted)?;
    let sql = format!(
        "SELECT {COLUMNS} FROM account_imports i WHERE i.org_id = ?1 AND i.begun_at IS NOT NULL
         ORDER BY i.begun_at DESC, i.id DESC LIMIT {LISTED}"
    );
    read.0.rows(&sql, params![granted.org()], read_import).await?.into_iter().map(whole).collect()
}

/// The lines as the file has them.
pub(super) async fn lines(tx: &mut Tx, org: OrgId, id: ImportId) -> Result<Vec<Line>> {
    let rows: Vec<(i64, String, String)> = tx
        .rows(
            "SELECT line, cells, fault FROM account_import_lines WHERE org_id = ?1 AND import_id = ?2 ORDER BY line",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    rows.into_iter().map(|(number, cells, fault)| line(number, &cells, fault)).collect()
}

pub(super) fn line(number: i64, cells: &str, fault: String) -> Result<Line> {
    Ok(Line { number, cells: serde_json::from_str(cells).map_err(Error::bug)?, fault })
}

/// Forgets the files that nobody imported, and the lines of imports that cannot be taken back any more.
pub async fn sweep(house: &House) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let (waited, kept) = (change.at - LOOKED_AT_FOR, change.at - UNDONE_FOR);
    for sql in [
        "DELETE FROM account_import_lines WHERE EXISTS (
           SELECT 1 FROM account_imports i
           WHERE i.org_id = account_import_lines.org_id AND i.id = account_import_lines.import_id
             AND (i.begun_at IS NULL AND i.created_at < ?1 OR i.begun_at <= ?2))",
        "DELETE FROM account_imports WHERE begun_at IS NULL AND created_at < ?1 OR begun_at <= ?2",
    ] {
        change.tx.execute(sql, params![waited, kept]).await?;
    }
    change.commit_housekeeping().await
}
