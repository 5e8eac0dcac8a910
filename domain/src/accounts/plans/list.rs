//! The plans of the organization, and one of them.

use db::{Row, Tx, params};
use kernel::{AccountId, Error, OrgId, PlanId, Result, Timestamp};

use super::Limits;
use crate::access::Granted;
use crate::accounts::for_the_team;
use crate::house::Read;

/// What an account can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: PlanId,
    pub name: String,
    /// As the organization says it: “$149 a month”.
    pub price: String,
    pub features: Vec<String>,
    pub limits: Limits,
}

const COLUMNS: &str = "p.id, p.name, p.price, p.features, p.users, p.contacts, p.numbers";

fn read_plan(row: &Row<'_>) -> db::Result<Plan> {
    Ok(Plan {
        id: row.get(0)?,
        name: row.get(1)?,
        price: row.get(2)?,
        features: row.get::<String>(3)?.lines().map(str::to_owned).collect(),
        limits: Limits { users: row.get(4)?, contacts: row.get(5)?, numbers: row.get(6)? },
    })
}

/// All plans by name, each with the number of accounts that have it, templates left out. Whoever of the team has any proof in the
/// organization may know what it offers.
pub async fn list<P>(read: &mut Read, granted: &Granted<P>) -> Result<Vec<(Plan, i64)>> {
    for_the_team(granted)?;
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT count(*) FROM account_plans a
           JOIN accounts c ON c.org_id = a.org_id AND c.id = a.account_id AND c.template = 0
           WHERE a.org_id = p.org_id AND a.plan_id = p.id{})
         FROM plans p WHERE p.org_id = ?1 ORDER BY p.name_folded",
        granted.actor().without_secure("a.org_id", "a.account_id")
    );
    Ok(read.0.rows(&sql, params![granted.org()], |row| Ok((read_plan(row)?, row.get(7)?))).await?)
}

/// One plan; another organization's is not found.
pub async fn find<P>(read: &mut Read, granted: &Granted<P>, id: PlanId) -> Result<Plan> {
    for_the_team(granted)?;
    find_in(&mut read.0, granted.org(), id).await
}

pub(super) async fn find_in(tx: &mut Tx, org: OrgId, id: PlanId) -> Result<Plan> {
    let sql = format!("SELECT {COLUMNS} FROM plans p WHERE p.org_id = ?1 AND p.id = ?2");
    tx.row(&sql, params![org, id], read_plan).await?.ok_or(Error::NotFound)
}

/// A plan that was chosen from those that there are.
pub(in crate::accounts) async fn must_exist(tx: &mut Tx, org: OrgId, id: PlanId) -> Result<Plan> {
    match find_in(tx, org, id).await {
        Err(Error::NotFound) => Err(Error::invalid("plan", "Choose one of the plans.")),
        found => found,
    }
}

/// The plan of an account, and since when.
pub(super) async fn of_account_in(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
) -> Result<Option<(Plan, Timestamp)>> {
    let sql = format!(
        "SELECT {COLUMNS}, a.since_at FROM account_plans a
         JOIN plans p ON p.org_id = a.org_id AND p.id = a.plan_id WHERE a.org_id = ?1 AND a.account_id = ?2"
    );
    Ok(tx.row(&sql, params![org, account], |row| Ok((read_plan(row)?, row.get(7)?))).await?)
}
