//! What a push of settings did, and the way back: each account gets again what it had, where nobody changed it since.

use db::{Row, Value, params};
use kernel::{AccountId, Error, PushId, Result, Timestamp};

use super::change::apply;
use super::settings::{self, Difference, Setting, Settings};
use crate::access::{AccountsEdit, AccountsView, Granted, Owner, Select};
use crate::accounts::for_the_team;
use crate::accounts::list::find_in;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Pushes that are listed.
const LISTED: usize = 20;

/// By its template.
const OF_TEMPLATE: Owner = Owner {
    org: "r.org_id",
    account: "r.template_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

const OF_ACCOUNT: Owner = Owner { account: "r.account_id", ..OF_TEMPLATE };

/// Settings that went from a template to accounts.
#[derive(Clone, Debug)]
pub struct Push {
    pub id: PushId,
    pub template: AccountId,
    pub settings: Vec<Setting>,
    /// The name at that time.
    pub by: String,
    pub at: Timestamp,
    /// Who took it back, and when.
    pub taken_back: Option<(String, Timestamp)>,
}

/// What a push did to an account.
#[derive(Clone, Debug)]
pub struct Pushed {
    pub account: AccountId,
    pub name: String,
    /// As it is since the push (`template`), and as it was (`account`).
    pub changes: Vec<Difference>,
    /// Why it was left as it was; empty if it was not.
    pub refused: String,
    /// What was not taken back, and why; empty for nothing.
    pub stayed: String,
}

const COLUMNS: &str =
    "r.id, r.template_id, r.settings, r.pushed_by, r.pushed_at, r.taken_back_by, r.taken_back_at";

fn read_push(row: &Row<'_>) -> db::Result<Push> {
    let (by, at): (Option<String>, Option<Timestamp>) = (row.get(5)?, row.get(6)?);
    Ok(Push {
        id: row.get(0)?,
        template: row.get(1)?,
        settings: row.get::<String>(2)?.split(',').filter_map(Setting::parse).collect(),
        by: row.get(3)?,
        at: row.get(4)?,
        taken_back: by.zip(at),
    })
}

/// The last pushes from a template, the newest first.
pub async fn pushes(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    template: AccountId,
) -> Result<Vec<Push>> {
    for_the_team(granted)?;
    Select::of(COLUMNS, "template_pushes r")
        .within(granted, &OF_TEMPLATE)
        .and("r.template_id = {}", [Value::from(template)])
        .then(&format!("ORDER BY r.pushed_at DESC, r.id DESC LIMIT {LISTED}"))
        .rows(&mut read.0, read_push)
        .await
}

/// One push, with what it did to the accounts within reach.
pub async fn pushed<P>(read: &mut Read, granted: &Granted<P>, id: PushId) -> Result<(Push, Vec<Pushed>)> {
    for_the_team(granted)?;
    let (push, rows) = load(&mut read.0, granted, id).await?;
    let all = rows.into_iter().map(|row| {
        let (before, after) = (Settings::stored(&row.before)?, Settings::stored(&row.after)?);
        let changes = after.differences_in(&before, &push.settings);
        Ok(Pushed { account: row.account, name: row.name, changes, refused: row.refused, stayed: row.stayed })
    });
    let all = all.collect::<Result<Vec<_>>>()?;
    Ok((push, all))
}

struct Kept {
    account: AccountId,
    name: String,
    before: String,
    after: String,
    refused: String,
    stayed: String,
}

async fn load<P>(tx: &mut db::Tx, granted: &Granted<P>, id: PushId) -> Result<(Push, Vec<Kept>)> {
    let push = Select::of(COLUMNS, "template_pushes r")
        .within(granted, &OF_TEMPLATE)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, read_push)
        .await?
        .ok_or(Error::NotFound)?;
    let rows = Select::of(
        "r.account_id, a.name, r.before, r.after, r.refused, r.stayed",
        "template_push_accounts r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    )
    .within(granted, &OF_ACCOUNT)
    .and("r.push_id = {}", [Value::from(id)])
    .then("ORDER BY a.name_folded, a.id")
    .rows(tx, |row| {
        Ok(Kept {
            account: row.get(0)?,
            name: row.get(1)?,
            before: row.get(2)?,
            after: row.get(3)?,
            refused: row.get(4)?,
            stayed: row.get(5)?,
        })
    })
    .await?;
    Ok((push, rows))
}

/// Gives the accounts again what they had before the push, setting by setting; what somebody has changed since stays,
/// and is named.
pub async fn take_back(house: &House, granted: &Granted<AccountsEdit>, id: PushId) -> Result<()> {
    for_the_team(granted)?;
    granted.actor().must_be_oneself()?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let (push, rows) = load(&mut change.tx, granted, id).await?;
    let by = granted.actor().person().map_or("Portico", |person| person.name.as_str());
    // Of two who take it back at once the second one finds that it is done.
    let taken = change
        .tx
        .execute(
            "UPDATE template_pushes SET taken_back_by = ?3, taken_back_at = ?4
             WHERE org_id = ?1 AND id = ?2 AND taken_back_at IS NULL",
            params![org, id, by, change.at],
        )
        .await?;
    if taken == 0 {
        return Err(Error::conflict("This was taken back already."));
    }
    let template = find_in(&mut change.tx, granted, push.template).await?;
    let mut events = Vec::new();
    let mut count = 0;
    for row in rows.into_iter().filter(|row| row.refused.is_empty()) {
        let account = find_in(&mut change.tx, granted, row.account).await?;
        let now = settings::of(&mut change.tx, org, &account).await?;
        let (before, after) = (Settings::stored(&row.before)?, Settings::stored(&row.after)?);
        let mut wanted = now.clone();
        let mut stayed: Vec<String> = Vec::new();
        for setting in &push.settings {
            if after.same(&before, *setting) {
                continue;
            }
            if now.same(&after, *setting) {
                wanted.take(&before, *setting);
            } else {
                stayed.push(format!("{} was changed since.", setting.label()));
            }
        }
        match apply(&mut change, org, &account, (&now, &wanted)).await {
            Ok(told) => {
                count += usize::from(!told.is_empty());
                events.extend(told);
            }
            Err(Error::Conflict(reason)) => stayed = vec![reason.to_string()],
            Err(Error::Invalid(_)) => stayed = vec!["The plan that it had is there no more.".to_owned()],
            Err(error) => return Err(error),
        }
        change
            .tx
            .execute(
                "UPDATE template_push_accounts SET stayed = ?4 WHERE org_id = ?1 AND push_id = ?2 AND account_id = ?3",
                params![org, id, row.account, stayed.join(" ")],
            )
            .await?;
    }
    let event = Event::of(Action::SettingsTakenBack).about(template.id.any(), template.name).changed(
        "accounts",
        "",
        count.to_string(),
    );
    let mut recorded = change.record(granted.actor(), event).await?;
    for event in events {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await
}
