//! Taking what is due, and settling what became of it. One worker has a delivery at a time; an attempt of which nobody
//! hears the end is made again, under the same id.

use db::{Tx, params};
use kernel::{DeliveryId, OrgId, Result, Span, Timestamp, WebhookId};
use serde_json::json;

use super::endpoint::Endpoint;
use super::make::{switch_off, worker};
use super::{delays, secret};
use crate::change::Change;
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};

/// After this anybody may make the attempt again.
pub const ATTEMPT_LASTS: Span = Span::seconds(60);
/// An endpoint at which nothing has arrived for so long is disabled.
pub const GIVE_UP_AFTER: Span = Span::days(5);
/// Characters that are kept of why an attempt failed.
const LONGEST_WHY: usize = 300;

/// A delivery on its way.
#[derive(Clone, Debug)]
pub struct Due {
    pub org: OrgId,
    pub webhook: WebhookId,
    pub id: DeliveryId,
    /// Only the latest attempt settles anything.
    pub attempt: i64,
    pub url: String,
    pub body: String,
    /// `webhook-id`, `webhook-timestamp`, `webhook-signature`
    pub headers: [(&'static str, String); 3],
}

/// How an attempt went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was answered; none if nothing was.
    pub status: Option<u16>,
    pub why: String,
    /// The other side asked for so much time.
    pub retry_after: Option<Span>,
}

/// The endpoints for which something is due.
pub async fn due(house: &House) -> Result<Vec<(OrgId, WebhookId)>> {
    let now = house.now();
    Ok(house
        .read()
        .await?
        .0
        .rows(
            "SELECT w.org_id, w.id FROM webhooks w WHERE w.disabled_at IS NULL AND EXISTS (
               SELECT 1 FROM webhook_deliveries d
               WHERE d.org_id = w.org_id AND d.webhook_id = w.id AND d.next_at IS NOT NULL AND d.next_at <= ?1)",
            params![now],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?)
}

/// The next delivery to this endpoint, signed now; none if none is due, or it was disabled.
pub async fn claim(house: &House, org: OrgId, webhook: WebhookId) -> Result<Option<Due>> {
    let mut change = house.change_unasked().await?;
    let endpoint = change
        .tx
        .row(
            "SELECT url, secret, old_secret, old_until FROM webhooks
             WHERE org_id = ?1 AND id = ?2 AND disabled_at IS NULL",
            params![org, webhook],
            |row| {
                let (new, old): (Vec<u8>, Option<Vec<u8>>) = (row.get(1)?, row.get(2)?);
                Ok((row.get::<String>(0)?, new, old, row.get::<Option<Timestamp>>(3)?))
            },
        )
        .await?;
    let Some((url, new, old, until)) = endpoint else { return Ok(None) };
    let next: Option<(DeliveryId, i64, String)> = change
        .tx
        .row(
            "SELECT id, attempts, payload FROM webhook_deliveries
             WHERE org_id = ?1 AND webhook_id = ?2 AND next_at IS NOT NULL AND next_at <= ?3
             ORDER BY next_at, seq, id LIMIT 1 /* pass over taken */",
            params![org, webhook, change.at],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    let Some((id, attempts, body)) = next else { return Ok(None) };
    let attempt = attempts + 1;
    change
        .tx
        .execute(
            "UPDATE webhook_deliveries SET attempts = ?3, tries = tries + 1, next_at = ?4
             WHERE org_id = ?1 AND id = ?2",
            params![org, id, attempt, change.at + ATTEMPT_LASTS],
        )
        .await?;
    change
        .tx
        .execute(
            "INSERT INTO webhook_attempts (org_id, delivery_id, number, at) VALUES (?1, ?2, ?3, ?4)",
            params![org, id, attempt, change.at],
        )
        .await?;
    let seconds = change.at.micros().div_euclid(1_000_000);
    let still = old.filter(|_| until.is_some_and(|until| change.at < until));
    let secrets: Vec<Vec<u8>> = [new].into_iter().chain(still).collect();
    change.commit_housekeeping().await?;
    let signed = secret::signatures(&secrets, &id.to_string(), seconds, &body);
    let headers = [
        ("webhook-id", id.to_string()),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", signed),
    ];
    Ok(Some(Due { org, webhook, id, attempt, url, body, headers }))
}

/// Only 2xx has arrived. 410 disables the endpoint, and so do days of failure.
pub async fn settle(house: &House, due: &Due, outcome: Outcome) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let tries: Option<i64> = change
        .tx
        .row(
            "SELECT tries FROM webhook_deliveries WHERE org_id = ?1 AND id = ?2 AND attempts = ?3",
            params![due.org, due.id, due.attempt],
            |row| row.get(0),
        )
        .await?;
    // Deleted meanwhile, or taken by another worker because this one was too late.
    let Some(tries) = tries else { return Ok(()) };
    let why: String = outcome.why.chars().filter(|c| !c.is_control()).take(LONGEST_WHY).collect();
    change
        .tx
        .execute(
            "UPDATE webhook_attempts SET ended_at = ?4, status = ?5, why = ?6
             WHERE org_id = ?1 AND delivery_id = ?2 AND number = ?3",
            params![due.org, due.id, due.attempt, change.at, outcome.status.map(i64::from), why.as_str()],
        )
        .await?;
    let arrived = outcome.status.is_some_and(|status| (200..300).contains(&status));
    let next = if arrived { None } else { delays::after(tries, outcome.retry_after, &change.dice) };
    let state = match (arrived, next) {
        (true, _) => "delivered",
        (false, Some(_)) => "waiting",
        (false, None) => "failed",
    };
    change
        .tx
        .execute(
            "UPDATE webhook_deliveries SET state = ?3, next_at = ?4, done_at = ?5 WHERE org_id = ?1 AND id = ?2",
            params![
                due.org,
                due.id,
                state,
                next.map(|span| change.at + span),
                next.is_none().then_some(change.at)
            ],
        )
        .await?;
    let endpoint = state_of(&mut change.tx, due).await?;
    let Some((endpoint, failing)) = endpoint else { return change.commit_housekeeping().await };
    let since = if arrived { None } else { Some(failing.unwrap_or(change.at)) };
    change
        .tx
        .execute(
            "UPDATE webhooks SET failing_since = ?3 WHERE org_id = ?1 AND id = ?2",
            params![due.org, due.webhook, since],
        )
        .await?;
    let gone = outcome.status == Some(410);
    let too_long = since.is_some_and(|since| change.at - since >= GIVE_UP_AFTER);
    if !gone && !too_long {
        return change.commit_housekeeping().await;
    }
    let why = if gone {
        "The other side said that it is gone (410)."
    } else {
        "Nothing has arrived for five days."
    };
    let event = switch_off(&mut change, due.org, &endpoint, why).await?;
    tell(&mut change, due, &endpoint.name).await?;
    change.record(&worker(due.org), event).await?.commit().await
}

/// The endpoint, if it is switched on, and since when it fails.
async fn state_of(tx: &mut Tx, due: &Due) -> Result<Option<(Endpoint, Option<Timestamp>)>> {
    Ok(tx
        .row(
            "SELECT name, created_at, failing_since FROM webhooks
             WHERE org_id = ?1 AND id = ?2 AND disabled_at IS NULL",
            params![due.org, due.webhook],
            |row| {
                let failing = row.get(2)?;
                let endpoint = Endpoint {
                    id: due.webhook,
                    url: due.url.clone(),
                    name: row.get(0)?,
                    topics: Vec::new(),
                    secure: false,
                    accounts: Vec::new(),
                    created_at: row.get(1)?,
                    created_by: String::new(),
                    failing_since: failing,
                    disabled: None,
                };
                Ok((endpoint, failing))
            },
        )
        .await?)
}

/// A letter to every administrator.
async fn tell(change: &mut Change, due: &Due, name: &str) -> Result<()> {
    let administrators: Vec<(kernel::UserId, String)> = change
        .tx
        .rows(
            "SELECT u.id, u.email FROM users u WHERE u.org_id = ?1 AND u.disabled_at IS NULL AND EXISTS (
               SELECT 1 FROM operator_roles o JOIN roles r ON r.org_id = o.org_id AND r.id = o.role_id
               WHERE o.org_id = u.org_id AND o.user_id = u.id AND r.preset = 'administrator')
             ORDER BY u.id",
            params![due.org],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    for (user, to) in administrators {
        let letter = Letter {
            kind: LetterKind::WebhookDisabled,
            channel: Channel::Email,
            to,
            user: Some(user),
            account: None,
            data: json!({ "webhook": due.webhook.to_string(), "name": name }),
            ends_at: None,
        };
        notices::put(change, due.org, letter).await?;
    }
    Ok(())
}
