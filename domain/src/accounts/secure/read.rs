//! What an operator reads of a Secure account is written down: who looked at which record when
//! (45 CFR 164.312(b)).

use db::params;
use kernel::{AccountId, AnyId, ResourceId, Result, Span};

use crate::access::{Actor, AnyGranted, Kind};
use crate::accounts::ACCOUNTS;
use crate::announcements::ANNOUNCEMENTS;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::OUTBOX;
use crate::on_call::SCHEDULES;
use crate::people::contacts::CONTACTS;
use crate::people::users::USERS;
use crate::records::Collection;
use crate::records::calls::CALLS;
use crate::records::messages::MESSAGES;
use crate::resources::{PROPOSALS, RESOURCES, attachments};
use crate::statuses::STATUSES;
use crate::tasks::TASKS;

/// The same record opened again within this time by the same person is one reading.
const SAME_READING: Span = Span::minutes(10);

/// What has a page of its own. Another collection is a line here.
static READ: [&Collection; 12] = [
    &ACCOUNTS,
    &USERS,
    &CONTACTS,
    &CALLS,
    &MESSAGES,
    &TASKS,
    &RESOURCES,
    &PROPOSALS,
    &SCHEDULES,
    &STATUSES,
    &OUTBOX,
    &ANNOUNCEMENTS,
];

/// Writes down that the page or the document of this record was given out, if it is of a Secure account, and whoever got
/// it is of the organization: in person, in a client’s place, or a program of its own. An answer that cannot be written
/// down is not given.
pub async fn note_read(house: &House, actor: &Actor, id: AnyId) -> Result<()> {
    if actor.kind() == Kind::PortalUser && actor.operator().is_none() {
        return Ok(());
    }
    let mut read = house.read().await?;
    // Whoever opens a file reads the resource that it belongs to.
    let attached = attachments::resource_of(&mut read.0, actor.org(), id).await?;
    let id = attached.map_or(id, ResourceId::any);
    let Some(collection) = READ.iter().find(|collection| collection.prefix == id.prefix) else {
        return Ok(());
    };
    let (org, account) = (collection.owner.org, collection.owner.account);
    let sql = format!(
        "SELECT z.account_id, b.name FROM {}
         JOIN secure_accounts z ON z.org_id = {org} AND z.account_id = {account}
         JOIN accounts b ON b.org_id = z.org_id AND b.id = z.account_id
         WHERE {org} = ?1 AND {} = ?2",
        collection.from, collection.id
    );
    let found: Option<(AccountId, String)> =
        read.0.row(&sql, params![actor.org(), id.uuid], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let Some((account, name)) = found else { return Ok(()) };
    // Whoever sees the account only from outside has read nothing of it.
    if !actor.sees_into(&mut read.0, account).await? {
        return Ok(());
    }
    let again = read
        .0
        .row(
            "SELECT 1 FROM events WHERE org_id = ?1 AND thing_id = ?2 AND action = ?3 AND at > ?4 AND actor_id = ?5
               AND via = ?6",
            params![
                actor.org(),
                id.uuid,
                Action::SecureRead.name(),
                house.now() - SAME_READING,
                actor.person().map(|person| person.id),
                actor.via().text()
            ],
            |_| Ok(()),
        )
        .await?;
    drop(read);
    if again.is_some() {
        return Ok(());
    }
    let change = house.change_unasked().await?;
    let label = format!("{} of {name}", collection.singular);
    let event = Event::of(Action::SecureRead).about(id, label).in_account(account);
    change.record(actor, event).await?.commit().await
}

/// What the history says of an export besides what was exported: whether Secure accounts can be in it.
pub(crate) async fn export_reaches(tx: &mut db::Tx, granted: &AnyGranted) -> Result<bool> {
    if granted.actor().kind() == Kind::PortalUser {
        return Ok(false);
    }
    let sql = "SELECT 1 FROM secure_accounts WHERE org_id = ?1 LIMIT 1";
    let any = tx.row(sql, params![granted.org()], |_| Ok(())).await?.is_some();
    Ok(any && (granted.actor().is_cleared() || granted.actor().has_emergency_access()))
}
