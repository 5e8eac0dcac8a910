//! The same done to many accounts: those that were ticked, or all that match, with a report on each.

use kernel::{AccountId, Error, JobId, PlanId, Result, UserId};

use super::list::{ACCOUNTS, find_in};
use super::tags::{self, Tag};
use super::{assignments, lock, plans};
use crate::access::{AccountsEdit, AccountsLock, AccountsView, AnyGranted, Granted};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::jobs::{self, AT_ONCE, Item, Kind, MOST, Outcome};
use crate::records::{self, Query};

/// Which ones.
pub enum Chosen {
    These(Vec<AccountId>),
    /// All that the list shows, on whatever page.
    Matching(Query),
}

/// What is changed about each.
pub enum Edit {
    AddTag(Tag),
    RemoveTag(Tag),
    Assign(UserId),
    /// Another plan, or none.
    Plan(Option<PlanId>),
}

/// How many these are, for the question before; counted no further than can be done at once.
pub async fn count(read: &mut Read, granted: &Granted<AccountsView>, chosen: &Chosen) -> Result<usize> {
    Ok(items(&mut read.0, granted, chosen).await?.len())
}

/// Changes them, in batches, as the operator who asks: up to two hundred when this answers, more a little later.
pub async fn edit(
    house: &House,
    granted: &Granted<AccountsEdit>,
    edit: &Edit,
    chosen: &Chosen,
) -> Result<JobId> {
    match edit {
        Edit::AddTag(tag) => ask(house, granted, (Kind::TagAccounts, tag.as_str()), chosen).await,
        Edit::RemoveTag(tag) => ask(house, granted, (Kind::UntagAccounts, tag.as_str()), chosen).await,
        Edit::Assign(id) => {
            let mut read = house.read().await?;
            assignments::must_be_active(&mut read.0, granted.org(), *id).await?;
            drop(read);
            ask(house, granted, (Kind::AssignAccounts, &id.to_string()), chosen).await
        }
        Edit::Plan(plan) => {
            let mut read = house.read().await?;
            if let Some(id) = plan {
                plans::must_exist(&mut read.0, granted.org(), *id).await?;
            }
            drop(read);
            let detail = plan.map(|id| id.to_string()).unwrap_or_default();
            ask(house, granted, (Kind::PlanAccounts, &detail), chosen).await
        }
    }
}

/// Locks or unlocks them in the same way.
pub async fn lock_all(
    house: &House,
    granted: &Granted<AccountsLock>,
    locked: bool,
    chosen: &Chosen,
) -> Result<JobId> {
    let kind = if locked { Kind::LockAccounts } else { Kind::UnlockAccounts };
    ask(house, granted, (kind, ""), chosen).await
}

async fn ask(
    house: &House,
    granted: &AnyGranted,
    (kind, detail): (Kind, &str),
    chosen: &Chosen,
) -> Result<JobId> {
    granted.actor().must_be_oneself()?;
    let mut change = house.change(granted).await?;
    let items = items(&mut change.tx, &granted.actor().may()?, chosen).await?;
    let few = items.len() <= AT_ONCE;
    let count = items.len().to_string();
    let id = jobs::ask_with(&mut change, granted, (kind, detail), items).await?;
    let event = Event::of(Action::JobAsked).about(id.any(), kind.title()).changed("accounts", "", count);
    change.record(granted.actor(), event).await?.commit().await?;
    if few {
        jobs::work_on(house, granted.org(), id).await?;
    }
    Ok(id)
}

async fn items(tx: &mut db::Tx, granted: &Granted<AccountsView>, chosen: &Chosen) -> Result<Vec<Item>> {
    let rows = match chosen {
        Chosen::These(ids) => {
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                rows.push((id.uuid(), find_in(tx, granted, *id).await?.name));
            }
            rows
        }
        Chosen::Matching(query) if query.collection.name == ACCOUNTS.name => {
            records::all_matching(tx, granted, query, "r.name", MOST + 1).await?
        }
        Chosen::Matching(_) => return Err(Error::bug("these are not accounts")),
    };
    Ok(rows.into_iter().map(|(id, label)| Item { id, label }).collect())
}

/// One of many whose tags, operators or plan are changed; `detail` is the tag, the operator or the plan.
pub(crate) async fn edit_one_of_many(
    change: &mut Change,
    granted: &Granted<AccountsEdit>,
    (kind, detail): (Kind, &str),
    id: AccountId,
) -> Result<Outcome> {
    let account = match find_in(&mut change.tx, granted, id).await {
        Ok(account) => account,
        Err(error) => return jobs::skipped(error),
    };
    let org = granted.org();
    let (done, otherwise) = if kind == Kind::AssignAccounts {
        let operator: UserId = detail.parse().map_err(Error::bug)?;
        let done = assignments::rewrite_in(change, org, &account, |all| all.push(operator)).await;
        (done, "This operator looks after it already.")
    } else if kind == Kind::PlanAccounts {
        let plan =
            Some(detail).filter(|id| !id.is_empty()).map(str::parse).transpose().map_err(Error::bug)?;
        (plans::change_in(change, org, &account, plan).await, "It has this plan already.")
    } else {
        let tag = Tag::parse(detail).map_err(Error::bug)?;
        if kind == Kind::TagAccounts {
            let done = tags::rewrite_in(change, org, &account, |all| all.push(tag)).await;
            (done, "It has this tag already.")
        } else {
            let done =
                tags::rewrite_in(change, org, &account, |all| all.retain(|one| one.folded() != tag.folded()));
            (done.await, "It does not have this tag.")
        }
    };
    match done {
        Ok(Some(event)) => Ok(Outcome::Done(event)),
        Ok(None) => Ok(Outcome::Skipped(otherwise.to_owned())),
        // Too many of them, or an operator who left in the meantime.
        Err(Error::Invalid(invalid)) => Ok(Outcome::Skipped(
            invalid.fields().iter().map(|wrong| wrong.message.as_str()).collect::<Vec<_>>().join(" "),
        )),
        Err(error) => jobs::skipped(error),
    }
}

pub(crate) async fn lock_one_of_many(
    change: &mut Change,
    granted: &Granted<AccountsLock>,
    locked: bool,
    id: AccountId,
) -> Result<Outcome> {
    let account = match find_in(&mut change.tx, granted, id).await {
        Ok(account) => account,
        Err(error) => return jobs::skipped(error),
    };
    let words = if locked { "It is locked already." } else { "It is not locked." };
    let done = lock::set_in(change, granted.org(), &account, locked).await?;
    Ok(done.map_or_else(|| Outcome::Skipped(words.to_owned()), Outcome::Done))
}
