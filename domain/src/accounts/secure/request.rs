//! Emergency access (45 CFR 164.312(a)(2)(ii)): what was asked, and what became of it.

use db::{Row, Tx, Value, params};
use kernel::{AccountId, EmergencyId, Error, OrgId, Result, Timestamp, UserId};

use crate::access::{AccountsView, Granted};
use crate::change::Change;
use crate::house::{House, Read};

/// More than these are in the history.
const SHOWN: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has answered yet.
    Waiting,
    /// The operator sees into the account until it ends.
    Open,
    Refused,
    Withdrawn,
    /// Nobody answered in time.
    Expired,
    /// The time is over, or somebody ended it.
    Over,
}

/// An operator without the clearance asked to be let into a Secure account for once.
#[derive(Clone, Debug)]
pub struct Request {
    pub id: EmergencyId,
    pub account: AccountId,
    pub account_name: String,
    pub operator: UserId,
    pub operator_name: String,
    pub reason: String,
    pub state: State,
    pub asked_at: Timestamp,
    /// Who approved or refused it; nobody so far is empty.
    pub answered_by: String,
    /// Until when it waits, or the account is open.
    pub ends_at: Timestamp,
}

impl State {
    fn of(stored: &str, ends_at: Timestamp, now: Timestamp) -> Self {
        match (stored, now < ends_at) {
            ("waiting", true) => Self::Waiting,
            ("waiting", false) => Self::Expired,
            ("approved", true) => Self::Open,
            ("refused", _) => Self::Refused,
            ("withdrawn", _) => Self::Withdrawn,
            // Whatever cannot be read opens nothing.
            _ => Self::Over,
        }
    }
}

const SQL: &str =
    "SELECT e.id, e.account_id, a.name, e.operator_id, e.operator_name, e.reason, e.state, e.asked_at,
        e.answered_name, e.ends_at
    FROM emergency_requests e JOIN accounts a ON a.org_id = e.org_id AND a.id = e.account_id
    WHERE e.org_id = ?1";

fn read_request(row: &Row<'_>, now: Timestamp) -> db::Result<Request> {
    let ends_at = row.get(9)?;
    Ok(Request {
        id: row.get(0)?,
        account: row.get(1)?,
        account_name: row.get(2)?,
        operator: row.get(3)?,
        operator_name: row.get(4)?,
        reason: row.get(5)?,
        state: State::of(&row.get::<String>(6)?, ends_at, now),
        asked_at: row.get(7)?,
        answered_by: row.get(8)?,
        ends_at,
    })
}

/// The latest ones: all of them for those who answer, one’s own for everybody else.
pub async fn requests(
    house: &House,
    read: &mut Read,
    granted: &Granted<AccountsView>,
) -> Result<Vec<Request>> {
    of(house, read, granted, None).await
}

/// The same about one account.
pub async fn of_account(
    house: &House,
    read: &mut Read,
    granted: &Granted<AccountsView>,
    account: AccountId,
) -> Result<Vec<Request>> {
    of(house, read, granted, Some(account)).await
}

async fn of(
    house: &House,
    read: &mut Read,
    granted: &Granted<AccountsView>,
    account: Option<AccountId>,
) -> Result<Vec<Request>> {
    let actor = granted.actor();
    let Some(person) = actor.user_id().filter(|_| actor.is_of_the_team()) else { return Ok(Vec::new()) };
    let now = house.now();
    let mut sql = SQL.to_owned();
    let mut values = vec![Value::from(actor.org())];
    if !actor.is_cleared() {
        values.push(Value::from(person));
        sql.push_str(" AND e.operator_id = ?2");
    }
    if let Some(account) = account {
        values.push(Value::from(account));
        sql.push_str(if values.len() == 2 { " AND e.account_id = ?2" } else { " AND e.account_id = ?3" });
    }
    sql = format!("{sql} ORDER BY e.id DESC LIMIT {SHOWN}");
    Ok(read.0.rows(&sql, &values, |row| read_request(row, now)).await?)
}

/// One of those; another operator’s is not found by whoever does not answer it.
pub async fn find(
    house: &House,
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: EmergencyId,
) -> Result<Request> {
    let request = find_in(&mut read.0, granted.org(), id, house.now()).await?;
    may_see(granted, &request)?;
    Ok(request)
}

pub(super) fn may_see(granted: &Granted<AccountsView>, request: &Request) -> Result<()> {
    let actor = granted.actor();
    let own = actor.user_id() == Some(request.operator);
    if actor.is_of_the_team() && (own || actor.is_cleared()) { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) async fn find_in(tx: &mut Tx, org: OrgId, id: EmergencyId, now: Timestamp) -> Result<Request> {
    let sql = format!("{SQL} AND e.id = ?2");
    tx.row(&sql, params![org, id], |row| read_request(row, now)).await?.ok_or(Error::NotFound)
}

/// Who asks for which account, for a letter; none once nobody has to answer any more.
pub(crate) async fn still_waiting(
    change: &mut Change,
    org: OrgId,
    id: EmergencyId,
) -> Result<Option<(String, String)>> {
    let request = opened(change, org, id).await?;
    let waiting = request.filter(|request| request.state == State::Waiting);
    Ok(waiting.map(|request| (request.operator_name, request.account_name)))
}

/// The request that a letter tells of.
pub(crate) async fn opened(change: &mut Change, org: OrgId, id: EmergencyId) -> Result<Option<Request>> {
    match find_in(&mut change.tx, org, id, change.at).await {
        Ok(request) => Ok(Some(request)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_open_only_between_the_approval_and_its_end() {
        let at = Timestamp::from_micros;
        for (stored, now, state) in [
            ("waiting", 9, State::Waiting),
            ("waiting", 10, State::Expired),
            ("approved", 9, State::Open),
            ("approved", 10, State::Over),
            ("refused", 9, State::Refused),
            ("withdrawn", 9, State::Withdrawn),
            ("ended", 9, State::Over),
            ("open", 9, State::Over),
        ] {
            assert_eq!(State::of(stored, at(10), at(now)), state, "{stored} {now}");
        }
    }
}
