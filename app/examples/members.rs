//! Portal users for the bench, by the thousand: what the doors would write of each, without their waiting for a
//! password hash and a letter. Nobody signs in as one of them. `make bench` measures the lists with them.
//!
//!     members DATA/portico.db 1000000
//!     members postgres://user:password@host/name 1000000

mod loading;
mod rows;

use std::collections::BTreeSet;
use std::process::ExitCode;

use db::{Database, params};
use kernel::{AccountId, Dice, MemberId, OrgId, RoleId, Timestamp, UserId, text::fold};
use loading::Failed;
use rows::{fill, one_of, scrambled};

/// Portal users of one transaction.
const CHUNK: usize = 20_000;
/// So many of them are disabled, but not more than half: they are what the bench deletes.
const DISABLED: usize = 10_000;
const FIRST: [&str; 16] = [
    "Olivia", "Wes", "Priya", "Amara", "Jonas", "Mei", "Carlos", "Ingrid", "Tariq", "Hannah", "Luca", "Noor",
    "Felix", "Zoë", "Marcus", "Elena",
];
const LAST: [&str; 16] = [
    "Hartmann",
    "Tolliver",
    "Raman",
    "Nwosu",
    "Lindqvist",
    "Chen",
    "Ortega",
    "Solberg",
    "Aziz",
    "Weber",
    "Rossi",
    "Haddad",
    "Krause",
    "Martin",
    "Bell",
    "Petrova",
];
/// One in the middle has a name that nobody else has, to be searched for.
const RARE: &str = "Quistgaard";

#[tokio::main]
async fn main() -> ExitCode {
    match loading::arguments("members DATABASE COUNT") {
        Ok((data, [count])) => loading::ended(load(data, count).await),
        Err(code) => code,
    }
}

/// Where they go.
struct House {
    org: OrgId,
    role: RoleId,
    at: Timestamp,
    accounts: Vec<(AccountId, String)>,
}

/// One of them, before there is a row.
struct Member {
    name: String,
    email: String,
    account: usize,
    state: &'static str,
    invitation: &'static str,
}

async fn load(data: String, count: usize) -> Result<(), Failed> {
    let database = loading::open(data).await?;
    let house = look(&database).await?;
    // In the order of their addresses every index grows at few ends only.
    let mut members: Vec<Member> =
        (0..count).map(|index| Member::of(index, count, house.accounts.len())).collect();
    members.sort_by(|a, b| a.email.cmp(&b.email));
    let dice = Dice::seeded(1);
    for members in members.chunks(CHUNK) {
        insert(&database, &house, members, &dice).await?;
    }
    Ok(database.settle().await?)
}

async fn look(database: &Database) -> Result<House, Failed> {
    let mut tx = database.read().await?;
    let (org, role, at): (OrgId, RoleId, Timestamp) = tx
        .row(
            "SELECT r.org_id, r.id, g.created_at FROM roles r JOIN organizations g ON g.org_id = r.org_id
             WHERE r.preset = 'client_user'",
            &[],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?
        .ok_or("there is no organization")?;
    let accounts = tx
        .rows("SELECT id, name_folded FROM accounts WHERE org_id = ?1 ORDER BY id", params![org], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .await?;
    if accounts.is_empty() {
        return Err("there is no account".into());
    }
    Ok(House { org, role, at, accounts })
}

impl Member {
    fn of(index: usize, count: usize, accounts: usize) -> Self {
        let dice = scrambled(index as u64);
        let (first, last) = (one_of(&FIRST, dice >> 4), one_of(&LAST, dice >> 12));
        let last = if index == count / 2 { RARE } else { last };
        let every = count / DISABLED.min(count / 2).max(1);
        let disabled = index.is_multiple_of(every.max(1));
        Self {
            name: format!("{first} {last}"),
            email: format!("{}.{}{index}@members.example", fold(first), fold(last)),
            account: usize::try_from((dice >> 20) & 0xffff).unwrap_or(0) % accounts,
            state: if disabled { "disabled" } else { "active" },
            invitation: match (dice >> 40) % 100 {
                0..80 => "accepted",
                80..94 => "pending",
                94..99 => "expired",
                _ => "bounced",
            },
        }
    }
}

/// As the house writes them: what stands between spaces as a whole, and its parts.
fn words_of(texts: &str) -> BTreeSet<String> {
    let texts = fold(texts);
    let wholes = texts.split(' ');
    let parts = texts.split(|c: char| !c.is_alphanumeric());
    wholes.chain(parts).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

async fn insert(database: &Database, house: &House, members: &[Member], dice: &Dice) -> Result<(), Failed> {
    let House { org, role, at, accounts } = house;
    let [mut users, mut memberships, mut words, mut roles, mut invitations, mut passwords] =
        std::array::from_fn(|_| Vec::with_capacity(members.len()));
    for Member { name, email, account, state, invitation } in members {
        let id = UserId::new(*at, dice);
        let (account, account_name) = accounts.get(*account).ok_or("such an account is not there")?;
        let (email, disabled) = (email.as_str(), (*state == "disabled").then_some(*at));
        let accepted = (*invitation == "accepted").then_some(*at);
        let bounced = (*invitation == "bounced").then_some(*at);
        let search = fold(&format!("{name} {email} "));
        users.push(
            params![*org, id, "portal_user", email, email, name, "", search, disabled, *at, accepted]
                .to_vec(),
        );
        let place = MemberId::new(*at, dice);
        let own = words_of(&format!("{name} {email} {account_name}"));
        let line: String = own.iter().flat_map(|word| [" ", word]).collect();
        words.extend(own.into_iter().map(|word| params![*org, word, place].to_vec()));
        memberships.push(
            params![
                *org,
                id,
                *account,
                email,
                account_name.as_str(),
                *state,
                *invitation,
                place,
                *at,
                disabled,
                line
            ]
            .to_vec(),
        );
        roles.push(params![*org, id, *account, *role].to_vec());
        invitations.push(params![*org, id, *at, *at, *at, *at, accepted, bounced].to_vec());
        if accepted.is_some() {
            passwords.push(params![*org, id, "of nobody", *at].to_vec());
        }
    }
    let mut tx = database.write().await?;
    for (table, columns, rows) in [
        (
            "users",
            "org_id, id, kind, email, email_folded, name, title, search, disabled_at, created_at, email_verified_at",
            &users,
        ),
        (
            "memberships",
            "org_id, user_id, account_id, email_folded, account_name_folded, state, invitation, id, created_at, disabled_at, \
             words",
            &memberships,
        ),
        ("member_words", "org_id, word, member_id", &words),
        ("membership_roles", "org_id, user_id, account_id, role_id", &roles),
        (
            "invitations",
            "org_id, user_id, asked_at, queued_at, sent_at, ends_at, accepted_at, bounced_at",
            &invitations,
        ),
        ("passwords", "org_id, user_id, hash, changed_at", &passwords),
    ] {
        fill(&mut tx, table, columns, rows).await?;
    }
    Ok(tx.commit().await?)
}
