//! Which accounts came from a template, and in what they are no longer as it is.

use db::Value;
use kernel::{AccountId, Result, Timestamp};

use super::settings::{self, Difference};
use crate::access::{AccountsView, AnyGranted, Granted, Owner, Select};
use crate::accounts::for_the_team;
use crate::accounts::list::find_in;
use crate::house::Read;

/// Accounts of one page.
pub const AT_ONCE: usize = 50;

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

/// An account that came from a template.
#[derive(Clone, Debug)]
pub struct Made {
    pub id: AccountId,
    pub name: String,
    pub at: Timestamp,
    /// Nothing if it is as the template is.
    pub drift: Vec<Difference>,
}

/// A page of those that came from this template, the oldest first, and where the next page begins.
pub async fn made_from(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    template: AccountId,
    after: Option<AccountId>,
) -> Result<(Vec<Made>, Option<AccountId>)> {
    for_the_team(granted)?;
    let tx = &mut read.0;
    let template = find_in(tx, granted, template).await?;
    let mut select = Select::of("r.account_id, r.made_at", "account_origins r")
        .within(granted, &OWNER)
        .and("r.template_id = {}", [Value::from(template.id)]);
    if let Some(after) = after {
        select = select.and("r.account_id > {}", [Value::from(after)]);
    }
    let mut rows: Vec<(AccountId, Timestamp)> = select
        .then(&format!("ORDER BY r.account_id LIMIT {}", AT_ONCE + 1))
        .rows(tx, |row| Ok((row.get(0)?, row.get(1)?)))
        .await?;
    let more = rows.len() > AT_ONCE;
    rows.truncate(AT_ONCE);
    let model = settings::of(tx, granted.org(), &template).await?;
    let mut made = Vec::with_capacity(rows.len());
    for (id, at) in rows {
        let account = find_in(tx, granted, id).await?;
        let own = settings::of(tx, granted.org(), &account).await?;
        made.push(Made { id, name: account.name, at, drift: model.differences(&own) });
    }
    let next = if more { made.last().map(|one| one.id) } else { None };
    Ok((made, next))
}

/// All that came from this template, the oldest first.
pub(super) async fn origins(
    tx: &mut db::Tx,
    granted: &AnyGranted,
    template: AccountId,
) -> Result<Vec<AccountId>> {
    Select::of("r.account_id", "account_origins r")
        .within(granted, &OWNER)
        .and("r.template_id = {}", [Value::from(template)])
        .then("ORDER BY r.account_id")
        .rows(tx, |row| row.get(0))
        .await
}

/// The template that an account came from, by its id and its name now.
pub async fn origin(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: AccountId,
) -> Result<Option<(AccountId, String)>> {
    for_the_team(granted)?;
    Select::of(
        "r.template_id, t.name",
        "account_origins r JOIN accounts t ON t.org_id = r.org_id AND t.id = r.template_id",
    )
    .within(granted, &OWNER)
    .and("r.account_id = {}", [Value::from(id)])
    .row(&mut read.0, |row| Ok((row.get(0)?, row.get(1)?)))
    .await
}
