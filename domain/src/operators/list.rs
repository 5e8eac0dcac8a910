//! The operators of the organization, and one of them.

use db::{Row, Tx, params};
use kernel::{Email, Error, OrgId, Result, Timestamp, UserId};

use crate::access::roles::{self, Role};
use crate::access::{Granted, Kind, OperatorsManage};
use crate::house::Read;
use crate::people::users;

/// Somebody of the organization.
#[derive(Clone, Debug)]
pub struct Operator {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub disabled_at: Option<Timestamp>,
    /// Nobody signs in without one.
    pub has_password: bool,
    /// Since when a second factor is asked for; none if it is not.
    pub second_factor_since: Option<Timestamp>,
}

impl Operator {
    pub fn role_names(&self) -> String {
        roles::names(&self.roles)
    }
}

const SQL: &str = "SELECT u.id, u.name, u.email, u.disabled_at, p.user_id, t.confirmed_at FROM users u
    LEFT JOIN passwords p ON p.org_id = u.org_id AND p.user_id = u.id
    LEFT JOIN totp_factors t ON t.org_id = u.org_id AND t.user_id = u.id
    WHERE u.org_id = ?1 AND u.kind = 'operator'";

fn read_operator(row: &Row<'_>) -> db::Result<Operator> {
    Ok(Operator {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        roles: Vec::new(),
        disabled_at: row.get(3)?,
        has_password: row.get::<Option<UserId>>(4)?.is_some(),
        second_factor_since: row.get(5)?,
    })
}

/// All of them by name; at most a thousand.
pub async fn list(read: &mut Read, granted: &Granted<OperatorsManage>) -> Result<Vec<Operator>> {
    let org = granted.org();
    let sql = format!("{SQL} ORDER BY u.name, u.id LIMIT 1000");
    let mut operators = read.0.rows(&sql, params![org], read_operator).await?;
    for operator in &mut operators {
        operator.roles = roles::of_operator(&mut read.0, org, operator.id).await?;
    }
    Ok(operators)
}

pub async fn find(read: &mut Read, granted: &Granted<OperatorsManage>, id: UserId) -> Result<Operator> {
    find_in(&mut read.0, granted.org(), id).await
}

pub(crate) async fn find_in(tx: &mut Tx, org: OrgId, id: UserId) -> Result<Operator> {
    let sql = format!("{SQL} AND u.id = ?2");
    let mut operator = tx.row(&sql, params![org, id], read_operator).await?.ok_or(Error::NotFound)?;
    operator.roles = roles::of_operator(tx, org, id).await?;
    Ok(operator)
}

/// The operator with this email address, for the command line.
pub async fn by_email(read: &mut Read, granted: &Granted<OperatorsManage>, email: &Email) -> Result<UserId> {
    users::by_email(&mut read.0, granted.org(), email, Kind::Operator).await
}

/// The organization's first administrator, for work at the command line; none before `portico init`.
pub async fn first_administrator(
    read: &mut Read,
    granted: &Granted<OperatorsManage>,
) -> Result<Option<UserId>> {
    Ok(read
        .0
        .row(
            "SELECT h.user_id FROM operator_roles h JOIN roles r ON r.org_id = h.org_id AND r.id = h.role_id
             WHERE h.org_id = ?1 AND r.preset = 'administrator' ORDER BY h.user_id LIMIT 1",
            params![granted.org()],
            |row| row.get(0),
        )
        .await?)
}
