//! The lines of a file become accounts, as work on many records: each in the way in which the wizard makes one.

use db::params;
use kernel::{AccountId, Error, ImportId, JobId, Result};

use super::fields::{Field, Mapping};
use super::judge::{Verdict, judge, may_make_admins};
use super::report::Outcome as Became;
use super::wish::{Known, Wish, Wrong, said};
use super::{keep, keep::line};
use crate::access::{AccountsCreate, Granted};
use crate::accounts::create::{self, Making};
use crate::accounts::list::find_in;
use crate::accounts::repeated::repeat;
use crate::accounts::{assignments, for_the_team, nickname, note, tags};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::jobs::{self, AT_ONCE, Item, Kind, Outcome};
use crate::people::users;

/// Imports the file: the lines that are good as of then. Up to two hundred are done when this answers, more a little
/// later.
pub async fn confirm(
    house: &House,
    granted: &Granted<AccountsCreate>,
    id: ImportId,
    mapping: &Mapping,
    invites: bool,
) -> Result<JobId> {
    for_the_team(granted)?;
    granted.actor().must_be_oneself()?;
    mapping.must_do()?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let import = keep::find_in(&mut change.tx, org, id).await?;
    // Of two who import the same file at once the second one finds that it is done.
    let begun = change
        .tx
        .execute(
            "UPDATE account_imports SET mapping = ?3, invites = ?4, begun_at = ?5
             WHERE org_id = ?1 AND id = ?2 AND begun_at IS NULL",
            params![org, id, mapping.to_json()?, i64::from(invites), change.at],
        )
        .await?;
    if begun == 0 {
        return Err(Error::conflict("This file has been imported already. Look at its report."));
    }
    if mapping.of(Field::AdminEmail).is_some() {
        may_make_admins(&mut change.tx, granted.actor()).await?;
    }
    let rows: Vec<(AccountId, String)> = change
        .tx
        .rows(
            "SELECT account_id, cells FROM account_import_lines WHERE org_id = ?1 AND import_id = ?2 ORDER BY line",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let mut items = Vec::with_capacity(rows.len());
    for (account, cells) in rows {
        let cells: Vec<String> = serde_json::from_str(&cells).map_err(Error::bug)?;
        let label = said(&cells, mapping, Field::Name).to_owned();
        items.push(Item { id: account.uuid(), label });
    }
    let (few, count) = (items.len() <= AT_ONCE, items.len().to_string());
    let job = jobs::ask_with(&mut change, granted, (Kind::ImportAccounts, &id.to_string()), items).await?;
    change
        .tx
        .execute(
            "UPDATE account_imports SET job_id = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, id, job],
        )
        .await?;
    let event = Event::of(Action::JobAsked)
        .about(job.any(), Kind::ImportAccounts.title())
        .changed("file", "", import.name)
        .changed("lines", "", count);
    change.record(granted.actor(), event).await?.commit().await?;
    if few {
        jobs::work_on(house, org, job).await?;
    }
    Ok(job)
}

/// One line; `id` is what its account is to have.
pub(crate) async fn make_one_of_many(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    import: &str,
    id: AccountId,
) -> Result<Outcome> {
    let (org, import) = (granted.org(), import.parse::<ImportId>().map_err(Error::bug)?);
    let found: Option<(i64, String, String)> = change
        .tx
        .row(
            "SELECT line, cells, fault FROM account_import_lines
             WHERE org_id = ?1 AND import_id = ?2 AND account_id = ?3",
            params![org, import, id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    let Some((number, cells, fault)) = found else { return jobs::skipped(Error::NotFound) };
    let import = keep::find_in(&mut change.tx, org, import).await?;
    let known = Known::load(&mut change.tx, org).await?;
    let line = line(number, &cells, fault)?;
    let verdict = judge(&mut change.tx, granted.actor(), &known, &import.mapping, &line).await?;
    let (became, wrong, outcome) = match verdict {
        Verdict::Good(wish) => {
            let events = make(change, granted, id, *wish, (import.invites, known.brings_password)).await?;
            (Became::Made, Vec::new(), Outcome::Several(events))
        }
        Verdict::There(reason) => (Became::There, vec![Wrong::whole(&reason)], Outcome::Skipped(reason)),
        Verdict::Wrong(wrong) => {
            let reasons: Vec<&str> = wrong.iter().map(|one| one.reason.as_str()).collect();
            let reasons = reasons.join(" ");
            (Became::Wrong, wrong, Outcome::Skipped(reasons))
        }
    };
    // Of what became an account the account is the record.
    let cells = if became == Became::Made { "[]" } else { cells.as_str() };
    let wrong = serde_json::to_string(&wrong).map_err(Error::bug)?;
    change
        .tx
        .execute(
            "UPDATE account_import_lines SET outcome = ?4, wrong = ?5, cells = ?6
             WHERE org_id = ?1 AND import_id = ?2 AND line = ?3",
            params![org, import.id, number, became.name(), wrong, cells],
        )
        .await?;
    Ok(outcome)
}

async fn make(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    id: AccountId,
    wish: Wish,
    (invites, brings_password): (bool, bool),
) -> Result<Vec<Event>> {
    let org = granted.org();
    let first_user = wish.admin.map(|(name, email)| create::First {
        name,
        email,
        preset: "client_admin",
        prepared: users::prepared(invites, brings_password),
    });
    let making = Making { id, details: wish.details, numbers: Vec::new(), plan: wish.plan, first_user };
    let (_, mut events) = create::create_in(change, granted, making).await?;
    if let Some(external_id) = &wish.external_id {
        change
            .tx
            .execute(
                "UPDATE accounts SET external_id = ?3 WHERE org_id = ?1 AND id = ?2",
                params![org, id, external_id.as_str()],
            )
            .await?;
        repeat(&mut change.tx, org, id).await?;
    }
    let account = find_in(&mut change.tx, granted, id).await?;
    events.extend(nickname::rename_in(change, org, &account, wish.nickname.as_ref()).await?);
    events.extend(tags::rewrite_in(change, org, &account, |all| *all = wish.tags).await?);
    events.extend(assignments::rewrite_in(change, org, &account, |all| *all = wish.operators).await?);
    events.extend(note::write_in(change, granted.actor(), &account, &wish.note).await?);
    Ok(events)
}
