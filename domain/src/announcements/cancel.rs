//! An announcement that has not gone out yet is called off.

use db::params;
use kernel::{AnnouncementId, Error, Result};

use super::show::find_in;
use crate::access::{AnnouncementsSend, Granted};
use crate::history::{Action, Event};
use crate::house::House;

pub async fn cancel(house: &House, granted: &Granted<AnnouncementsSend>, id: AnnouncementId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let found = find_in(&mut change.tx, granted, id).await?;
    let ours = change
        .tx
        .execute(
            "UPDATE announcements SET state = 'cancelled' WHERE org_id = ?1 AND id = ?2 AND state = 'scheduled'",
            params![granted.org(), id],
        )
        .await?;
    if ours == 0 {
        return Err(Error::conflict("It has gone out, or was cancelled before."));
    }
    let event =
        Event::of(Action::AnnouncementCancelled).about(id.any(), found.title()).in_account(found.account);
    change.record(granted.actor(), event).await?.commit().await
}
