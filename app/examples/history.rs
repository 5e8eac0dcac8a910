//! A history that was kept for long enough, for the bench: lines a year old, before all that happened since, in the accounts
//! that are there. They have no hashes, so that the chain of this history proves nothing. `make bench` measures pages
//! while they are removed. Without lines to load it says how many are left.
//!
//!     history DATA/portico.db 1000000
//!     history postgres://user:password@host/name 0

mod loading;
mod rows;

use std::process::ExitCode;

use db::{Database, Location, Tx, params};
use kernel::{AccountId, CallId, Dice, EventId, OrgId, Span, Timestamp, UserId, text::fold};
use loading::Failed;
use rows::{fill, one_of, scrambled};

/// Lines of one transaction.
const CHUNK: usize = 20_000;
/// What they tell.
const ACTIONS: [&str; 4] = ["session.started", "calls.taken", "message.written", "account.edited"];
const TABLES: [&str; 2] = ["events", "history_heads"];

#[tokio::main]
async fn main() -> ExitCode {
    match loading::arguments("history DATABASE LINES") {
        Ok((data, [0])) => loading::ended(left(data).await),
        Ok((data, [lines])) => loading::ended(load(data, lines).await),
        Err(code) => code,
    }
}

/// Who did it all, and when that was seen first.
struct House {
    org: OrgId,
    operator: UserId,
    name: String,
    at: Timestamp,
}

async fn look(tx: &mut Tx) -> Result<House, Failed> {
    let house = tx
        .row("SELECT org_id, id, name, created_at FROM users WHERE kind = 'operator'", &[], |row| {
            Ok(House { org: row.get(0)?, operator: row.get(1)?, name: row.get(2)?, at: row.get(3)? })
        })
        .await?;
    Ok(house.ok_or("there is no operator")?)
}

/// They have the first numbers, and go one after the other.
async fn left(data: String) -> Result<(), Failed> {
    let location =
        if data.starts_with("postgres") { Location::Server(data) } else { Location::File(data.into()) };
    let mut tx = Database::open(&location).await?.read().await?;
    let House { org, at, .. } = look(&mut tx).await?;
    let ends = "SELECT min(seq), (SELECT min(seq) FROM events y WHERE y.org_id = ?1 AND y.id = (
                  SELECT id FROM events z WHERE z.org_id = ?1 AND z.id >= ?2 ORDER BY z.id LIMIT 1))
                FROM events WHERE org_id = ?1";
    let since = EventId::new(at - Span::days(1), &Dice::seeded(1)).uuid();
    let ends: Option<(i64, i64)> =
        tx.row(ends, params![org, since], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let (first, young) = ends.ok_or("there is no history")?;
    println!("{}", (young - first).max(0));
    Ok(())
}

async fn load(data: String, count: usize) -> Result<(), Failed> {
    let database = loading::open(data).await?;
    let mut tx = database.read().await?;
    let House { org, operator, name, at } = look(&mut tx).await?;
    let accounts: Vec<AccountId> = tx
        .rows("SELECT id FROM accounts WHERE org_id = ?1 ORDER BY id", params![org], |row| row.get(0))
        .await?;
    drop(tx);
    make_room(&database, org, count).await?;
    let (dice, actor, hash) = (Dice::seeded(3), name.as_str(), &[0u8; 32][..]);
    let numbers: Vec<usize> = (0..count).collect();
    for numbers in numbers.chunks(CHUNK) {
        let mut lines = Vec::with_capacity(numbers.len());
        for number in numbers {
            let thrown = scrambled(*number as u64);
            let action = one_of(&ACTIONS, thrown);
            let account = accounts.get(usize::try_from(thrown >> 20)? % accounts.len()).copied();
            let when = at - Span::days(365) - Span::seconds(i64::try_from(count - number)?);
            lines.push(
                params![
                    org,
                    i64::try_from(*number)? + 1,
                    EventId::new(when, &dice).uuid(),
                    when,
                    action,
                    account,
                    "call",
                    CallId::new(when, &dice).uuid(),
                    "",
                    operator,
                    actor,
                    operator,
                    actor,
                    "session",
                    "[]",
                    "",
                    "",
                    fold(&format!("{actor} {action}")),
                    hash,
                    hash
                ]
                .to_vec(),
            );
        }
        let mut tx = database.write().await?;
        fill(
            &mut tx,
            "events",
            "org_id, seq, id, at, action, account_id, thing, thing_id, label, actor_id, actor_name, subject_id, \
             subject_name, via, changes, request_id, address, search, prev_hash, hash",
            &lines,
        )
        .await?;
        tx.commit().await?;
    }
    Ok(database.settle().await?)
}

/// What has happened already moves behind them; by way of numbers that nobody has, so that no two are equal meanwhile.
async fn make_room(database: &Database, org: OrgId, count: usize) -> Result<(), Failed> {
    let (mut tx, count) = (database.write().await?, i64::try_from(count)?);
    let [lines, heads] = TABLES;
    tx.execute(&format!("UPDATE {lines} SET seq = -seq WHERE org_id = ?1"), params![org]).await?;
    for (table, now) in [(lines, "?2 - seq"), (heads, "?2 + seq")] {
        tx.execute(&format!("UPDATE {table} SET seq = {now} WHERE org_id = ?1"), params![org, count]).await?;
    }
    Ok(tx.commit().await?)
}
