//! What was sent to an endpoint: each delivery with what was in it, and each attempt with what was answered.

use db::{Row, Value, params};
use kernel::{DeliveryId, Error, Result, Timestamp, WebhookId};

use super::endpoint::find_in;
use crate::access::{Granted, SettingsEdit};
use crate::house::Read;

/// Deliveries of one page.
const AT_ONCE: usize = 50;

/// A delivery without what is in it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: DeliveryId,
    pub webhook: WebhookId,
    pub action: String,
    /// `waiting`, `delivered`, `failed`
    pub state: String,
    pub attempts: i64,
    pub created_at: Timestamp,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
}

/// One delivery, whole.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub listed: Listed,
    pub payload: String,
    /// The latest first.
    pub attempts: Vec<Attempt>,
}

#[derive(Clone, Debug)]
pub struct Attempt {
    pub number: i64,
    pub at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub status: Option<i64>,
    pub why: String,
}

impl Delivery {
    /// What was sent, with a line for each of its values.
    pub fn pretty(&self) -> String {
        serde_json::from_str::<serde_json::Value>(&self.payload)
            .and_then(|value| serde_json::to_string_pretty(&value))
            .unwrap_or_else(|_| self.payload.clone())
    }
}

const COLUMNS: &str = "d.id, d.webhook_id, d.action, d.state, d.attempts, d.created_at, d.next_at, d.done_at, d.secure, d.payload";

fn read_listed(row: &Row<'_>) -> db::Result<Listed> {
    Ok(Listed {
        id: row.get(0)?,
        webhook: row.get(1)?,
        action: row.get(2)?,
        state: row.get(3)?,
        attempts: row.get(4)?,
        created_at: row.get(5)?,
        next_at: row.get(6)?,
        done_at: row.get(7)?,
    })
}

/// A page of the deliveries to an endpoint, the newest first, and where the next page begins.
pub async fn deliveries(
    read: &mut Read,
    granted: &Granted<SettingsEdit>,
    webhook: WebhookId,
    before: Option<DeliveryId>,
) -> Result<(Vec<Listed>, Option<DeliveryId>)> {
    find_in(&mut read.0, granted, webhook).await?;
    let mut values = vec![Value::from(granted.org()), Value::from(webhook)];
    let mut sql =
        format!("SELECT {COLUMNS} FROM webhook_deliveries d WHERE d.org_id = ?1 AND d.webhook_id = ?2");
    if let Some(before) = before {
        values.push(Value::from(before));
        sql.push_str(" AND d.id < ?3");
    }
    sql = format!("{sql} ORDER BY d.id DESC LIMIT {}", AT_ONCE + 1);
    let mut found = read.0.rows(&sql, &values, read_listed).await?;
    let more = found.len() > AT_ONCE;
    found.truncate(AT_ONCE);
    let next = found.last().filter(|_| more).map(|one| one.id);
    Ok((found, next))
}

/// What is in a delivery of a Secure account is for operators with the clearance.
pub async fn delivery(read: &mut Read, granted: &Granted<SettingsEdit>, id: DeliveryId) -> Result<Delivery> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_deliveries d WHERE d.org_id = ?1 AND d.id = ?2");
    let found = read
        .0
        .row(&sql, params![granted.org(), id], |row| {
            Ok((read_listed(row)?, row.get::<bool>(8)?, row.get::<String>(9)?))
        })
        .await?;
    let (listed, secure, payload) = found.ok_or(Error::NotFound)?;
    super::endpoint::must_be_cleared(granted, secure)?;
    let attempts = read
        .0
        .rows(
            "SELECT number, at, ended_at, status, why FROM webhook_attempts
             WHERE org_id = ?1 AND delivery_id = ?2 ORDER BY number DESC LIMIT 50",
            params![granted.org(), id],
            |row| {
                Ok(Attempt {
                    number: row.get(0)?,
                    at: row.get(1)?,
                    ended_at: row.get(2)?,
                    status: row.get(3)?,
                    why: row.get(4)?,
                })
            },
        )
        .await?;
    Ok(Delivery { listed, payload, attempts })
}
