//! A legal hold: as long as it lasts, nothing of an account is removed from the history.

use db::params;
use kernel::text::line;
use kernel::{AccountId, Error, Result, Timestamp};

use crate::access::{AccountsEdit, AccountsView, Granted};
use crate::accounts;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Characters of a reason.
pub const LONGEST_REASON: usize = 500;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    pub reason: String,
    /// The name at that time.
    pub set_by: String,
    pub set_at: Timestamp,
}

/// For the team only: what is held back for a dispute is none of the client’s matters.
pub async fn of_account(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: AccountId,
) -> Result<Option<Hold>> {
    if !granted.actor().is_of_the_team() {
        return Err(Error::NotFound);
    }
    accounts::find_in(&mut read.0, granted, id).await?;
    Ok(read
        .0
        .row(
            "SELECT reason, set_by, set_at FROM legal_holds WHERE org_id = ?1 AND account_id = ?2",
            params![granted.org(), id],
            |row| Ok(Hold { reason: row.get(0)?, set_by: row.get(1)?, set_at: row.get(2)? }),
        )
        .await?)
}

/// The event is about the account and not in it: the client does not read it.
pub async fn hold(house: &House, granted: &Granted<AccountsEdit>, id: AccountId, reason: &str) -> Result<()> {
    let reason = reasoned(reason)?;
    let mut change = house.change(granted).await?;
    let account = accounts::find_in(&mut change.tx, granted, id).await?;
    let by = granted.actor().signature();
    let set = change
        .tx
        .execute(
            "INSERT INTO legal_holds (org_id, account_id, reason, set_by, set_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, account_id) DO NOTHING",
            params![granted.org(), id, reason.as_str(), by.as_str(), change.at],
        )
        .await?;
    if set == 0 {
        return Err(Error::conflict("There is a legal hold on this account already."));
    }
    let event = Event::of(Action::HoldSet).about(id.any(), account.name).changed("reason", "", reason);
    change.record(granted.actor(), event).await?.commit().await
}

/// What is due by then goes with the next removal.
pub async fn lift(house: &House, granted: &Granted<AccountsEdit>, id: AccountId, reason: &str) -> Result<()> {
    let reason = reasoned(reason)?;
    let mut change = house.change(granted).await?;
    let account = accounts::find_in(&mut change.tx, granted, id).await?;
    let lifted = change
        .tx
        .execute("DELETE FROM legal_holds WHERE org_id = ?1 AND account_id = ?2", params![granted.org(), id])
        .await?;
    if lifted == 0 {
        return Err(Error::conflict("There is no legal hold on this account."));
    }
    let event = Event::of(Action::HoldLifted).about(id.any(), account.name).changed("reason", "", reason);
    change.record(granted.actor(), event).await?.commit().await
}

fn reasoned(reason: &str) -> Result<String> {
    let reason = line(reason, LONGEST_REASON).map_err(|error| Error::invalid("reason", error.to_string()))?;
    if reason.is_empty() { Err(Error::invalid("reason", "Say why.")) } else { Ok(reason) }
}
