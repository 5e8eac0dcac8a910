//! Chosen settings of a template go to accounts that were made from it, after a look at what each would change.

use db::params;
use kernel::{AccountId, Error, OrgId, PushId, Result};

use super::change::apply;
use super::made::origins;
use super::settings::{self, Difference, Setting};
use crate::access::{AccountsEdit, Granted};
use crate::accounts::for_the_team;
use crate::accounts::list::{Account, find_in};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Accounts of one push.
pub const MOST_AT_ONCE: usize = 200;

/// What a push would change about an account.
#[derive(Clone, Debug)]
pub struct Planned {
    pub id: AccountId,
    pub name: String,
    /// As the template is, and as the account is now.
    pub changes: Vec<Difference>,
}

/// The accounts that are not as the template is in these settings, the oldest first, and whether there are more than
/// one push takes.
pub async fn preview(
    read: &mut Read,
    granted: &Granted<AccountsEdit>,
    template: AccountId,
    chosen: &[Setting],
) -> Result<(Vec<Planned>, bool)> {
    for_the_team(granted)?;
    let tx = &mut read.0;
    let template = find_in(tx, granted, template).await?;
    must_be_template(&template)?;
    let model = settings::of(tx, granted.org(), &template).await?;
    let mut planned = Vec::new();
    for id in origins(tx, granted, template.id).await? {
        let account = find_in(tx, granted, id).await?;
        let own = settings::of(tx, granted.org(), &account).await?;
        let changes = model.differences_in(&own, chosen);
        if changes.is_empty() {
            continue;
        }
        if planned.len() == MOST_AT_ONCE {
            return Ok((planned, true));
        }
        planned.push(Planned { id, name: account.name, changes });
    }
    Ok((planned, false))
}

/// Gives them to these accounts. What cannot be given to one of them, such as a plan that is too small, leaves that
/// account as it is; the report says why.
pub async fn push(
    house: &House,
    granted: &Granted<AccountsEdit>,
    template: AccountId,
    (chosen, accounts): (&[Setting], &[AccountId]),
) -> Result<PushId> {
    for_the_team(granted)?;
    granted.actor().must_be_oneself()?;
    if chosen.is_empty() {
        return Err(Error::invalid("settings", "Choose at least one setting."));
    }
    if accounts.is_empty() || accounts.len() > MOST_AT_ONCE {
        return Err(Error::invalid("accounts", format!("Choose 1 to {MOST_AT_ONCE} accounts.")));
    }
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let template = find_in(&mut change.tx, granted, template).await?;
    must_be_template(&template)?;
    let made = origins(&mut change.tx, granted, template.id).await?;
    if accounts.iter().any(|id| !made.contains(id)) {
        return Err(Error::NotFound);
    }
    let model = settings::of(&mut change.tx, org, &template).await?;
    let id = PushId::new(change.at, &change.dice);
    let by = granted.actor().person().map_or("Portico", |person| person.name.as_str());
    let names: Vec<&str> = chosen.iter().map(|one| one.name()).collect();
    change
        .tx
        .execute(
            "INSERT INTO template_pushes (org_id, id, template_id, settings, pushed_by, pushed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![org, id, template.id, names.join(","), by, change.at],
        )
        .await?;
    let mut events = Vec::new();
    let mut count = 0;
    for account in accounts {
        let account = find_in(&mut change.tx, granted, *account).await?;
        let before = settings::of(&mut change.tx, org, &account).await?;
        let mut wanted = before.clone();
        for setting in chosen {
            wanted.take(&model, *setting);
        }
        let refused = match apply(&mut change, org, &account, (&before, &wanted)).await {
            Ok(told) if told.is_empty() => continue,
            Ok(told) => {
                events.extend(told);
                count += 1;
                String::new()
            }
            Err(Error::Conflict(reason)) => reason.to_string(),
            Err(error) => return Err(error),
        };
        // The switches are read with the account.
        let account = find_in(&mut change.tx, granted, account.id).await?;
        let after = settings::of(&mut change.tx, org, &account).await?;
        note(&mut change, (org, id), account.id, (&before.to_json()?, &after.to_json()?, &refused)).await?;
    }
    let labels: Vec<&str> = chosen.iter().map(|one| one.label()).collect();
    let event = Event::of(Action::SettingsPushed)
        .about(template.id.any(), template.name)
        .changed("settings", "", labels.join(", "))
        .changed("accounts", "", count.to_string());
    let mut recorded = change.record(granted.actor(), event).await?;
    for event in events {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(id)
}

async fn note(
    change: &mut Change,
    (org, push): (OrgId, PushId),
    account: AccountId,
    (before, after, refused): (&str, &str, &str),
) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO template_push_accounts (org_id, push_id, account_id, before, after, refused, stayed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')",
            params![org, push, account, before, after, refused],
        )
        .await?;
    Ok(())
}

pub(super) fn must_be_template(account: &Account) -> Result<()> {
    if account.template {
        Ok(())
    } else {
        Err(Error::conflict(format!("“{}” is no template.", account.name)))
    }
}
