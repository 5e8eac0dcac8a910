//! The settings of an account become those that are wanted, with an event for each kind of change.

use db::{Tx, params};
use kernel::{OrgId, Result, UserId};

use super::settings::{Setting, Settings};
use crate::accounts::list::Account;
use crate::accounts::tags::Tag;
use crate::accounts::{assignments, plans, tags};
use crate::change::Change;
use crate::history::{Action, Event};

/// Nothing is written if the plan cannot be had: it is what may be refused, and comes first.
pub(super) async fn apply(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    (now, wanted): (&Settings, &Settings),
) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    let plan = wanted.plan.as_ref().map(|(plan, _)| *plan);
    events.extend(plans::change_in(change, org, account, plan).await?);
    let written = wanted.tags.iter().map(|tag| Tag::parse(tag)).collect::<Result<Vec<_>, _>>();
    let written = written.map_err(kernel::Error::bug)?;
    events.extend(tags::rewrite_in(change, org, account, |all| *all = written).await?);
    if !now.same(wanted, Setting::Operators) {
        let operators = active(&mut change.tx, org, &wanted.operators).await?;
        events.extend(assignments::rewrite_in(change, org, account, |all| *all = operators).await?);
    }
    events.extend(switches(change, org, account, (now, wanted)).await?);
    Ok(events)
}

/// Those who can look after an account still.
async fn active(tx: &mut Tx, org: OrgId, operators: &[(UserId, String)]) -> Result<Vec<UserId>> {
    let mut active = Vec::with_capacity(operators.len());
    for (id, _) in operators {
        if assignments::must_be_active(tx, org, *id).await.is_ok() {
            active.push(*id);
        }
    }
    Ok(active)
}

async fn switches(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    (now, wanted): (&Settings, &Settings),
) -> Result<Option<Event>> {
    let mut event = Event::of(Action::AccountEdited).about(account.id.any(), account.name.as_str());
    event = event.in_account(account.id);
    for setting in [
        Setting::TimeZone,
        Setting::RunUsers,
        Setting::SeeSupport,
        Setting::BusinessPage,
        Setting::SendLinks,
        Setting::Recordings,
        Setting::ApproveResources,
    ] {
        event = event.changed(&setting.label().to_lowercase(), now.word(setting), wanted.word(setting));
    }
    if event.changes.is_empty() {
        return Ok(None);
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET time_zone = ?3, run_users = ?4, see_support = ?5, send_links = ?6, recordings = ?7,
                                 recordings_days = ?8, business_page = ?9, approve_resources = ?10
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                account.id,
                wanted.time_zone.as_str(),
                i64::from(wanted.run_users),
                i64::from(wanted.see_support),
                i64::from(wanted.send_links),
                i64::from(wanted.recordings),
                wanted.recordings_days,
                i64::from(wanted.business_page),
                wanted.approve_resources.map(i64::from)
            ],
        )
        .await?;
    Ok(Some(event))
}
