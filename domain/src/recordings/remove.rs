//! Deleting a recording by hand: the row first, then the file; what is left over by a failure the sweep finds.

use kernel::{CallId, Error, Result};

use super::add::forget;
use super::find::find_in;
use crate::access::{Granted, RecordingsManage};
use crate::history::Action;
use crate::house::House;
use crate::records::calls;

/// Deletes the recording of a call, whatever the switches say.
pub async fn remove(house: &House, granted: &Granted<RecordingsManage>, call: CallId) -> Result<()> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    let recording = find_in(&mut change.tx, granted, call).await?.ok_or(Error::NotFound)?;
    forget(&mut change.tx, org, call, change.at).await?;
    calls::note_recorded(&mut change.tx, org, call, false).await?;
    change.record(granted.actor(), recording.event(Action::RecordingDeleted)).await?.commit().await?;
    house.files.remove(org, recording.id).await;
    Ok(())
}
