//! Whether the calls of an account are kept as sound, and for how long: the second of three switches (C-16).

use db::params;
use kernel::{AccountId, Error, Result};

use super::list::find_in;
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;
use crate::organizations::settings::Recordings;

/// Counts from the next request of everybody. Without `days` they are kept as long as the organization says. Switched
/// off, recordings that are there are heard by nobody, and go when their time has come.
pub async fn keep_recordings(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    on: bool,
    days: Option<i64>,
) -> Result<()> {
    if days.is_some_and(|days| !Recordings::DAYS.contains(&days)) {
        return Err(Error::invalid("days", "Send a number of days from 1 to 3650, or leave it out."));
    }
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if (account.recordings, account.recordings_days) == (on, days) {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET recordings = ?3, recordings_days = ?4 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, on, days],
        )
        .await?;
    let switch = |on: bool| if on { "on" } else { "off" };
    let kept =
        |days: Option<i64>| days.map_or_else(|| "as everywhere".to_owned(), |days| format!("{days} days"));
    let event = Event::of(Action::AccountEdited)
        .about(id.any(), account.name)
        .in_account(id)
        .changed("recordings", switch(account.recordings), switch(on))
        .changed("recordings are kept", kept(account.recordings_days), kept(days));
    change.record(granted.actor(), event).await?.commit().await
}
