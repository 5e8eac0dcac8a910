//! Setting a status, which ends the one before, and ending it.

use db::params;
use kernel::text::{fold, paragraph};
use kernel::{AccountId, Error, Invalid, OrgId, Result, StatusId, Timestamp};

use super::LEVELS;
use super::current::find;
use crate::access::{Granted, StatusSet};
use crate::accounts;
use crate::accounts::templates::TAKES_NOTHING;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Letters of a status.
pub const LONGEST: usize = 2000;

/// A status as it is written.
#[derive(Clone, Debug)]
pub struct NewStatus {
    /// One of [`LEVELS`].
    pub level: String,
    pub text: String,
    /// None: until further notice.
    pub until: Option<Timestamp>,
}

/// What the account says from now on; whatever it said before is over.
pub async fn set(
    house: &House,
    granted: &Granted<StatusSet>,
    account: AccountId,
    new: NewStatus,
) -> Result<StatusId> {
    let mut change = house.change(granted).await?;
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    if about.template {
        return Err(Error::conflict(TAKES_NOTHING));
    }
    let text = check(&new, change.at)?;
    let before = find(&mut change.tx, granted, Some(account), change.at).await?;
    let old = before.first().map_or_else(String::new, |status| status.level.clone());
    let by = granted.actor().signature();
    close(&mut change, granted.org(), account, &by).await?;
    let id = StatusId::new(change.at, &change.dice);
    let search = fold(&format!("{text} {by}"));
    let inserted = change
        .tx
        .execute(
            "INSERT INTO statuses (org_id, id, account_id, level, body, from_at, until_at, set_by, ended_at, ended_by,
               search) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, '', ?9) ON CONFLICT DO NOTHING",
            params![
                granted.org(),
                id,
                account,
                new.level.as_str(),
                text.as_str(),
                change.at,
                new.until,
                by.as_str(),
                search.as_str()
            ],
        )
        .await?;
    if inserted == 0 {
        return Err(Error::conflict("Somebody else has just set the status. Look at it, and try again."));
    }
    let event = Event::of(Action::StatusSet)
        .about(id.any(), about.name)
        .in_account(account)
        .changed("level", old, new.level);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// Ends the status of the account; where there is none, nothing changes.
pub async fn end(house: &House, granted: &Granted<StatusSet>, account: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    let found = find(&mut change.tx, granted, Some(account), change.at).await?;
    let Some(status) = found.into_iter().next() else { return Ok(()) };
    close(&mut change, granted.org(), account, &granted.actor().signature()).await?;
    let event = Event::of(Action::StatusEnded).about(status.id.any(), about.name).in_account(account);
    change.record(granted.actor(), event).await?.commit().await
}

/// Ends what is open. What the clock has ended before, ended then, and by nobody.
async fn close(change: &mut Change, org: OrgId, account: AccountId, by: &str) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE statuses SET
               ended_by = CASE WHEN until_at <= ?3 THEN '' ELSE ?4 END,
               ended_at = CASE WHEN until_at <= ?3 THEN until_at ELSE ?3 END
             WHERE org_id = ?1 AND account_id = ?2 AND ended_at IS NULL",
            params![org, account, change.at, by],
        )
        .await?;
    Ok(())
}

fn check(new: &NewStatus, now: Timestamp) -> Result<String> {
    let mut invalid = Invalid::default();
    let text = invalid.check("text", paragraph(&new.text, LONGEST)).unwrap_or_default();
    if new.text.trim().is_empty() {
        invalid.push("text", "Write what the operators should know.");
    }
    if !LEVELS.iter().any(|level| level.value == new.level) {
        invalid.push("level", "Choose normal, attention or urgent.");
    }
    if new.until.is_some_and(|until| until <= now) {
        invalid.push("until", "Choose a time that is still to come.");
    }
    invalid.into_result()?;
    Ok(text)
}
