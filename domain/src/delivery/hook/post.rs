//! Taking what is to be posted, and settling what became of it. One process has a post at a time; one of which nobody
//! hears the end is made again, under the same id, by which the other side knows it.

use db::{Tx, params};
use kernel::{AccountId, MessageId, OrgId, OutgoingId, Result, Span, Timestamp};
use serde_json::{Value, json};

use super::super::acknowledge::{How, close};
use super::super::advance::{Going, LASTS};
use super::super::letter::{Ready, ready};
use super::answer::Answered;
use crate::access::Actor;
use crate::change::Change;
use crate::house::House;
use crate::notices::{self, State};
use crate::organizations;
use crate::webhooks::secret;

/// After this anybody may post it again, and whoever is late settles nothing.
const POST_LASTS: Span = Span::seconds(60);
/// Systems that are posted to at once.
const AT_ONCE: usize = 100;

/// A message on its way to a system.
#[derive(Clone, Debug)]
pub struct Due {
    pub org: OrgId,
    pub account: AccountId,
    pub url: String,
    /// It may lead into the own network, if the server’s administrator still says so.
    pub private: bool,
    pub body: String,
    /// `webhook-id`, `webhook-timestamp`, `webhook-signature`
    pub headers: [(&'static str, String); 3],
    message: MessageId,
    place: i64,
    posts: i64,
}

/// Where a post goes, as of now.
struct Endpoint {
    url: String,
    private: bool,
    secrets: Vec<Vec<u8>>,
}

/// An attempt that is to be posted.
struct Taken {
    message: MessageId,
    place: i64,
    id: OutgoingId,
    name: String,
    round: i64,
    posts: i64,
    at: Timestamp,
}

/// The accounts to whose systems something is to be posted.
pub async fn due(house: &House) -> Result<Vec<(OrgId, AccountId)>> {
    let sql = format!(
        "SELECT DISTINCT d.org_id, d.account_id FROM delivery_attempts p
         JOIN deliveries d ON d.org_id = p.org_id AND d.message_id = p.message_id
         WHERE p.post_at <= ?1 LIMIT {AT_ONCE}"
    );
    let now = house.now();
    Ok(house.read().await?.0.rows(&sql, params![now], |row| Ok((row.get(0)?, row.get(1)?))).await?)
}

/// The next post to the system of this account, written and signed now; none if none is due. Links begin with
/// `base_url`, or with the host of the organization.
pub async fn claim(house: &House, org: OrgId, account: AccountId, base_url: &str) -> Result<Option<Due>> {
    loop {
        let mut change = house.change_unasked().await?;
        // Of a restored copy nothing leaves before somebody says so: the original may have posted it.
        if notices::is_held(&mut change.tx, org).await? {
            return Ok(None);
        }
        let Some(taken) = next(&mut change, org, account).await? else { return Ok(None) };
        let endpoint = endpoint(&mut change, org, account).await?;
        if taken.at + LASTS <= change.at {
            end(&mut change.tx, org, &taken, (State::Dropped, "It was too late for it."), change.at).await?;
            change.commit_housekeeping().await?;
            continue;
        }
        let ready = ready(&mut change, org, (taken.message, taken.place)).await?;
        let (endpoint, ready) = match (endpoint, ready) {
            (Some(endpoint), Ok(ready)) => (endpoint, ready),
            (None, _) => {
                end(&mut change.tx, org, &taken, (State::Failed, "The webhook is gone."), change.at).await?;
                change.commit_housekeeping().await?;
                continue;
            }
            (_, Err(reason)) => {
                end(&mut change.tx, org, &taken, (State::Dropped, reason), change.at).await?;
                change.commit_housekeeping().await?;
                continue;
            }
        };
        let marked = change
            .tx
            .execute(
                "UPDATE delivery_attempts SET state = 'sending', posts = ?4, post_at = ?5
                 WHERE org_id = ?1 AND message_id = ?2 AND place = ?3 AND posts = ?4 - 1",
                params![org, taken.message, taken.place, taken.posts + 1, change.at + POST_LASTS],
            )
            .await?;
        if marked == 0 {
            return Ok(None);
        }
        let organization = organizations::by_number_in(&mut change.tx, org).await?;
        let link = format!("{}/ack/{}", organization.address(base_url), ready.token.reveal());
        let (id, seconds) = (taken.id.to_string(), change.at.micros().div_euclid(1_000_000));
        let body = written(&taken, account, &ready, &link, change.at);
        change.commit_housekeeping().await?;
        let signed = secret::signatures(&endpoint.secrets, &id, seconds, &body);
        return Ok(Some(Due {
            org,
            account,
            url: endpoint.url,
            private: endpoint.private,
            body,
            headers: [
                ("webhook-id", id),
                ("webhook-timestamp", seconds.to_string()),
                ("webhook-signature", signed),
            ],
            message: taken.message,
            place: taken.place,
            posts: taken.posts + 1,
        }));
    }
}

async fn next(change: &mut Change, org: OrgId, account: AccountId) -> Result<Option<Taken>> {
    Ok(change
        .tx
        .row(
            "SELECT p.message_id, p.place, p.outgoing_id, p.name, p.round, p.posts, p.at FROM delivery_attempts p
             WHERE p.org_id = ?1 AND p.post_at <= ?3 AND EXISTS (
               SELECT 1 FROM deliveries d
               WHERE d.org_id = p.org_id AND d.message_id = p.message_id AND d.account_id = ?2)
             ORDER BY p.post_at, p.message_id, p.place LIMIT 1 /* pass over taken */",
            params![org, account, change.at],
            |row| {
                Ok(Taken {
                    message: row.get(0)?,
                    place: row.get(1)?,
                    id: row.get(2)?,
                    name: row.get(3)?,
                    round: row.get(4)?,
                    posts: row.get(5)?,
                    at: row.get(6)?,
                })
            },
        )
        .await?)
}

async fn endpoint(change: &mut Change, org: OrgId, account: AccountId) -> Result<Option<Endpoint>> {
    let now = change.at;
    Ok(change
        .tx
        .row(
            "SELECT url, private, secret, old_secret, old_until FROM delivery_hooks
             WHERE org_id = ?1 AND account_id = ?2",
            params![org, account],
            |row| {
                let until: Option<Timestamp> = row.get(4)?;
                let old: Option<Vec<u8>> = row.get(3)?;
                let old = old.filter(|_| until.is_some_and(|until| now < until));
                Ok(Endpoint {
                    url: row.get(0)?,
                    private: row.get(1)?,
                    secrets: [row.get(2)?].into_iter().chain(old).collect(),
                })
            },
        )
        .await?)
}

/// As little as the plan lets out, and never more of a Secure account than a letter would say.
fn written(taken: &Taken, account: AccountId, ready: &Ready, link: &str, at: Timestamp) -> String {
    let some = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    let body = json!({
        "type": "message.to_acknowledge",
        "timestamp": at.to_string(),
        "data": {
            "message": taken.message.to_string(),
            "account": { "id": account.to_string(), "name": ready.business },
            "priority": ready.priority,
            "taken_at": ready.taken_at.to_string(),
            "for": taken.name,
            "reminder": taken.round,
            "caller": some(&ready.said.caller),
            "subject": some(&ready.said.subject),
            "text": some(&ready.said.text),
            "acknowledge": link,
        },
    });
    body.to_string()
}

async fn end(
    tx: &mut Tx,
    org: OrgId,
    taken: &Taken,
    (state, reason): (State, &str),
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        "UPDATE delivery_attempts SET state = ?4, reason = ?5, sent_at = ?6, post_at = NULL
         WHERE org_id = ?1 AND message_id = ?2 AND place = ?3 AND posts = ?7",
        params![org, taken.message, taken.place, state.name(), reason, at, taken.posts],
    )
    .await?;
    Ok(())
}

/// Only 2xx has arrived, and may say who acknowledges. Anything else is posted again for a few minutes; then the next
/// step of the plan follows.
pub async fn settle(house: &House, due: &Due, answered: Answered) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let again = if answered.has_arrived() { None } else { answered.wait(due.posts, &change.dice) };
    let (state, reason) = match (answered.has_arrived(), again) {
        (true, _) => (State::Sent, String::new()),
        (false, Some(_)) => (State::Waiting, answered.words()),
        (false, None) => (State::Failed, answered.words()),
    };
    let ours = change
        .tx
        .execute(
            "UPDATE delivery_attempts SET state = ?5, reason = ?6, sent_at = ?7, post_at = ?8
             WHERE org_id = ?1 AND message_id = ?2 AND place = ?3 AND posts = ?4 AND state = 'sending'",
            params![
                due.org,
                due.message,
                due.place,
                due.posts,
                state.name(),
                reason,
                again.is_none().then_some(change.at),
                again.map(|wait| change.at + wait)
            ],
        )
        .await?;
    // Taken by another process because this one was too late.
    if ours == 0 {
        return Ok(());
    }
    let Some(by) = answered.acknowledged() else { return change.commit_housekeeping().await };
    let found = change
        .tx
        .row(
            "SELECT m.contact_id, m.created_by, m.caller_name, p.name FROM messages m
             JOIN delivery_attempts p ON p.org_id = m.org_id AND p.message_id = m.id
             WHERE m.org_id = ?1 AND m.id = ?2 AND p.place = ?3",
            params![due.org, due.message, due.place],
            |row| {
                let going = Going {
                    org: due.org,
                    message: due.message,
                    account: due.account,
                    contact: row.get(0)?,
                    creator: row.get(1)?,
                    caller: row.get(2)?,
                };
                Ok((going, row.get::<String>(3)?))
            },
        )
        .await?;
    let Some((going, asked)) = found else { return change.commit_housekeeping().await };
    let by = if by.is_empty() { asked } else { by };
    match close(&mut change, &going, &by, How::Webhook).await? {
        Some(event) => change.record(&Actor::system(due.org, "delivery"), event).await?.commit().await,
        None => change.commit_housekeeping().await,
    }
}
