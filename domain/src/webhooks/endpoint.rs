//! The endpoints of the organization, and one of them.

use db::{Row, Tx, params};
use kernel::{AccountId, Error, OrgId, Result, Timestamp, WebhookId};

use crate::access::{Granted, SettingsEdit};
use crate::house::Read;

/// Another system that is told what happens. Its secret is never read out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub id: WebhookId,
    pub url: String,
    pub name: String,
    /// None is all.
    pub topics: Vec<String>,
    /// It may hear of what is in Secure accounts.
    pub secure: bool,
    /// None is all.
    pub accounts: Vec<(AccountId, String)>,
    pub created_at: Timestamp,
    pub created_by: String,
    /// Since when nothing has arrived.
    pub failing_since: Option<Timestamp>,
    /// Since when nothing is sent, and why.
    pub disabled: Option<(Timestamp, String)>,
}

const COLUMNS: &str = "w.id, w.url, w.name, w.topics, w.secure, w.created_at, w.created_by, w.failing_since,
    w.disabled_at, w.disabled_why";

fn read_endpoint(row: &Row<'_>) -> db::Result<Endpoint> {
    let disabled: Option<Timestamp> = row.get(8)?;
    let why: String = row.get(9)?;
    Ok(Endpoint {
        id: row.get(0)?,
        url: row.get(1)?,
        name: row.get(2)?,
        topics: row.get::<String>(3)?.lines().map(str::to_owned).collect(),
        secure: row.get(4)?,
        accounts: Vec::new(),
        created_at: row.get(5)?,
        created_by: row.get(6)?,
        failing_since: row.get(7)?,
        disabled: disabled.map(|at| (at, why)),
    })
}

/// All of them, the oldest first.
pub async fn list(read: &mut Read, granted: &Granted<SettingsEdit>) -> Result<Vec<Endpoint>> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks w WHERE w.org_id = ?1 ORDER BY w.id");
    Ok(read.0.rows(&sql, params![granted.org()], read_endpoint).await?)
}

pub async fn find(read: &mut Read, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<Endpoint> {
    find_in(&mut read.0, granted, id).await
}

pub(super) async fn find_in(tx: &mut Tx, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<Endpoint> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks w WHERE w.org_id = ?1 AND w.id = ?2");
    let found = tx.row(&sql, params![granted.org(), id], read_endpoint).await?;
    let mut endpoint = found.ok_or(Error::NotFound)?;
    endpoint.accounts = accounts_of(tx, granted.org(), id).await?;
    Ok(endpoint)
}

async fn accounts_of(tx: &mut Tx, org: OrgId, id: WebhookId) -> Result<Vec<(AccountId, String)>> {
    Ok(tx
        .rows(
            "SELECT a.id, a.name FROM webhook_accounts w
             JOIN accounts a ON a.org_id = w.org_id AND a.id = w.account_id
             WHERE w.org_id = ?1 AND w.webhook_id = ?2 ORDER BY a.name_folded, a.id",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?)
}

impl Endpoint {
    /// What goes to an endpoint that may hear of Secure accounts is decided by operators with the clearance: where it
    /// leads is where their content goes.
    pub(super) fn must_be_ones_own(&self, granted: &Granted<SettingsEdit>) -> Result<()> {
        must_be_cleared(granted, self.secure)
    }
}

pub(super) fn must_be_cleared(granted: &Granted<SettingsEdit>, secure: bool) -> Result<()> {
    if secure && !granted.actor().is_cleared() {
        return Err(Error::forbidden(
            "This webhook may hear of Secure accounts: only operators whose role has the clearance run it.",
        ));
    }
    Ok(())
}
