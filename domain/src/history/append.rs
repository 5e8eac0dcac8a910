//! Writes a line of the history, chained to the one before it.

use db::params;
use kernel::{AnyId, Error, EventId, Result, text::fold};
use sha2::{Digest, Sha256};

use super::{Event, verify::Line};
use crate::access::Actor;
use crate::change::Change;

/// Appends `event` in the same transaction as the change that it tells of. Locks the organization's chain
/// until the commit, so that two processes never write the same number.
pub(crate) async fn append(change: &mut Change, actor: &Actor, event: Event) -> Result<()> {
    let org = actor.org();
    let (seq, prev_hash): (i64, Vec<u8>) = change
        .tx
        .row(
            "UPDATE history_heads SET seq = seq + 1 WHERE org_id = ?1 RETURNING seq, hash",
            params![org],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?
        .ok_or_else(|| Error::bug(format!("organization {org} has no history")))?;
    let changes = serde_json::to_string(&event.changes).map_err(Error::bug)?;
    let (subject, person) = (actor.subject(), actor.person());
    let name = |person: Option<&crate::access::Person>| {
        person.map_or_else(|| "Portico".to_owned(), |person| person.name.clone())
    };
    let (actor_name, subject_name) = (name(person), name(subject));
    let line = Line {
        seq,
        id: EventId::new(change.at, &change.dice).uuid(),
        at: change.at.micros(),
        action: event.action.name().to_owned(),
        account: event.account.map(kernel::AccountId::uuid),
        contact: event.contact.map(kernel::ContactId::uuid),
        creator: event.creator.map(kernel::UserId::uuid),
        thing: event.thing.map_or("", |thing| thing.prefix).to_owned(),
        thing_id: event.thing.map(|thing: AnyId| thing.uuid),
        label: event.label,
        actor: person.map(|person| person.id.uuid()),
        actor_name,
        subject: subject.map(|person| person.id.uuid()),
        subject_name,
        via: actor.via().text(),
        changes,
        request: actor.request().id.clone(),
        address: actor.request().address.clone(),
    };
    let hash = line.hash(&prev_hash);
    let search = fold(&format!(
        "{} {} {} {} {}",
        line.label,
        line.actor_name,
        line.subject_name,
        event.action.words(),
        line.action
    ));
    change
        .tx
        .execute(
            "INSERT INTO events (org_id, seq, id, at, action, account_id, contact_id, creator_id, thing, thing_id,
                                 label, actor_id, actor_name, subject_id, subject_name, via, changes, request_id,
                                 address, search, prev_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                     ?21, ?22)",
            params![
                org,
                line.seq,
                line.id,
                line.at,
                &line.action,
                line.account,
                line.contact,
                line.creator,
                &line.thing,
                line.thing_id,
                &line.label,
                line.actor,
                &line.actor_name,
                line.subject,
                &line.subject_name,
                &line.via,
                &line.changes,
                &line.request,
                &line.address,
                search,
                prev_hash.as_slice(),
                hash.as_slice(),
            ],
        )
        .await?;
    change
        .tx
        .execute("UPDATE history_heads SET hash = ?2 WHERE org_id = ?1", params![org, hash.as_slice()])
        .await?;
    Ok(())
}

/// The hash of the empty chain of an organization: no chain can be passed off as another organization's.
pub(super) fn root(org: kernel::OrgId) -> Vec<u8> {
    Sha256::digest(format!("portico history of {org}")).to_vec()
}

/// Starts the chain of a new organization.
pub(crate) async fn start(change: &mut Change, org: kernel::OrgId) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO history_heads (org_id, seq, hash) VALUES (?1, 0, ?2)",
            params![org, root(org).as_slice()],
        )
        .await?;
    Ok(())
}
