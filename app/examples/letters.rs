//! Letters that wait, for the bench, by the thousand: what the doors would put into the outbox of each. `make bench`
//! measures pages beside them.
//!
//!     letters DATA/portico.db 100000
//!     letters postgres://user:password@host/name 100000

mod loading;

use std::process::ExitCode;

use db::params;
use kernel::{Dice, OrgId, OutgoingId, Timestamp, UserId};
use loading::Failed;

/// Letters of one transaction.
const CHUNK: usize = 20_000;
/// So many people get them; to each they go one after the other.
const RECIPIENTS: usize = 1_000;
/// Where they wait, and what of each.
const TABLE: &str = "outbox";
const COLUMNS: &str =
    "org_id, id, kind, channel, recipient, lane, place, user_id, data, state, reason, attempts, next_at,
    created_at, search";
const VALUES: &str = "?1, ?2, 'test', 'email', ?3, ?3, ?4, ?5, '{}', 'queued', '', 0, ?6, ?6, ?3";

#[tokio::main]
async fn main() -> ExitCode {
    match loading::arguments("letters DATABASE COUNT") {
        Ok((data, [count])) => loading::ended(load(data, count).await),
        Err(code) => code,
    }
}

async fn load(data: String, count: usize) -> Result<(), Failed> {
    let database = loading::open(data).await?;
    let mut tx = database.read().await?;
    let (org, user, at): (OrgId, UserId, Timestamp) = tx
        .row("SELECT org_id, id, created_at FROM users WHERE kind = 'operator'", &[], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .await?
        .ok_or("there is no operator")?;
    drop(tx);
    let dice = Dice::seeded(1);
    let sql = format!("INSERT INTO {TABLE} ({COLUMNS}) VALUES ({VALUES})");
    let numbers: Vec<usize> = (0..count).collect();
    for numbers in numbers.chunks(CHUNK) {
        let rows = numbers.iter().map(|number| {
            let to = format!("reader{}@letters.example", number % RECIPIENTS);
            let place = i64::try_from(number / RECIPIENTS + 1).unwrap_or(i64::MAX);
            params![org, OutgoingId::new(at, &dice), to, place, user, at].to_vec()
        });
        let rows: Vec<_> = rows.collect();
        let mut tx = database.write().await?;
        tx.execute_many(&sql, &rows).await?;
        tx.commit().await?;
    }
    Ok(())
}
