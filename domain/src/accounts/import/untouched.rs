//! Whether anybody has touched an account since it was imported, and how one that nobody has touched goes.

use db::{Tx, params};
use kernel::{AccountId, JobId, MemberId, OrgId, Result};

use crate::access::{AccountsCreate, Granted, Via};
use crate::accounts::{onboarding, plans, words};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::people::users;

/// What an account has only if somebody gave it: each table, and what it is called. With [`OURS`] these are all tables
/// that point at an account.
const THEIRS: [(&str, &str); 24] = [
    ("calls", "calls"),
    ("messages", "messages"),
    ("recordings", "recordings"),
    ("tasks", "tasks"),
    ("contacts", "contacts"),
    ("account_numbers", "numbers"),
    ("statuses", "a status"),
    ("schedules", "on-call schedules"),
    ("resources", "resources"),
    ("resource_proposals", "proposals about resources"),
    ("announcements", "announcements"),
    ("announcement_refusals", "answers to announcements"),
    ("business_pages", "a business page"),
    ("account_sites", "websites"),
    ("secure_links", "a secure login link"),
    ("secure_link_sessions", "visits by a secure login link"),
    ("secure_accounts", "the Secure mark"),
    ("emergency_requests", "requests for emergency access"),
    ("legal_holds", "a legal hold"),
    ("webhook_accounts", "webhooks of its own"),
    ("account_origins", "a template"),
    ("delivery_plans", "a plan for the delivery of messages"),
    ("delivery_hooks", "a webhook for its messages"),
    ("template_push_accounts", "settings of a template"),
];

/// What an import itself gives an account: this goes with it.
#[cfg(test)]
const OURS: [&str; 8] = [
    "account_words",
    "account_tags",
    "account_notes",
    "account_operators",
    "account_nicknames",
    "account_plans",
    "account_steps",
    "memberships",
];

/// What somebody did since, in words; none if nobody touched it. The work of the import itself, and letters of its that
/// left, are no such thing.
pub(super) async fn touched(tx: &mut Tx, org: OrgId, id: AccountId, job: JobId) -> Result<Option<String>> {
    for (table, what) in THEIRS {
        let sql = format!("SELECT 1 FROM {table} WHERE org_id = ?1 AND account_id = ?2 LIMIT 1");
        if tx.row(&sql, params![org, id], |_| Ok(())).await?.is_some() {
            return Ok(Some(format!("It has {what}.")));
        }
    }
    let last: Option<(String, String)> = tx
        .row(
            "SELECT action, actor_name FROM events
             WHERE org_id = ?1 AND (account_id = ?2 OR thing_id = ?2) AND via <> ?3 AND via <> 'outbox'
             ORDER BY seq DESC LIMIT 1",
            params![org, id, Via::Job(job).text()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let entered =
        "SELECT 1 FROM memberships WHERE org_id = ?1 AND account_id = ?2 AND entered_at IS NOT NULL LIMIT 1";
    if last.is_none() && tx.row(entered, params![org, id], |_| Ok(())).await?.is_some() {
        return Ok(Some("Somebody has signed in.".to_owned()));
    }
    Ok(last.map(|(action, who)| {
        let did = Action::parse(&action).map_or("changed", Action::words);
        format!("{who} {did} it or something of it.")
    }))
}

/// Takes the account away with all that the import gave it, its users too; the nickname and the addresses are free.
pub(super) async fn erase(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    id: AccountId,
) -> Result<Vec<Event>> {
    let org = granted.org();
    let members: Vec<MemberId> = change
        .tx
        .rows("SELECT id FROM memberships WHERE org_id = ?1 AND account_id = ?2", params![org, id], |row| {
            row.get(0)
        })
        .await?;
    let mut events = Vec::with_capacity(members.len() + 1);
    for member in members {
        events.push(users::delete_with_account(change, granted, member).await?);
    }
    plans::forget(&mut change.tx, org, id).await?;
    onboarding::restart(change, org, id).await?;
    words::forget(&mut change.tx, org, id).await?;
    for sql in [
        "DELETE FROM account_tags WHERE org_id = ?1 AND account_id = ?2",
        "DELETE FROM account_notes WHERE org_id = ?1 AND account_id = ?2",
        "DELETE FROM account_operators WHERE org_id = ?1 AND account_id = ?2",
        "DELETE FROM account_nicknames WHERE org_id = ?1 AND account_id = ?2",
        "DELETE FROM accounts WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![org, id]).await?;
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::MIGRATIONS;

    #[test]
    fn every_table_that_points_at_an_account_is_thought_of() {
        for migration in MIGRATIONS {
            for table in migration.sql.split("CREATE TABLE ").skip(1) {
                let (name, body) = table.split_once(" (").unwrap();
                let body = body.split_once(");").unwrap().0;
                let points = body.contains("FOREIGN KEY (org_id, account_id) REFERENCES accounts");
                let known = THEIRS.iter().any(|(one, _)| *one == name) || OURS.contains(&name);
                assert!(!points || known, "{name} of {}: is it a trace of somebody's work?", migration.name);
            }
        }
    }
}
