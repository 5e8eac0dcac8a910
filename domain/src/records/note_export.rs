//! That a list was taken out is itself history.

use kernel::{Error, Result};

use super::Query;
use crate::access::{AnyGranted, Mode};
use crate::accounts::secure::export_reaches;
use crate::history::{Action, Event};
use crate::house::House;

/// Writes down who exports what. Nobody exports in somebody else's place (L3).
pub async fn note_export(house: &House, granted: &AnyGranted, query: &Query) -> Result<()> {
    if granted.actor().mode() != Mode::Own {
        return Err(Error::forbidden(
            "An export can only be made by the person, not by an operator for them.",
        ));
    }
    let mut change = house.change(granted).await?;
    let narrowed = if query.is_narrowed() { " (filtered)" } else { "" };
    let mut event =
        Event::of(Action::RecordsExported).labelled(format!("{}{narrowed}", query.collection.plural));
    if let Some(account) = granted.account() {
        event = event.in_account(account);
    }
    if export_reaches(&mut change.tx, granted).await? {
        event = event.changed("Secure accounts", "", "within reach");
    }
    change.record(granted.actor(), event).await?.commit().await
}
