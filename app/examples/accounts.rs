//! Client accounts for the bench, by the thousand, and a long history: what the doors would write of each, without their
//! hashes, so that the chain of this history proves nothing. `make bench` measures the console with them.
//!
//!     accounts DATA/portico.db 100000 10000000
//!     accounts postgres://user:password@host/name 100000 10000000

mod loading;
mod rows;

use std::process::ExitCode;

use db::{Database, params};
use kernel::{AccountId, Dice, EventId, OrgId, Span, Timestamp, UserId, text::fold};
use loading::Failed;
use rows::{fill, one_of, scrambled};

/// Rows of one transaction.
const CHUNK: usize = 20_000;
/// Each has one of these trades as its tag, in turn.
const TRADES: [&str; 8] =
    ["Dentist", "Plumber", "Law firm", "Clinic", "Roofer", "Florist", "Garage", "Accountant"];
const PLACES: [&str; 12] = [
    "Harbor",
    "Cedar",
    "Summit",
    "Riverside",
    "Oak Hill",
    "Lakeview",
    "Prairie",
    "Canyon",
    "Willow",
    "Granite",
    "Juniper",
    "Meadow",
];
/// What the history tells, more often of some than of others.
const ACTIONS: [&str; 8] = [
    "session.started",
    "session.started",
    "calls.taken",
    "message.written",
    "account.edited",
    "contact.edited",
    "user.edited",
    "status.set",
];

#[tokio::main]
async fn main() -> ExitCode {
    match loading::arguments("accounts DATABASE ACCOUNTS EVENTS") {
        Ok((data, [accounts, events])) => loading::ended(load(data, accounts, events).await),
        Err(code) => code,
    }
}

/// Where they go, and who looks after some of them.
struct House {
    org: OrgId,
    operator: UserId,
    name: String,
    at: Timestamp,
}

async fn load(data: String, accounts: usize, events: usize) -> Result<(), Failed> {
    let database = loading::open(data).await?;
    let house = look(&database).await?;
    let dice = Dice::seeded(2);
    let numbers: Vec<usize> = (0..accounts).collect();
    for numbers in numbers.chunks(CHUNK) {
        open(&database, &house, numbers, &dice).await?;
    }
    happen(&database, &house, events, &dice).await?;
    Ok(database.settle().await?)
}

async fn look(database: &Database) -> Result<House, Failed> {
    let mut tx = database.read().await?;
    let house = tx
        .row("SELECT org_id, id, name, created_at FROM users WHERE kind = 'operator'", &[], |row| {
            Ok(House { org: row.get(0)?, operator: row.get(1)?, name: row.get(2)?, at: row.get(3)? })
        })
        .await?;
    Ok(house.ok_or("there is no operator")?)
}

/// Every tenth is the operator's own, every fiftieth in setup, every hundredth locked.
async fn open(database: &Database, house: &House, numbers: &[usize], dice: &Dice) -> Result<(), Failed> {
    let House { org, operator, at, .. } = house;
    let [mut accounts, mut tags, mut operators, mut words] =
        std::array::from_fn(|_| Vec::with_capacity(numbers.len()));
    for number in numbers {
        let thrown = scrambled(*number as u64);
        let trade = one_of(&TRADES, thrown >> 8);
        let name = format!("{} {trade} {number}", one_of(&PLACES, thrown));
        let email = format!("office{number}@accounts.example");
        let phone = format!("+1303{:07}", number % 10_000_000);
        let search = fold(&format!("{name} {email} {phone}"));
        let mut own: Vec<String> = fold(&name).split(' ').map(str::to_owned).collect();
        own.extend([1, 2, 5, 8].iter().filter_map(|from| phone.get(*from..)).map(str::to_owned));
        own.extend([phone.clone(), email.clone(), format!("office{number}"), "example".to_owned()]);
        own.sort();
        own.dedup();
        let line = own.iter().fold(String::new(), |line, word| line + " " + word);
        let (id, folded) = (AccountId::new(*at, dice), fold(trade));
        let locked = number.is_multiple_of(100).then_some(*at);
        let in_setup = i64::from(number % 50 == 1);
        accounts.push(
            params![
                *org,
                id,
                name.clone(),
                fold(&name),
                email.clone(),
                email,
                phone,
                "America/Denver",
                search,
                locked,
                *at,
                in_setup,
                folded.clone(),
                trade,
                line
            ]
            .to_vec(),
        );
        words.extend(own.into_iter().map(|word| params![*org, word, id].to_vec()));
        let name = fold(&name);
        tags.push(params![*org, id, folded, trade, name.clone(), *at, in_setup, locked].to_vec());
        if number.is_multiple_of(10) {
            operators.push(params![*org, id, *operator, *at, name, *at, in_setup, locked].to_vec());
        }
    }
    let mut tx = database.write().await?;
    for (table, columns, rows) in [
        (
            "accounts",
            "org_id, id, name, name_folded, email, email_folded, phone, time_zone, search, locked_at, created_at, \
             in_setup, tags_folded, tags, words",
            &accounts,
        ),
        ("account_words", "org_id, word, account_id", &words),
        (
            "account_tags",
            "org_id, account_id, folded, tag, name_folded, created_at, in_setup, locked_at",
            &tags,
        ),
        (
            "account_operators",
            "org_id, account_id, user_id, assigned_at, name_folded, created_at, in_setup, locked_at",
            &operators,
        ),
    ] {
        fill(&mut tx, table, columns, rows).await?;
    }
    Ok(tx.commit().await?)
}

/// One each second, up to the beginning of the organization; each in one of the accounts.
async fn happen(database: &Database, house: &House, count: usize, dice: &Dice) -> Result<(), Failed> {
    let House { org, operator, name, at } = house;
    let mut tx = database.read().await?;
    let head = "SELECT seq FROM history_heads WHERE org_id = ?1";
    let head: i64 = tx.row(head, params![*org], |row| row.get(0)).await?.ok_or("there is no history")?;
    let accounts: Vec<AccountId> = tx
        .rows("SELECT id FROM accounts WHERE org_id = ?1 ORDER BY id", params![*org], |row| row.get(0))
        .await?;
    drop(tx);
    let actor = name.as_str();
    let numbers: Vec<usize> = (0..count).collect();
    for numbers in numbers.chunks(CHUNK) {
        let mut lines = Vec::with_capacity(numbers.len());
        let mut last = head;
        for number in numbers {
            let thrown = scrambled(*number as u64);
            let action = one_of(&ACTIONS, thrown);
            let account = accounts.get(usize::try_from(thrown >> 20)? % accounts.len()).copied();
            last = head + i64::try_from(*number)? + 1;
            let when = *at - Span::seconds(i64::try_from(count - number)?);
            let search = fold(&format!("{actor} {action}"));
            let hash: &[u8] = &[0; 32];
            lines.push(
                params![
                    *org,
                    last,
                    EventId::new(when, dice).uuid(),
                    when,
                    action,
                    account,
                    "acct",
                    account,
                    "",
                    *operator,
                    actor,
                    *operator,
                    actor,
                    "session",
                    "[]",
                    "",
                    "",
                    search,
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
        let heads = "history_heads";
        tx.execute(&format!("UPDATE {heads} SET seq = ?2 WHERE org_id = ?1"), params![*org, last]).await?;
        tx.commit().await?;
    }
    Ok(())
}
