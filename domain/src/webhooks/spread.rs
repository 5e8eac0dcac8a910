//! From the history to the endpoints: each line becomes a delivery for everybody who wants it, once.

use std::collections::HashSet;

use db::{Tx, Value, params};
use kernel::{AccountId, AnyId, DeliveryId, EventId, OrgId, Result, Timestamp, WebhookId};
use uuid::Uuid;

use super::payload::Told;
use crate::history::{Action, touches};
use crate::house::House;

/// Lines that are looked at in one transaction.
const AT_ONCE: i64 = 500;

struct Listening {
    org: OrgId,
    id: WebhookId,
    topics: HashSet<String>,
    secure: bool,
    told: i64,
}

/// Answers whether anything new has to be delivered. Two workers that do it at once make each delivery once.
pub async fn spread(house: &House) -> Result<bool> {
    let behind = behind(&mut house.read().await?.0).await?;
    let mut any = false;
    for endpoint in behind {
        let mut told = endpoint.told;
        while let Some(next) = step(house, &endpoint, told).await? {
            any = true;
            told = next;
            tokio::task::yield_now().await;
        }
    }
    Ok(any)
}

/// The endpoints that were not told of the newest line yet.
async fn behind(tx: &mut Tx) -> Result<Vec<Listening>> {
    Ok(tx
        .rows(
            "SELECT w.org_id, w.id, w.topics, w.secure, w.told_seq FROM webhooks w
             JOIN history_heads h ON h.org_id = w.org_id AND h.seq > w.told_seq
             WHERE w.disabled_at IS NULL ORDER BY w.org_id, w.id",
            &[],
            |row| {
                let topics = row.get::<String>(2)?.lines().map(str::to_owned).collect();
                Ok(Listening {
                    org: row.get(0)?,
                    id: row.get(1)?,
                    topics,
                    secure: row.get(3)?,
                    told: row.get(4)?,
                })
            },
        )
        .await?)
}

/// The next lines; answers the last of them, or nothing if there are none, or somebody else has just done it.
async fn step(house: &House, endpoint: &Listening, told: i64) -> Result<Option<i64>> {
    let mut change = house.change_unasked().await?;
    let (org, id) = (endpoint.org, endpoint.id);
    let lines = lines(&mut change.tx, org, told).await?;
    let Some(last) = lines.last().map(|(line, ..)| line.number) else { return Ok(None) };
    let moved = change
        .tx
        .execute(
            "UPDATE webhooks SET told_seq = ?4
             WHERE org_id = ?1 AND id = ?2 AND told_seq = ?3 AND disabled_at IS NULL",
            params![org, id, told, last],
        )
        .await?;
    if moved == 0 {
        return Ok(None);
    }
    let only: HashSet<AccountId> = change
        .tx
        .rows(
            "SELECT account_id FROM webhook_accounts WHERE org_id = ?1 AND webhook_id = ?2",
            params![org, id],
            |row| row.get(0),
        )
        .await?
        .into_iter()
        .collect();
    let mut rows = Vec::new();
    for (line, account, secure) in lines {
        let Some(action) = Action::parse(&line.action) else { continue };
        let wanted = endpoint.topics.is_empty() || endpoint.topics.contains(action.topic());
        let of_these = only.is_empty() || account.is_some_and(|account| only.contains(&account));
        if !wanted || !of_these || secure && !endpoint.secure {
            continue;
        }
        let delivery = DeliveryId::new(change.at, &change.dice);
        rows.push(
            params![
                org,
                delivery,
                id,
                line.number,
                action.name(),
                account,
                i64::from(secure),
                line.json(org),
                change.at
            ]
            .to_vec(),
        );
    }
    insert(&mut change.tx, &rows).await?;
    change.commit_housekeeping().await?;
    Ok(Some(last))
}

async fn insert(tx: &mut Tx, rows: &[Vec<Value<'_>>]) -> Result<()> {
    tx.execute_many(
        "INSERT INTO webhook_deliveries (org_id, id, webhook_id, seq, action, account_id, secure, payload, state, tries,
                                         attempts, next_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting', 0, 0, ?9, ?9)",
        rows,
    )
    .await?;
    Ok(())
}

type Line = (Told, Option<AccountId>, bool);

async fn lines(tx: &mut Tx, org: OrgId, after: i64) -> Result<Vec<Line>> {
    let secure = touches("secure_accounts");
    let sql = format!(
        "SELECT e.seq, e.id, e.at, e.action, e.account_id, a.name, e.thing, e.thing_id, e.label, e.actor_name,
                e.subject_name, e.changes, {secure}
         FROM events e LEFT JOIN accounts a ON a.org_id = e.org_id AND a.id = e.account_id
         WHERE e.org_id = ?1 AND e.seq > ?2 ORDER BY e.seq LIMIT {AT_ONCE}"
    );
    Ok(tx
        .rows(&sql, params![org, after], |row| {
            let account: Option<AccountId> = row.get(4)?;
            let name: Option<String> = row.get(5)?;
            let thing = named(&row.get::<String>(6)?, row.get(7)?);
            let told = Told {
                id: row.get::<EventId>(1)?.to_string(),
                number: row.get(0)?,
                at: row.get::<Timestamp>(2)?,
                action: row.get(3)?,
                account: account.map(|account| (account.to_string(), name.unwrap_or_default())),
                thing,
                label: row.get(8)?,
                actor: row.get(9)?,
                subject: row.get(10)?,
                changes: serde_json::from_str(&row.get::<String>(11)?).unwrap_or_default(),
            };
            Ok((told, account, row.get(12)?))
        })
        .await?)
}

/// `call_01…`
fn named(prefix: &str, id: Option<Uuid>) -> Option<String> {
    let id = id?;
    let known = format!("{prefix}_{}", "0".repeat(26)).parse::<AnyId>().ok()?;
    Some(AnyId { uuid: id, ..known }.to_string())
}
