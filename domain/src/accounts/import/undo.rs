//! An import is taken back: the accounts that it made go, as far as nobody has touched them.

use db::params;
use kernel::{AccountId, Error, ImportId, JobId, Result, Span};

use super::keep;
use super::report::made_in;
use super::untouched::{erase, touched};
use crate::access::{AccountsCreate, Granted};
use crate::accounts::for_the_team;
use crate::accounts::list::find_in;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::jobs::{self, AT_ONCE, Item, Kind, Outcome};

/// How long an import can be taken back.
pub const UNDONE_FOR: Span = Span::days(30);

/// Deletes the accounts that the import made and nobody has touched since, as work on many records. Those that stay
/// are in its report, each with the reason.
pub async fn undo(house: &House, granted: &Granted<AccountsCreate>, id: ImportId) -> Result<JobId> {
    for_the_team(granted)?;
    granted.actor().must_be_oneself()?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let import = keep::find_in(&mut change.tx, org, id).await?;
    let Some((begun_at, job)) = import.begun else {
        return Err(Error::conflict("Nothing was imported from this file yet."));
    };
    if begun_at + UNDONE_FOR <= change.at {
        return Err(Error::conflict("An import can be taken back for thirty days; they are over."));
    }
    for job in [Some(job), import.undo].into_iter().flatten() {
        if jobs::find_in(&mut change.tx, org, job).await?.is_some_and(|job| !job.state.is_over()) {
            return Err(Error::conflict("The work on these accounts goes on still. Wait until it is done."));
        }
    }
    let made = made_in(&mut change.tx, granted, id, jobs::MOST).await?;
    if made.is_empty() {
        return Err(Error::conflict("No account of this import is left."));
    }
    let items: Vec<Item> =
        made.into_iter().map(|(account, label)| Item { id: account.uuid(), label }).collect();
    let (few, count) = (items.len() <= AT_ONCE, items.len().to_string());
    let undo = jobs::ask_with(&mut change, granted, (Kind::UndoImport, &id.to_string()), items).await?;
    change
        .tx
        .execute(
            "UPDATE account_imports SET undo_id = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, id, undo],
        )
        .await?;
    let event = Event::of(Action::JobAsked)
        .about(undo.any(), Kind::UndoImport.title())
        .changed("file", "", import.name)
        .changed("accounts", "", count);
    change.record(granted.actor(), event).await?.commit().await?;
    if few {
        jobs::work_on(house, org, undo).await?;
    }
    Ok(undo)
}

/// One account, unless somebody has touched it.
pub(crate) async fn undo_one_of_many(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    import: &str,
    id: AccountId,
) -> Result<Outcome> {
    let (org, import) = (granted.org(), import.parse::<ImportId>().map_err(Error::bug)?);
    let account = match find_in(&mut change.tx, granted, id).await {
        Ok(account) => account,
        Err(error) => return jobs::skipped(error),
    };
    let import = keep::find_in(&mut change.tx, org, import).await?;
    let Some((_, job)) = import.begun else { return jobs::skipped(Error::NotFound) };
    if let Some(reason) = touched(&mut change.tx, org, id, job).await? {
        return Ok(Outcome::Skipped(reason));
    }
    let mut events = erase(change, granted, id).await?;
    change
        .tx
        .execute(
            "UPDATE account_import_lines SET outcome = 'undone' WHERE org_id = ?1 AND import_id = ?2 AND account_id = ?3",
            params![org, import.id, id],
        )
        .await?;
    events.push(
        Event::of(Action::AccountDeleted)
            .about(id.any(), account.name)
            .in_account(id)
            .changed("email", account.email, "")
            .changed("import", import.name, ""),
    );
    Ok(Outcome::Several(events))
}
