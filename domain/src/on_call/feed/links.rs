//! The links of a person: made, listed, and taken back. Only their hashes are kept.

use db::{Tx, params};
use kernel::{
    AccountId, ContactId, Error, FeedId, OrgId, Purpose, Result, ScheduleId, Timestamp, Token, UserId,
};

use crate::access::{Granted, Kind, OnCallView, Via};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::on_call::store::find_in;

/// A link that somebody has.
#[derive(Clone, Debug)]
pub struct Feed {
    pub id: FeedId,
    /// `None`: the person’s own shifts, in all schedules.
    pub schedule: Option<ScheduleId>,
    pub created_at: Timestamp,
}

/// The links of the person; of a client’s, those in the account that is open.
pub async fn mine(read: &mut Read, granted: &Granted<OnCallView>) -> Result<Vec<Feed>> {
    let (user, account, _) = oneself(granted)?;
    let found = read
        .0
        .rows(
            "SELECT id, schedule_id, created_at, account_id FROM schedule_feeds
             WHERE org_id = ?1 AND user_id = ?2 ORDER BY id",
            params![granted.org(), user],
            |row| {
                let feed = Feed { id: row.get(0)?, schedule: row.get(1)?, created_at: row.get(2)? };
                Ok((feed, row.get::<Option<AccountId>>(3)?))
            },
        )
        .await?;
    Ok(found.into_iter().filter(|(_, of)| *of == account).map(|(feed, _)| feed).collect())
}

/// A new link to a schedule, or to the person’s own shifts. The one before it is dead.
pub async fn subscribe(
    house: &House,
    granted: &Granted<OnCallView>,
    schedule: Option<ScheduleId>,
) -> Result<(FeedId, Token)> {
    granted.actor().must_be_oneself()?;
    let (user, account, contact) = oneself(granted)?;
    let mut change = house.change(granted).await?;
    let (label, of) = match schedule {
        Some(id) => {
            let found = find_in(&mut change.tx, granted, id, change.at).await?;
            (found.name, Some(found.account))
        }
        None if contact.is_some() => ("one’s own shifts".to_owned(), account),
        None => return Err(Error::conflict("You are no contact of an account, so no shift is yours.")),
    };
    let (id, token) = (FeedId::new(change.at, &change.dice), Token::new(&change.dice));
    unlink(&mut change, granted.org(), user, account, schedule).await?;
    change
        .tx
        .execute(
            "INSERT INTO schedule_feeds (org_id, id, user_id, account_id, schedule_id, token_hash, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                granted.org(),
                id,
                user,
                account,
                schedule,
                &token.hash(Purpose::CalendarFeed),
                change.at
            ],
        )
        .await?;
    let event = about(Event::of(Action::CalendarLinkMade).about(id.any(), label), of, user);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok((id, token))
}

/// The link is dead from now on.
pub async fn unsubscribe(house: &House, granted: &Granted<OnCallView>, id: FeedId) -> Result<()> {
    granted.actor().must_be_oneself()?;
    let (user, account, _) = oneself(granted)?;
    let mut change = house.change(granted).await?;
    let gone = change
        .tx
        .execute(
            "DELETE FROM schedule_feeds WHERE org_id = ?1 AND id = ?2 AND user_id = ?3",
            params![granted.org(), id, user],
        )
        .await?;
    if gone == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::of(Action::CalendarLinkRevoked).about(id.any(), "who is on call");
    change.record(granted.actor(), about(event, account, user)).await?.commit().await
}

fn about(event: Event, account: Option<AccountId>, user: UserId) -> Event {
    let event = event.owned(None, Some(user));
    match account {
        Some(account) => event.in_account(account),
        None => event,
    }
}

/// A person, and where: the account and the contact of a client’s; nowhere, of an operator.
fn oneself(granted: &Granted<OnCallView>) -> Result<(UserId, Option<AccountId>, Option<ContactId>)> {
    let actor = granted.actor();
    if matches!(actor.via(), Via::SecureLink(_)) {
        return Err(Error::NotFound);
    }
    match (actor.user_id(), actor.kind(), actor.place()) {
        (Some(user), Kind::Operator, _) => Ok((user, None, None)),
        (Some(user), Kind::PortalUser, Some(place)) => Ok((user, Some(place.account), place.contact)),
        _ => Err(Error::NotFound),
    }
}

async fn unlink(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    account: Option<AccountId>,
    schedule: Option<ScheduleId>,
) -> Result<()> {
    let theirs = change
        .tx
        .rows(
            "SELECT id, account_id, schedule_id FROM schedule_feeds WHERE org_id = ?1 AND user_id = ?2",
            params![org, user],
            |row| {
                let of = (row.get::<Option<AccountId>>(1)?, row.get::<Option<ScheduleId>>(2)?);
                Ok((row.get::<FeedId>(0)?, of))
            },
        )
        .await?;
    for (id, _) in theirs.into_iter().filter(|(_, of)| *of == (account, schedule)) {
        let sql = "DELETE FROM schedule_feeds WHERE org_id = ?1 AND id = ?2";
        change.tx.execute(sql, params![org, id]).await?;
    }
    Ok(())
}

/// A schedule is deleted, and with it all links to it.
pub(in super::super) async fn drop_all(change: &mut Change, org: OrgId, id: ScheduleId) -> Result<()> {
    let sql = "DELETE FROM schedule_feeds WHERE org_id = ?1 AND schedule_id = ?2";
    change.tx.execute(sql, params![org, id]).await?;
    Ok(())
}

/// Somebody is deleted, and with the person all links.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM schedule_feeds WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    Ok(())
}
