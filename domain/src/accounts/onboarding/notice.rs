//! Steps complete by themselves when that happens which they wait for, in the transaction of what happened.

use db::params;
use kernel::{AccountId, OrgId, Result, StepId};

use super::progress::of_account;
use super::step::{COLUMNS, Completes, Step, read_step};
use crate::access::Actor;
use crate::change::Change;
use crate::history::{Action, Event};

/// The events of the steps that `action` has just completed in this account. While the organization prepares the
/// account nothing counts (C-20).
pub(crate) async fn notice(
    change: &mut Change,
    actor: &Actor,
    (action, account): (Action, Option<AccountId>),
) -> Result<Vec<Event>> {
    let (Some(account), Some(completes)) = (account, Completes::by(action)) else { return Ok(Vec::new()) };
    let org = actor.org();
    let sql = format!(
        "SELECT {COLUMNS} FROM onboarding_steps s JOIN accounts a ON a.org_id = s.org_id AND a.id = ?2
         WHERE s.org_id = ?1 AND s.completes = ?3 AND a.in_setup = 0 AND a.template = 0 AND NOT EXISTS (
           SELECT 1 FROM account_steps d WHERE d.org_id = s.org_id AND d.account_id = a.id AND d.step_id = s.id)
         ORDER BY s.place, s.id"
    );
    let steps: Vec<Step> = change.tx.rows(&sql, params![org, account, completes.name()], read_step).await?;
    let mut events = Vec::new();
    for step in steps {
        events.extend(complete(change, actor, (account, &step), false).await?);
    }
    Ok(events)
}

/// Marks the step as done; nothing to tell if somebody else was faster.
pub(super) async fn complete(
    change: &mut Change,
    actor: &Actor,
    (account, step): (AccountId, &Step),
    by_hand: bool,
) -> Result<Option<Event>> {
    let org = actor.org();
    let by = actor.person().map_or_else(|| "Portico".to_owned(), |person| person.name.clone());
    let inserted = change
        .tx
        .execute(
            "INSERT INTO account_steps (org_id, account_id, step_id, done_at, done_by, by_hand)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (org_id, account_id, step_id) DO NOTHING",
            params![org, account, step.id, change.at, by, i64::from(by_hand)],
        )
        .await?;
    if inserted == 0 {
        return Ok(None);
    }
    tell(change, org, (account, step.id), Action::StepDone, &step.title).await.map(Some)
}

/// The event of a step, with how far the account has come by it.
pub(super) async fn tell(
    change: &mut Change,
    org: OrgId,
    (account, step): (AccountId, StepId),
    action: Action,
    title: &str,
) -> Result<Event> {
    let steps = of_account(&mut change.tx, org, account).await?;
    let done = steps.iter().filter(|state| state.done.is_some()).count();
    let before = if action == Action::StepDone { done.saturating_sub(1) } else { done + 1 };
    let words = |count: usize| format!("{count} of {}", steps.len());
    Ok(Event::of(action).about(step.any(), title).in_account(account).changed(
        "onboarding",
        words(before),
        words(done),
    ))
}
