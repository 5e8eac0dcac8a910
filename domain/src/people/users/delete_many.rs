//! Deleting many portal users at once: those that were ticked, or all that match (S1-33, E-02), with a report on each.

use kernel::{Error, JobId, MemberId, Result};

use super::delete::delete_in;
use super::{USERS, find_in};
use crate::access::{Granted, Kind, UsersManage, UsersView};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::jobs::{self, AT_ONCE, Item, MOST, Outcome};
use crate::records::{self, Query};

/// Which ones.
pub enum Chosen {
    These(Vec<MemberId>),
    /// Everybody whom the list shows, on whatever page.
    Matching(Query),
}

/// How many these are, for the question before; counted no further than can be deleted at once.
pub async fn count(read: &mut crate::Read, granted: &Granted<UsersManage>, chosen: &Chosen) -> Result<usize> {
    Ok(items(&mut read.0, granted, chosen).await?.len())
}

/// Deletes them, in batches, as the operator who asks. Up to two hundred are deleted when this answers; more are
/// deleted by whoever works next. The report is that of the job.
pub async fn delete_many(house: &House, granted: &Granted<UsersManage>, chosen: &Chosen) -> Result<JobId> {
    ask(house, granted, jobs::Kind::DeleteUsers, chosen).await
}

/// Work of this kind on portal users, asked for by an operator.
pub(super) async fn ask(
    house: &House,
    granted: &Granted<UsersManage>,
    kind: jobs::Kind,
    chosen: &Chosen,
) -> Result<JobId> {
    granted.actor().must_be_oneself()?;
    if granted.actor().kind() == Kind::PortalUser {
        return Err(Error::forbidden(
            "Many users at once are changed by your provider. Change them one by one.",
        ));
    }
    let mut change = house.change(granted).await?;
    let items = items(&mut change.tx, granted, chosen).await?;
    let few = items.len() <= AT_ONCE;
    let count = items.len().to_string();
    let id = jobs::ask(&mut change, granted, kind, items).await?;
    let event = Event::of(Action::JobAsked).about(id.any(), kind.title()).changed("records", "", count);
    change.record(granted.actor(), event).await?.commit().await?;
    if few {
        jobs::work_on(house, granted.org(), id).await?;
    }
    Ok(id)
}

async fn items(tx: &mut db::Tx, granted: &Granted<UsersManage>, chosen: &Chosen) -> Result<Vec<Item>> {
    let seen = granted.actor().may::<UsersView>()?;
    let rows = match chosen {
        Chosen::These(ids) => {
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                let member = find_in(tx, granted, *id).await?;
                rows.push((id.uuid(), member.email));
            }
            rows
        }
        Chosen::Matching(query) if query.collection.name == USERS.name => {
            records::all_matching(tx, &seen, query, "u.email", MOST + 1).await?
        }
        Chosen::Matching(_) => return Err(Error::bug("these are not portal users")),
    };
    Ok(rows.into_iter().map(|(id, label)| Item { id, label }).collect())
}

pub(crate) async fn delete_one_of_many(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    id: MemberId,
) -> Result<Outcome> {
    let member = match find_in(&mut change.tx, granted, id).await {
        Ok(member) => member,
        Err(error) => return jobs::skipped(error),
    };
    match delete_in(change, granted, member).await {
        Ok(event) => Ok(Outcome::Done(event)),
        Err(error) => jobs::skipped(error),
    }
}
